using Microsoft.CodeAnalysis.Text;

namespace SmolCode.LanguageServer.Documents;

/// <summary>A document that is open in the editor, at one version. Immutable.</summary>
internal sealed class OpenDocument
{
    private readonly Lazy<LineIndex> lines;

    /// <summary>A document as it was opened or changed.</summary>
    public OpenDocument(string uri, string path, string languageId, int version, SourceText text)
    {
        Uri = uri;
        Path = path;
        LanguageId = languageId;
        Version = version;
        Text = text;
        lines = new Lazy<LineIndex>(() => new LineIndex(text));
    }

    /// <summary>Its URI, as the client writes it.</summary>
    public string Uri { get; }

    /// <summary>Absolute path of its file, or a made-up one for a document without a file.</summary>
    public string Path { get; }

    /// <summary>Whether a file is this document's. In doubt on a file system that minds case, it is.</summary>
    public bool HasPath(string path) => Path.Equals(path, StringComparison.OrdinalIgnoreCase);

    /// <summary>The client's name of the language.</summary>
    public string LanguageId { get; }

    /// <summary>Version, as the client counts.</summary>
    public int Version { get; }

    /// <summary>Its text.</summary>
    public SourceText Text { get; }

    /// <summary>Its lines, found on first use.</summary>
    public LineIndex Lines => lines.Value;

    /// <summary>It is C#: by the client's word, or by its name where the client has no word for it.</summary>
    public bool IsCSharp =>
        LanguageId.Equals("csharp", StringComparison.OrdinalIgnoreCase)
        || (LanguageId is "" or "plaintext" && Path.EndsWith(".cs", StringComparison.OrdinalIgnoreCase));

    /// <summary>The same document with another version and text.</summary>
    public OpenDocument With(int version, SourceText text) => new(Uri, Path, LanguageId, version, text);

    /// <summary>The LSP range of a span of <see cref="Text"/>.</summary>
    public Protocol.Range ToRange(TextSpan span, PositionEncoding encoding) =>
        new(Lines.ToPosition(span.Start, encoding), Lines.ToPosition(span.End, encoding));
}
