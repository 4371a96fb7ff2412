using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Similarity;

/// <summary>
/// Windows of the document itself, less what a prompt shows of it anyway. Those above the shown part are counted from the document's
/// beginning, those below it from its end, so that a line that is typed in between moves none of them.
/// </summary>
/// <param name="path">Absolute path.</param>
/// <param name="relativePath">Path relative to the workspace.</param>
/// <param name="text">The document as it is in the editor.</param>
/// <param name="shown">The part of it that is shown anyway, the cursor in it.</param>
internal sealed class OwnWindows(string path, string relativePath, SourceText text, TextSpan shown)
{
    /// <summary>Lines that are looked at on either side of the shown part: every key reads them.</summary>
    private const int MaxLines = 2000;

    internal string RelativePath => relativePath;

    /// <summary>The windows that hold most of what is looked for, the most similar first.</summary>
    /// <param name="worth">Identifiers with 1/sqrt(1 + windows of other files that hold it).</param>
    /// <param name="count">How many windows are wanted.</param>
    /// <param name="query">What was edited lately.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    internal IEnumerable<(int Start, string Text, double Score)> Best(
        Dictionary<string, double> worth,
        int count,
        SimilarCodeQuery query,
        CancellationToken cancellationToken
    )
    {
        List<(int Start, string Text, HashSet<string> Held)> windows = [];
        var holders = new Dictionary<string, int>(StringComparer.Ordinal);
        var lookup = worth.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var (first, last) in Windows())
        {
            cancellationToken.ThrowIfCancellationRequested();
            var lines = text.ToString(TextSpan.FromBounds(text.Lines[first].Start, text.Lines[last].EndIncludingLineBreak));
            var held = new HashSet<string>(StringComparer.Ordinal);
            var scanner = new IdentifierScanner(lines);
            while (scanner.MoveNext())
            {
                if (lookup.TryGetValue(scanner.Current, out var identifier, out _) && held.Add(identifier))
                {
                    holders[identifier] = holders.GetValueOrDefault(identifier) + 1;
                }
            }

            if (held.Count > 0)
            {
                windows.Add((first, lines, held));
            }
        }

        var used = new HashSet<int>();
        return windows
            .Select(w => (w.Start, w.Text, Score: Score(w.Held) * query.Factor(path, w.Start)))
            .OrderByDescending(w => w.Score)
            .ThenBy(w => w.Start)
            .Where(w => used.Add(w.Start / SimilarCodeIndex.DistinctLines))
            .Take(count);

        double Score(HashSet<string> held) => held.Sum(i => 1 / Math.Sqrt((1 / (worth[i] * worth[i])) + holders[i]));
    }

    private IEnumerable<(int First, int Last)> Windows()
    {
        const int Step = SimilarCodeIndex.WindowStep;
        const int Length = SimilarCodeIndex.WindowLines;
        var firstShown = text.Lines.GetLineFromPosition(shown.Start).LineNumber;
        var lastShown = text.Lines.GetLineFromPosition(shown.End).LineNumber;
        for (var line = Math.Max(0, firstShown - MaxLines) / Step * Step; line + Length <= firstShown; line += Step)
        {
            yield return (line, line + Length - 1);
        }

        var end = text.Lines.Count - 1;
        for (var last = end - (Math.Max(0, end - lastShown - MaxLines) / Step * Step); last - Length >= lastShown; last -= Step)
        {
            yield return (last - Length + 1, last);
        }
    }
}
