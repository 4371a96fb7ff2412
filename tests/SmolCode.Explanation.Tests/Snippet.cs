using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Explanation.Tests;

/// <summary>
/// A snippet with what its explanation has to say (+) and must not say (-). The code stands before a line of four dashes; [| and |] mark the
/// selection.
/// </summary>
internal sealed record Snippet(string Name, string Text, TextSpan Selection, IReadOnlyList<string> Must, IReadOnlyList<string> MustNot)
{
    public static IEnumerable<string> Names() =>
        Directory.EnumerateFiles(Folder(), "*.txt").Select(f => Path.GetFileNameWithoutExtension(f)).Order(StringComparer.Ordinal);

    public static Snippet Read(string name)
    {
        var parts = File.ReadAllText(Path.Combine(Folder(), name + ".txt")).ReplaceLineEndings("\n").Split("----\n");
        var (text, selection) = Parse(parts[0]);
        var lines = parts[1].Split('\n');
        return new Snippet(
            name,
            text,
            selection,
            [.. lines.Where(l => l.StartsWith("+ ", StringComparison.Ordinal)).Select(l => l[2..])],
            [.. lines.Where(l => l.StartsWith("- ", StringComparison.Ordinal)).Select(l => l[2..])]
        );
    }

    /// <summary>Takes the marks out.</summary>
    public static (string Text, TextSpan Selection) Parse(string marked)
    {
        var start = marked.IndexOf("[|", StringComparison.Ordinal);
        var end = marked.IndexOf("|]", StringComparison.Ordinal) - 2;
        return (marked.Remove(end + 2, 2).Remove(start, 2), TextSpan.FromBounds(start, end));
    }

    private static string Folder([CallerFilePath] string file = "") => Path.Combine(Path.GetDirectoryName(file)!, "Snippets");
}
