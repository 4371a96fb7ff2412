using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// Which lines around the cursor are looked for in other files. Without the line being typed the answer, and with it the beginning of the
/// prompt, stays the same from one keystroke to the next.
/// </summary>
/// <param name="LinesBefore">Complete lines above the cursor's line.</param>
/// <param name="LinesAfter">Lines below the cursor's line.</param>
/// <param name="IncludeCurrentLine">Also the cursor's line, up to the cursor.</param>
public sealed record SimilarCodeQuery(int LinesBefore, int LinesAfter, bool IncludeCurrentLine)
{
    /// <summary>12 lines above and 4 below, as the adapter to C# was trained, less the line being typed.</summary>
    public static SimilarCodeQuery Default { get; } = new(12, 4, false);

    /// <summary>The text to look for.</summary>
    internal string Lines(SourceText text, int position)
    {
        var at = Math.Clamp(position, 0, text.Length);
        var line = text.Lines.GetLineFromPosition(at).LineNumber;
        var first = Math.Max(0, line - LinesBefore);
        var last = Math.Min(text.Lines.Count - 1, line + LinesAfter);
        var above = text.ToString(TextSpan.FromBounds(text.Lines[first].Start, IncludeCurrentLine ? at : text.Lines[line].Start));
        return last > line ? above + "\n" + text.ToString(TextSpan.FromBounds(text.Lines[line + 1].Start, text.Lines[last].End)) : above;
    }
}
