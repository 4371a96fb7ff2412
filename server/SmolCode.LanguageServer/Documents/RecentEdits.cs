using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;

namespace SmolCode.LanguageServer.Documents;

/// <summary>Where the user edited lately, in all documents. Immutable.</summary>
internal sealed class RecentEdits
{
    /// <summary>Places that are remembered.</summary>
    internal const int Most = 16;

    /// <summary>Edits that are this many lines apart at most are one place.</summary>
    private const int Near = 10;

    private RecentEdits(ImmutableArray<RecentEdit> places) => Places = places;

    /// <summary>Nothing was edited yet.</summary>
    public static RecentEdits None { get; } = new([]);

    /// <summary>The places, the newest first.</summary>
    public ImmutableArray<RecentEdit> Places { get; }

    /// <summary>A document was edited. Places below move with their lines.</summary>
    /// <param name="path">Absolute path.</param>
    /// <param name="before">Its text before.</param>
    /// <param name="after">Its text now.</param>
    /// <param name="edits">What changed; an edit that changes nothing does not count.</param>
    public RecentEdits With(string path, SourceText before, SourceText after, IEnumerable<TextChangeRange> edits)
    {
        var places = Places;
        var moved = after.Lines.Count - before.Lines.Count;
        foreach (var edit in edits.Where(e => e.Span.Length > 0 || e.NewLength > 0))
        {
            var line = after.Lines.GetLineFromPosition(Math.Min(edit.Span.Start, after.Length)).LineNumber;
            places =
            [
                new RecentEdit(path, line),
                .. places
                    .Select(p => p.Path == path && p.Line > line ? p with { Line = Math.Max(line, p.Line + moved) } : p)
                    .Where(p => p.Path != path || Math.Abs(p.Line - line) > Near)
                    .Take(Most - 1),
            ];
            // The document's lines are counted once for all of its edits.
            moved = 0;
        }

        return places == Places ? this : new RecentEdits(places);
    }
}
