using System.Collections.Immutable;

namespace SmolCode.Training;

/// <summary>What was read, what was left out and why.</summary>
public sealed record CorpusReport
{
    /// <summary>Absolute folders (or files) that were read.</summary>
    public required ImmutableArray<string> Roots { get; init; }

    /// <summary>C# files that were looked at.</summary>
    public required int FilesFound { get; init; }

    /// <summary>Files to learn from.</summary>
    public required int TrainingFiles { get; init; }

    /// <summary>Their length in UTF-16 units.</summary>
    public required long TrainingCharacters { get; init; }

    /// <summary>Files that nothing is learned from.</summary>
    public required int HeldOutFiles { get; init; }

    /// <summary>Their length in UTF-16 units.</summary>
    public required long HeldOutCharacters { get; init; }

    /// <summary>
    /// Folders whose files are held out, relative to their root ("." for the root); the folders below them count by themselves. Single files
    /// where all files lie in one folder.
    /// </summary>
    public required ImmutableArray<string> HeldOutFolders { get; init; }

    /// <summary>What was left out, by reason; reasons that nothing was left out for are missing.</summary>
    public required ImmutableArray<LeftOutFiles> LeftOut { get; init; }
}
