using Microsoft.CodeAnalysis.Text;

namespace SmolCode.LanguageServer.Documents;

/// <summary>What of a text a change really changes: clients replace more than differs, the whole document at worst.</summary>
internal static class TextDifference
{
    /// <summary>
    /// The smallest single edit that does what replacing <paramref name="span"/> of <paramref name="before"/> with
    /// <paramref name="newText"/> does.
    /// </summary>
    public static TextChangeRange Of(SourceText before, TextSpan span, string newText)
    {
        var most = Math.Min(span.Length, newText.Length);
        var start = 0;
        while (start < most && before[span.Start + start] == newText[start])
        {
            start++;
        }

        var end = 0;
        while (end < most - start && before[span.End - 1 - end] == newText[^(1 + end)])
        {
            end++;
        }

        return new TextChangeRange(TextSpan.FromBounds(span.Start + start, span.End - end), newText.Length - start - end);
    }
}
