using SmolCode.Inference;

namespace SmolCode.Training.Rows;

/// <summary>Windows of 20 lines by the rare identifiers in them, chosen as they were for the rows that the bundled adapter learned from (the product looks at the shapes of lines, too).</summary>
internal sealed class SimilarWindows
{
    private const int WindowLines = 20;
    private const int Step = 12;
    private const int ShortestTail = 8;
    private const int MostHits = 200;
    private const int Looked = 40;
    private const int Apart = 24;

    private readonly IReadOnlyList<CodeFile> _files;
    private readonly List<(int File, int Line)> _windows = [];
    private readonly Dictionary<string, List<int>> _index = new(StringComparer.Ordinal);

    /// <summary>Indexes the files.</summary>
    public SimilarWindows(IReadOnlyList<CodeFile> files)
    {
        _files = files;
        var words = new HashSet<string>(StringComparer.Ordinal);
        for (var f = 0; f < files.Count; f++)
        {
            for (var line = 0; line < Math.Max(1, files[f].Lines - ShortestTail); line += Step)
            {
                words.Clear();
                CodeWords.AddTo(words, files[f].Span(line, WindowLines));
                foreach (var word in words)
                {
                    if (!_index.TryGetValue(word, out var hits))
                    {
                        _index.Add(word, hits = []);
                    }

                    // One more than counts tells that there are too many.
                    if (hits.Count <= MostHits)
                    {
                        hits.Add(_windows.Count);
                    }
                }

                _windows.Add((f, line));
            }
        }

        foreach (var (word, _) in _index.Where(i => i.Value.Count > MostHits).ToList())
        {
            _index.Remove(word);
        }
    }

    /// <summary>The windows of other files that share most with a text, the best last.</summary>
    public List<ContextFile> Find(int file, ReadOnlySpan<char> query, int count)
    {
        var words = new HashSet<string>(StringComparer.Ordinal);
        CodeWords.AddTo(words, query);
        var scores = new Dictionary<int, double>();
        foreach (var word in words)
        {
            if (_index.TryGetValue(word, out var hits))
            {
                var value = 1 / Math.Sqrt(1 + hits.Count);
                foreach (var window in hits)
                {
                    if (_windows[window].File != file)
                    {
                        scores[window] = scores.GetValueOrDefault(window) + value;
                    }
                }
            }
        }

        var best = new List<ContextFile>();
        var used = new HashSet<(int, int)>();
        foreach (var (window, _) in scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key).Take(Looked))
        {
            var (other, line) = _windows[window];
            if (used.Add((other, line / Apart)))
            {
                best.Add(new ContextFile(_files[other].Path, ContextText.Shorten(_files[other].Span(line, WindowLines).Trim('\n'))));
                if (best.Count == count)
                {
                    break;
                }
            }
        }

        best.Reverse();
        return best;
    }
}
