namespace SmolCode.VisualStudio.Documents;

/// <summary>Paths as the protocol names them.</summary>
public static class DocumentUri
{
    /// <summary>
    /// Tells whether two URIs name one file, as the file system of this machine does: Windows pays no heed to case, and there are several
    /// ways to escape a character.
    /// </summary>
    public static IEqualityComparer<string> Comparer { get; } =
        ComparerFor(Path.DirectorySeparatorChar == '\\' ? StringComparer.OrdinalIgnoreCase : StringComparer.Ordinal);

    /// <summary>The URI of a path; null for one that is not absolute, as that of a text that was never saved.</summary>
    public static string? TryFromPath(string path) =>
        Uri.TryCreate(path, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.AbsoluteUri : null;

    /// <summary>The URI of an absolute path.</summary>
    public static string FromPath(string path) => new Uri(path).AbsoluteUri;

    /// <summary>The path of a <c>file:</c> URI; null for any other.</summary>
    public static string? ToPath(string uri) =>
        Uri.TryCreate(uri, UriKind.Absolute, out var parsed) && parsed.IsFile ? parsed.LocalPath : null;

    /// <summary>Compares URIs by the paths that they name.</summary>
    internal static IEqualityComparer<string> ComparerFor(StringComparer paths) => new PathComparer(paths);

    private sealed class PathComparer(StringComparer paths) : IEqualityComparer<string>
    {
        public bool Equals(string? x, string? y) =>
            string.Equals(x, y, StringComparison.Ordinal) || (x is not null && y is not null && paths.Equals(Key(x), Key(y)));

        public int GetHashCode(string obj) => paths.GetHashCode(Key(obj));

        private static string Key(string uri) => ToPath(uri) ?? uri;
    }
}
