using System.Globalization;
using System.Text.RegularExpressions;
using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Explanation;

/// <summary>What a click on a link of an explanation does. One of both is null.</summary>
/// <param name="Code">Selects code.</param>
/// <param name="Page">Opens a page on the web.</param>
public sealed record CodeLink(CodePlace? Code, Uri? Page)
{
    private static readonly Regex Lines = new(
        @"^#L(\d+)(?:,(\d+))?(?:-L?(\d+)(?:,(\d+))?)?$",
        RegexOptions.CultureInvariant,
        TimeSpan.FromSeconds(1)
    );

    /// <summary>Reads a link: <c>file:///a.cs#L12,5-L14,1</c> (from 1), or a page on the web. Null: it does nothing.</summary>
    public static CodeLink? Read(string href)
    {
        if (!Uri.TryCreate(href, UriKind.Absolute, out var uri))
        {
            return null;
        }

        if (uri.Scheme == "https")
        {
            return new CodeLink(null, uri);
        }

        if (!uri.IsFile)
        {
            return null;
        }

        var match = Lines.Match(uri.Fragment);
        var start = At(match.Groups[1], match.Groups[2]);
        var end = match.Groups[3].Success ? At(match.Groups[3], match.Groups[4]) : start;
        return new CodeLink(new CodePlace(uri.LocalPath, new LineRange(start, end)), null);
    }

    private static LinePosition At(Group line, Group character) => new(FromOne(line), FromOne(character));

    private static int FromOne(Group group) =>
        int.TryParse(group.Value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Max(number - 1, 0) : 0;
}
