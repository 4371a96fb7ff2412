namespace SmolCode.VisualStudio.Documents;

/// <summary>Paths as the protocol names them.</summary>
public static class DocumentUri
{
    /// <summary>The URI of an absolute path.</summary>
    public static string FromPath(string path) => new Uri(path).AbsoluteUri;

    /// <summary>The path of a <c>file:</c> URI; null for any other.</summary>
    public static string? ToPath(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath : null;
}
