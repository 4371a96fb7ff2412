namespace SmolCode.Training.Rows;

/// <summary>How much of another file is shown.</summary>
internal static class ContextText
{
    // As in the product's prompts.
    private const int MaxCharacters = 1200;

    /// <summary>Whole lines of a text, up to 1,200 characters.</summary>
    public static string Shorten(ReadOnlySpan<char> text)
    {
        if (text.Length <= MaxCharacters)
        {
            return text.ToString();
        }

        var end = text[..MaxCharacters].LastIndexOf('\n');
        return text[..(end > 0 ? end : MaxCharacters)].ToString();
    }
}
