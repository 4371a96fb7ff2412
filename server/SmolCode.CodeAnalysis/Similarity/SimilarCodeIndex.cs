using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Analogy;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Similarity;

/// <summary>
/// Which windows of 20 lines hold which identifiers, over all files of a workspace. Windows overlap (one every 12 lines); the score of a
/// window is the sum over the identifiers that it shares with the query of 1/sqrt(1 + windows that hold it), identifiers held by more
/// than 200 windows left out; of a window that shares one, lines of the same shape (names, numbers and texts apart) count like
/// identifiers. The adapter to C# was trained on windows chosen by their identifiers. Only identifiers and shapes are kept, as numbers;
/// the text is read from disk for the few windows that are returned.
/// </summary>
internal sealed class SimilarCodeIndex
{
    internal const int WindowLines = 20;
    internal const int WindowStep = 12;
    internal const int MaxWindowsPerIdentifier = 200;

    /// <summary>From here on an identifier is common for good, and its windows aren't noted any more.</summary>
    private const int MaxNoted = 1024;

    /// <summary>Windows whose starts fall into the same stretch of this many lines would show mostly the same code.</summary>
    internal const int DistinctLines = 24;

    private readonly Lock _lock = new();
    private readonly Dictionary<string, int> _identifiers = new(StringComparer.Ordinal);
    private readonly List<Posting> _postings = [];
    private readonly Dictionary<int, Posting> _shapes = [];
    private readonly List<Window> _windows = [];
    private readonly List<IndexedFile> _files = [];
    private readonly Dictionary<string, int> _fileByPath = new(WorkspaceContent.PathComparer);
    private int _deadWindows;

    /// <summary>Paths of the files.</summary>
    internal ImmutableArray<string> Paths
    {
        get
        {
            lock (_lock)
            {
                return [.. _fileByPath.Keys];
            }
        }
    }

    internal int FileCount
    {
        get
        {
            lock (_lock)
            {
                return _fileByPath.Count;
            }
        }
    }

    internal int WindowCount
    {
        get
        {
            lock (_lock)
            {
                return _windows.Count - _deadWindows;
            }
        }
    }

    /// <summary>Whether the file is there.</summary>
    internal bool Contains(string path)
    {
        lock (_lock)
        {
            return _fileByPath.ContainsKey(path);
        }
    }

    /// <summary>Adds a file, or takes its new text.</summary>
    internal void Update(string path, string relativePath, string pathInProject, string text)
    {
        var lineStarts = LineStarts(text);
        var shapes = ShapedFile.Of(text);
        lock (_lock)
        {
            RemoveCore(path);
            var file = _files.Count;
            _files.Add(new IndexedFile(path, relativePath, pathInProject, shapes));
            _fileByPath[path] = file;
            var lookup = _identifiers.GetAlternateLookup<ReadOnlySpan<char>>();
            for (var start = 0; start < Math.Max(1, lineStarts.Count - 8); start += WindowStep)
            {
                var window = _windows.Count;
                _windows.Add(new Window(file, start));
                _files[file].Windows++;
                var end = start + WindowLines < lineStarts.Count ? lineStarts[start + WindowLines] : text.Length;
                var scanner = new IdentifierScanner(text.AsSpan(lineStarts[start]..end));
                while (scanner.MoveNext())
                {
                    if (!lookup.TryGetValue(scanner.Current, out var identifier))
                    {
                        identifier = _postings.Count;
                        lookup[scanner.Current] = identifier;
                        _postings.Add(new Posting());
                    }

                    _postings[identifier].Add(window);
                }

                foreach (var shape in shapes.Between(start, start + WindowLines))
                {
                    if (!_shapes.TryGetValue(shape, out var holders))
                    {
                        _shapes[shape] = holders = new Posting();
                    }

                    holders.Add(window);
                }
            }
        }
    }

    /// <summary>Forgets a file.</summary>
    internal void Remove(string path)
    {
        lock (_lock)
        {
            RemoveCore(path);
        }
    }

    /// <summary>Whether a file other than <paramref name="exceptPath"/> holds the identifier.</summary>
    internal bool IsKnown(string identifier, string exceptPath)
    {
        lock (_lock)
        {
            if (!_identifiers.TryGetValue(identifier, out var id))
            {
                return false;
            }

            var posting = _postings[id];
            if (posting.IsCommon)
            {
                return true;
            }

            foreach (var window in posting.Windows)
            {
                var file = _files[_windows[window].File];
                if (!file.IsDead && !WorkspaceContent.PathComparer.Equals(file.Path, exceptPath))
                {
                    return true;
                }
            }

            return false;
        }
    }

    /// <summary>
    /// The windows that are most like the lines around a position, the most similar last: of other files, and of the document itself where
    /// the query says what of it is shown anyway.
    /// </summary>
    internal ImmutableArray<CodeWindow> Find(
        DocumentSnapshot document,
        int position,
        int count,
        SimilarCodeQuery query,
        Func<string, string?> read,
        CancellationToken cancellationToken
    )
    {
        var own = query.Shown is { } shown ? new OwnWindows(document.Path, document.RelativePath, document.Text, shown) : null;
        return Find(document.Path, query.Lines(document.Text, position), count, query, own, read, cancellationToken);
    }

    /// <summary>The same for lines of a document.</summary>
    internal ImmutableArray<CodeWindow> Find(
        string path,
        string lines,
        int count,
        SimilarCodeQuery query,
        OwnWindows? own,
        Func<string, string?> read,
        CancellationToken cancellationToken
    )
    {
        if (count <= 0)
        {
            return [];
        }

        var worth = new Dictionary<string, double>(StringComparer.Ordinal);
        List<(double Score, Func<CodeWindow?> Window)> found = [];
        foreach (var (file, start, score) in Best(path, lines, count, query, worth, cancellationToken))
        {
            found.Add((score, () => read(file.Path) is { } text ? Window(file.RelativePath, text, start, 0, score) : null));
        }

        foreach (var (start, text, score) in own?.Best(worth, count, query, cancellationToken) ?? [])
        {
            found.Add((score, () => Window(own!.RelativePath, text, 0, start, score)));
        }

        return [.. found.OrderByDescending(f => f.Score).Take(count).Reverse().Select(f => f.Window()).OfType<CodeWindow>()];

        static CodeWindow? Window(string relativePath, string text, int start, int before, double score) =>
            Cut(text, start, out var firstLine) is { Length: > 0 } lines ? new(relativePath, before + firstLine, lines, score) : null;
    }

    /// <summary>The shapes of the lines of all files but one.</summary>
    internal ImmutableArray<(string Path, ShapedFile Shapes)> ShapesExcept(string path)
    {
        lock (_lock)
        {
            var own = _fileByPath.TryGetValue(path, out var ownFile) ? _files[ownFile] : null;
            return [.. _files.Where(f => IsOther(f, path, own)).Select(f => (f.Path, f.Shapes))];
        }
    }

    private List<(IndexedFile File, int Start, double Score)> Best(
        string path,
        string lines,
        int count,
        SimilarCodeQuery query,
        Dictionary<string, double> worth,
        CancellationToken cancellationToken
    )
    {
        lock (_lock)
        {
            var own = _fileByPath.TryGetValue(path, out var ownFile) ? _files[ownFile] : null;
            var scores = new Dictionary<int, double>();
            var seen = new HashSet<int>();
            var lookup = _identifiers.GetAlternateLookup<ReadOnlySpan<char>>();
            var live = new List<int>();
            var scanner = new IdentifierScanner(lines);
            while (scanner.MoveNext())
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (!lookup.TryGetValue(scanner.Current, out var identifier))
                {
                    // Known to the document alone.
                    worth[scanner.Current.ToString()] = 1;
                    continue;
                }

                if (!seen.Add(identifier) || _postings[identifier].IsCommon)
                {
                    continue;
                }

                if (Count(_postings[identifier], 1, onlyFound: false) is { } score)
                {
                    worth[scanner.Current.ToString()] = score;
                }
            }

            foreach (var shape in query.ShapeWeight > 0 ? ShapedFile.Of(lines).Shapes.Distinct() : [])
            {
                cancellationToken.ThrowIfCancellationRequested();
                if (_shapes.TryGetValue(shape, out var holders) && !holders.IsCommon)
                {
                    Count(holders, query.ShapeWeight, onlyFound: true);
                }
            }

            if (!query.Edits.IsEmpty)
            {
                foreach (var window in scores.Keys.ToList())
                {
                    scores[window] *= query.Factor(_files[_windows[window].File].Path, _windows[window].Start);
                }
            }

            var used = new HashSet<(int, int)>();
            var best = new List<(IndexedFile, int, double)>();
            foreach (var (window, score) in scores.OrderByDescending(s => s.Value).ThenBy(s => s.Key))
            {
                var (file, start) = _windows[window];
                if (used.Add((file, start / DistinctLines)))
                {
                    best.Add((_files[file], start, score));
                    if (best.Count == count)
                    {
                        break;
                    }
                }
            }

            return best;

            // Adds to the score of the windows that hold something, if they are few; how much it counts.
            double? Count(Posting posting, double weight, bool onlyFound)
            {
                live.Clear();
                foreach (var window in posting.Windows)
                {
                    // The file being edited doesn't even count: what is wanted may stand in its copy on disk.
                    if (IsOther(_files[_windows[window].File], path, own))
                    {
                        live.Add(window);
                    }
                }

                if (live.Count > MaxWindowsPerIdentifier)
                {
                    return null;
                }

                var score = weight / Math.Sqrt(1 + live.Count);
                foreach (var window in live)
                {
                    if (scores.TryGetValue(window, out var before) || !onlyFound)
                    {
                        scores[window] = before + score;
                    }
                }

                return score;
            }
        }
    }

    private static bool IsOther(IndexedFile file, string path, IndexedFile? own) =>
        !file.IsDead
        && !WorkspaceContent.PathComparer.Equals(file.Path, path)
        && (own is null || !WorkspaceContent.PathComparer.Equals(file.PathInProject, own.PathInProject));

    private static string? Cut(string text, int start, out int firstLine)
    {
        var starts = LineStarts(text);
        var last = Math.Min(start + WindowLines, starts.Count) - 1;
        firstLine = start;
        while (firstLine <= last && Line(firstLine).IsWhiteSpace())
        {
            firstLine++;
        }

        while (last >= firstLine && Line(last).IsWhiteSpace())
        {
            last--;
        }

        if (last < firstLine)
        {
            return null;
        }

        var end = last + 1 < starts.Count ? starts[last + 1] : text.Length;
        return text[starts[firstLine]..end].ReplaceLineEndings("\n").TrimEnd('\n');

        ReadOnlySpan<char> Line(int line) => text.AsSpan(starts[line]..(line + 1 < starts.Count ? starts[line + 1] : text.Length));
    }

    private static List<int> LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var at = text.IndexOf('\n', StringComparison.Ordinal); at >= 0; at = text.IndexOf('\n', at + 1))
        {
            starts.Add(at + 1);
        }

        return starts;
    }

    private void RemoveCore(string path)
    {
        if (!_fileByPath.Remove(path, out var file))
        {
            return;
        }

        _files[file].IsDead = true;
        _deadWindows += _files[file].Windows;
        if (_deadWindows > 1000 && _deadWindows > _windows.Count / 3)
        {
            Compact();
        }
    }

    private void Compact()
    {
        var fileMap = new int[_files.Count];
        var files = new List<IndexedFile>();
        for (var i = 0; i < _files.Count; i++)
        {
            fileMap[i] = _files[i].IsDead ? -1 : files.Count;
            if (!_files[i].IsDead)
            {
                files.Add(_files[i]);
            }
        }

        var windowMap = new int[_windows.Count];
        var windows = new List<Window>();
        for (var i = 0; i < _windows.Count; i++)
        {
            var file = fileMap[_windows[i].File];
            windowMap[i] = file < 0 ? -1 : windows.Count;
            if (file >= 0)
            {
                windows.Add(_windows[i] with { File = file });
            }
        }

        foreach (var posting in _postings.Concat(_shapes.Values))
        {
            posting.Remap(windowMap);
        }

        _files.Clear();
        _files.AddRange(files);
        _windows.Clear();
        _windows.AddRange(windows);
        _fileByPath.Clear();
        for (var i = 0; i < files.Count; i++)
        {
            _fileByPath[files[i].Path] = i;
        }

        _deadWindows = 0;
    }

    private readonly record struct Window(int File, int Start);

    private sealed class IndexedFile(string path, string relativePath, string pathInProject, ShapedFile shapes)
    {
        internal ShapedFile Shapes { get; } = shapes;

        internal string Path { get; } = path;

        internal string RelativePath { get; } = relativePath;

        internal string PathInProject { get; } = pathInProject;

        internal int Windows { get; set; }

        internal bool IsDead { get; set; }
    }

    /// <summary>The windows that hold one identifier, or a line of one shape, ascending.</summary>
    private sealed class Posting
    {
        private int[] _windows = new int[2];
        private int _count;

        internal bool IsCommon { get; private set; }

        internal ReadOnlySpan<int> Windows => _windows.AsSpan(0, _count);

        internal void Add(int window)
        {
            // Windows come in ascending order: a repeated identifier is the last one again.
            if (IsCommon || (_count > 0 && _windows[_count - 1] == window))
            {
                return;
            }

            if (_count == MaxNoted)
            {
                IsCommon = true;
                _windows = [];
                _count = 0;
                return;
            }

            if (_count == _windows.Length)
            {
                Array.Resize(ref _windows, _count * 2);
            }

            _windows[_count++] = window;
        }

        internal void Remap(int[] map)
        {
            var kept = 0;
            for (var i = 0; i < _count; i++)
            {
                if (map[_windows[i]] is var window and >= 0)
                {
                    _windows[kept++] = window;
                }
            }

            _count = kept;
        }
    }
}
