namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// The tokens of some files with a suffix array over reversed contexts: positions ordered by the token before them, then by the one before
/// that, and so on for <see cref="MaxLength"/> tokens. All occurrences of a context lie side by side. 8 bytes a token. Immutable.
/// </summary>
internal sealed class NgramSegment
{
    /// <summary>Tokens of context that are compared.</summary>
    public const int MaxLength = 24;

    // Stands between files: no context reaches over it.
    private const int Separator = -1;

    // Occurrences of one context that are counted, evenly spread over all of them: more changes little but the time.
    internal const int MaxCounted = 64;

    private readonly int[] _tokens;
    private readonly int[] _order;

    private NgramSegment(int[] tokens, int[] order, IReadOnlyDictionary<string, Range> files)
    {
        _tokens = tokens;
        _order = order;
        Files = files;
    }

    /// <summary>Where the files' tokens stand.</summary>
    public IReadOnlyDictionary<string, Range> Files { get; }

    /// <summary>Tokens held, with one separator a file.</summary>
    public int Count => _tokens.Length;

    /// <summary>Bytes of the tokens and of their order; the names of the files come on top.</summary>
    public long Bytes => (long)(_tokens.Length + _order.Length) * sizeof(int);

    /// <summary>The tokens of a file.</summary>
    public ReadOnlySpan<int> TokensOf(string path) => _tokens.AsSpan(Files[path]);

    /// <summary>Builds a segment.</summary>
    public static NgramSegment Build(IReadOnlyCollection<KeyValuePair<string, int[]>> files)
    {
        var tokens = new int[files.Sum(f => f.Value.Length + 1)];
        var ranges = new Dictionary<string, Range>(files.Count, StringComparer.Ordinal);
        var at = 0;
        foreach (var (path, content) in files)
        {
            tokens[at++] = Separator;
            content.CopyTo(tokens, at);
            ranges.Add(path, at..(at + content.Length));
            at += content.Length;
        }

        return new NgramSegment(tokens, ContextOrder.Sort(tokens, MaxLength), ranges);
    }

    /// <summary>
    /// Counts what follows the longest end of <paramref name="context"/> that occurs outside of <paramref name="skipped"/>, if it is at
    /// least as long as what was found elsewhere and <paramref name="least"/>.
    /// </summary>
    public void Find(ReadOnlySpan<int> context, int least, IReadOnlyList<Range> skipped, NextTokens next)
    {
        context = context.Length > MaxLength ? context[^MaxLength..] : context;
        least = Math.Max(least, next.Length);
        var place = LowerBound(context);
        var (start, end) = (place, place);
        while (true)
        {
            var length = Math.Max(
                start > 0 ? Common(context, _order[start - 1]) : 0,
                end < _order.Length ? Common(context, _order[end]) : 0
            );
            if (length < least || length == 0)
            {
                return;
            }

            start = FirstWith(context, length, start);
            end = EndOf(context, length, end);
            var count = end - start;
            var counted = Math.Min(count, MaxCounted);
            var found = 0;
            for (var i = 0; i < counted; i++)
            {
                found += Add(start + (int)((long)i * count / counted), length, skipped, next);
            }

            // Those looked at may all be skipped although others are not.
            for (var i = start; found == 0 && counted < count && i < end; i++)
            {
                found += Add(i, length, skipped, next);
            }

            if (found > 0)
            {
                return;
            }
        }
    }

    /// <summary>Counts the token after the text at a place, if there is one that is not skipped; returns how many were counted.</summary>
    private int Add(int place, int length, IReadOnlyList<Range> skipped, NextTokens next)
    {
        var position = _order[place] + 1;
        if (position >= _tokens.Length || _tokens[position] < 0 || IsSkipped(position, skipped))
        {
            return 0;
        }

        next.Add(length, _tokens[position]);
        return 1;
    }

    private static bool IsSkipped(int position, IReadOnlyList<Range> skipped)
    {
        var (low, high) = (0, skipped.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (skipped[middle].End.Value <= position)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low < skipped.Count && position >= skipped[low].Start.Value;
    }

    /// <summary>Tokens that the context has in common with the text that ends at a position.</summary>
    private int Common(ReadOnlySpan<int> context, int position)
    {
        var length = 0;
        while (length < context.Length && position - length >= 0 && _tokens[position - length] == context[^(length + 1)])
        {
            length++;
        }

        return length;
    }

    /// <summary>First place whose text is not before the context.</summary>
    private int LowerBound(ReadOnlySpan<int> context)
    {
        var (low, high) = (0, _order.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            var position = _order[middle];
            var common = Common(context, position);
            var before = common < context.Length && (position - common < 0 || _tokens[position - common] < context[^(common + 1)]);
            if (before)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    /// <summary>First place of the run before <paramref name="place"/> that has so much in common; galloping, as runs are short.</summary>
    private int FirstWith(ReadOnlySpan<int> context, int length, int place)
    {
        var step = 1;
        var known = place;
        while (known - step >= 0 && Common(context, _order[known - step]) >= length)
        {
            known -= step;
            step *= 2;
        }

        var low = Math.Max(0, known - step);
        while (low < known)
        {
            var middle = (low + known) / 2;
            if (Common(context, _order[middle]) >= length)
            {
                known = middle;
            }
            else
            {
                low = middle + 1;
            }
        }

        return known;
    }

    private int EndOf(ReadOnlySpan<int> context, int length, int place)
    {
        var step = 1;
        var known = place;
        while (known + step - 1 < _order.Length && Common(context, _order[known + step - 1]) >= length)
        {
            known += step;
            step *= 2;
        }

        var high = Math.Min(_order.Length, known + step - 1);
        while (known < high)
        {
            var middle = (known + high) / 2;
            if (Common(context, _order[middle]) >= length)
            {
                known = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return known;
    }
}
