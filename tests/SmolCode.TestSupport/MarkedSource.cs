namespace SmolCode.TestSupport;

/// <summary>Source text with a cursor marked by <c>$$</c>, the form of every fixture.</summary>
/// <param name="Text">The text without the marker.</param>
/// <param name="Position">Offset of the marker in UTF-16 units.</param>
public sealed record MarkedSource(string Text, int Position)
{
    /// <summary>Splits marked text.</summary>
    public static MarkedSource Parse(string marked)
    {
        var at = marked.IndexOf("$$", StringComparison.Ordinal);
        if (at < 0 || marked.IndexOf("$$", at + 2, StringComparison.Ordinal) >= 0)
        {
            throw new ArgumentException("The source needs exactly one $$ marker.", nameof(marked));
        }

        return new MarkedSource(marked.Remove(at, 2), at);
    }
}
