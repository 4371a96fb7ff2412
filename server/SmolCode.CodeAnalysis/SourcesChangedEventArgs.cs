namespace SmolCode.CodeAnalysis;

/// <summary>Source files of a workspace have changed.</summary>
/// <param name="paths">Absolute paths of those that did; null: all of them may have, the workspace was loaded.</param>
public sealed class SourcesChangedEventArgs(IReadOnlyCollection<string>? paths) : EventArgs
{
    /// <summary>Absolute paths of the files that changed; null: all of them may have.</summary>
    public IReadOnlyCollection<string>? Paths { get; } = paths;
}
