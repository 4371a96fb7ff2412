using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;
using SmolCode.CodeAnalysis.Similarity;

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

    /// <summary>Places that were edited lately.</summary>
    public ImmutableArray<RecentEdit> Edits { get; init; } = [];

    /// <summary>By how much a window with such a place in it counts more (docs/measurements.md, the prompt's parts).</summary>
    public double EditedFactor { get; init; } = 1.5;

    /// <summary>
    /// How much a line of the same shape (its names, numbers and texts apart) counts beside an identifier that as many windows hold
    /// (docs/measurements.md, the prompt's parts).
    /// </summary>
    public double ShapeWeight { get; init; } = 1;

    /// <summary>The part of the document that is shown anyway. Null: nothing of the document is looked through.</summary>
    public TextSpan? Shown { get; init; }

    /// <summary>How much a window that begins at a line of a file counts.</summary>
    internal double Factor(string path, int start)
    {
        foreach (var edit in Edits)
        {
            if (
                edit.Line >= start
                && edit.Line < start + SimilarCodeIndex.WindowLines
                && WorkspaceContent.PathComparer.Equals(edit.Path, path)
            )
            {
                return EditedFactor;
            }
        }

        return 1;
    }

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
