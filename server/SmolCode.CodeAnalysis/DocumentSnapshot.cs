using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// An immutable view of one document and the solution around it, at one version. Everything derived from it is about that version.
/// </summary>
public sealed class DocumentSnapshot
{
    internal DocumentSnapshot(
        AnalysedDocument document,
        string path,
        string relativePath,
        int version,
        AnalysisDepth depth,
        Func<string, string> relativePathOf,
        Func<string, bool> isKnownIdentifier
    )
    {
        Analysed = document;
        Path = path;
        RelativePath = relativePath;
        Version = version;
        Depth = depth;
        RelativePathOf = relativePathOf;
        IsKnownIdentifier = isKnownIdentifier;
    }

    /// <summary>Absolute path of the file.</summary>
    public string Path { get; }

    /// <summary>Path relative to the workspace, '/' as separator; the file's name when it stands alone.</summary>
    public string RelativePath { get; }

    /// <summary>The document's text at this version.</summary>
    public SourceText Text => Analysed.Text;

    /// <summary>Version as the editor counts it; 0 for text read from disk.</summary>
    public int Version { get; }

    /// <summary>How much is known about the project around it.</summary>
    public AnalysisDepth Depth { get; }

    internal Document Document => Analysed.Document;

    internal AnalysedDocument Analysed { get; }

    /// <summary>The path of any file as the workspace shows it.</summary>
    internal Func<string, string> RelativePathOf { get; }

    /// <summary>Whether another file of the workspace holds the identifier.</summary>
    internal Func<string, bool> IsKnownIdentifier { get; }

    /// <summary>The same document with another text, for a look at what would be.</summary>
    internal DocumentSnapshot WithText(SourceText text) => With(new AnalysedDocument(Document.WithText(text), text, Analysed.Anchor));

    /// <summary>The same document with a text that differs in more than one place (<see cref="AnalysedDocument.ForkAsync"/>).</summary>
    internal async Task<DocumentSnapshot> ForkAsync(SourceText text, CancellationToken cancellationToken) =>
        With(await Analysed.ForkAsync(text, cancellationToken));

    private DocumentSnapshot With(AnalysedDocument document) =>
        new(document, Path, RelativePath, Version, Depth, RelativePathOf, IsKnownIdentifier);
}
