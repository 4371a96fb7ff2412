using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Completion.Prompts;

/// <summary>
/// Where the text before the cursor begins in the prompt. It has to stay where it is from one keystroke to the next, or nothing of the KV
/// cache could be used again; so it is tied to the text (the line after a blank line) rather than to a distance from the cursor, and moves
/// only when that line no longer fits.
/// </summary>
internal static class PrefixStart
{
    /// <summary>Estimate of the mean length of a C# token of SmolLM2; not measured yet, the engine cuts what does not fit.</summary>
    public const double CharactersPerToken = 3.3;

    private const int GridLines = 16;

    /// <summary>Offset of the first line of the prompt's prefix.</summary>
    public static int Find(SourceText text, int position, int maxTokens)
    {
        var room = (int)(maxTokens * CharactersPerToken);
        var cursorLine = text.Lines.GetLineFromPosition(position).LineNumber;
        var first = cursorLine;
        while (first > 0 && position - text.Lines[first - 1].Start <= room)
        {
            first--;
        }

        if (first == 0)
        {
            return 0;
        }

        // The first anchor in the older half of what fits; beyond it too much context would be given up.
        var half = first + ((cursorLine - first) / 2);
        for (var line = first; line <= half; line++)
        {
            if (IsBlank(text, line - 1) && !IsBlank(text, line))
            {
                return text.Lines[line].Start;
            }
        }

        for (var line = first; line <= half; line++)
        {
            if (line % GridLines == 0)
            {
                return text.Lines[line].Start;
            }
        }

        return text.Lines[first].Start;
    }

    private static bool IsBlank(SourceText text, int line)
    {
        var span = text.Lines[line].Span;
        for (var i = span.Start; i < span.End; i++)
        {
            if (!char.IsWhiteSpace(text[i]))
            {
                return false;
            }
        }

        return true;
    }
}
