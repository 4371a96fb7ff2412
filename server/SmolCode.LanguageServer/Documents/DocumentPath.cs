namespace SmolCode.LanguageServer.Documents;

/// <summary>Paths of documents that a client names by URI.</summary>
internal static class DocumentPath
{
    /// <summary>The path of a <c>file:</c> URI, or null when it is none (or none that this system has).</summary>
    public static string? FromUri(string? uri)
    {
        if (!Uri.TryCreate(uri, UriKind.Absolute, out var parsed) || !parsed.IsFile)
        {
            return null;
        }

        // file:///c%3A/x arrives from VS Code with its colon escaped; .NET then leaves the slash in front of the drive.
        var path = parsed.LocalPath;
        if (OperatingSystem.IsWindows() && path is ['/', var drive, ':', ..] && char.IsAsciiLetter(drive))
        {
            path = path[1..];
        }

        try
        {
            return Path.GetFullPath(path);
        }
        catch (Exception e) when (e is ArgumentException or NotSupportedException or PathTooLongException)
        {
            return null;
        }
    }

    /// <summary>
    /// A path for a document that has no file yet: the one that it is going to have where it says so (<c>untitled:/code/src/New.cs</c>), else
    /// (<c>untitled:Untitled-1</c>) one of that name in <paramref name="folder"/>, so that its prompt and its project are those of a new file
    /// there.
    /// </summary>
    public static string ForUntitled(string uri, string? folder)
    {
        const string Scheme = "untitled:";
        if (
            uri.StartsWith(Scheme + "/", StringComparison.Ordinal)
            && uri.EndsWith(".cs", StringComparison.OrdinalIgnoreCase)
            && FromUri(
                "file://" + uri[Scheme.Length..].Replace("?", "%3F", StringComparison.Ordinal).Replace("#", "%23", StringComparison.Ordinal)
            )
                is { } own
            && Path.IsPathFullyQualified(own)
        )
        {
            return own;
        }

        var name = new string([
            .. uri[(uri.LastIndexOfAny(['/', ':', '\\']) + 1)..].Where(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '.'),
        ]);
        if (!name.EndsWith(".cs", StringComparison.OrdinalIgnoreCase))
        {
            name = (name.Length == 0 ? "Untitled" : name) + ".cs";
        }

        return Path.Combine(folder ?? Path.GetTempPath(), name);
    }
}
