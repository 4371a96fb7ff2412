namespace SmolCode.VisualStudio.Packaging;

/// <summary>A range of versions, as manifests write it: <c>[17.10,19.0)</c>.</summary>
/// <param name="Minimum">The least that is in it.</param>
/// <param name="Maximum">Where it ends; null: nowhere.</param>
/// <param name="IncludesMaximum">The end is in it.</param>
internal sealed record VersionRange(Version Minimum, Version? Maximum, bool IncludesMaximum)
{
    /// <summary>Reads a range.</summary>
    /// <exception cref="PackingException">It is none.</exception>
    public static VersionRange Parse(string text)
    {
        var ends = text.Length > 2 && text[0] == '[' && text[^1] is ']' or ')' ? text[1..^1].Split(',') : [];
        if (
            ends.Length == 2
            && Version.TryParse(ends[0].Trim(), out var minimum)
            && (ends[1].Trim().Length == 0 || Version.TryParse(ends[1].Trim(), out _))
        )
        {
            return new VersionRange(minimum, ends[1].Trim().Length == 0 ? null : Version.Parse(ends[1].Trim()), text[^1] == ']');
        }

        throw new PackingException($"{text} is no range of versions. One looks like [17.10,19.0).");
    }
}
