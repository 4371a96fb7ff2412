using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>The text before the cursor as tokens, cut to a budget and with its last token held back.</summary>
/// <param name="Tokens">What is shown.</param>
/// <param name="HeldBack">Bytes after that.</param>
internal sealed record PrefixTokens(int[] Tokens, byte[] HeldBack)
{
    // Lines are dropped this many at a time, counted from the start of the text: while a line is typed the cut stays where it is, and
    // what is in the KV cache serves the next keystroke.
    private const int LinesAtOnce = 8;

    // Longer than nearly any C# token; bounds what is tokenized of a long text.
    private const int CharactersPerToken = 24;

    /// <summary>Encodes the end of <paramref name="text"/> in at most <paramref name="budget"/> tokens, whole lines where they fit.</summary>
    public static PrefixTokens Encode(Vocabulary vocabulary, string text, int budget, bool tokenHealing)
    {
        var tokens = EncodeEnd(vocabulary, text, Math.Max(budget, 1));
        var held = tokenHealing ? CountHeldBack(vocabulary, tokens) : 0;
        var bytes = new List<byte>();
        foreach (var token in tokens.AsSpan(tokens.Length - held))
        {
            bytes.AddRange(vocabulary.Bytes(token));
        }

        return new PrefixTokens(tokens[..^held], [.. bytes]);
    }

    private static int[] EncodeEnd(Vocabulary vocabulary, string text, int budget)
    {
        var starts = LineStarts(text);
        var longest = (long)budget * CharactersPerToken;
        var line = 0;
        if (text.Length > longest)
        {
            line = Array.FindIndex(starts, s => text.Length - s <= longest);
            line = line < 0 ? starts.Length - 1 : line;
            line = RoundUp(line, starts.Length);
        }

        var tokens = vocabulary.Encode(text.AsSpan(starts[line]));
        while (tokens.Length > budget && line < starts.Length - 1)
        {
            // The first line that lies after the tokens that are too many.
            var bytes = 0L;
            foreach (var token in tokens.AsSpan(0, tokens.Length - budget))
            {
                bytes += vocabulary.Bytes(token).Length;
            }

            var next = line + 1;
            for (var size = ByteCount(text, starts[line], starts[next]); size < bytes && next < starts.Length - 1; next++)
            {
                size += ByteCount(text, starts[next], starts[next + 1]);
            }

            var rounded = RoundUp(next, starts.Length);
            var kept = vocabulary.Encode(text.AsSpan(starts[rounded]));
            if (kept.Length < budget / 2)
            {
                // Few long lines: every one counts.
                rounded = next;
                kept = vocabulary.Encode(text.AsSpan(starts[rounded]));
            }

            (line, tokens) = (rounded, kept);
        }

        // One line that is longer than the budget.
        return tokens.Length > budget ? tokens[^budget..] : tokens;
    }

    private static int RoundUp(int line, int count)
    {
        var rounded = (line + LinesAtOnce - 1) / LinesAtOnce * LinesAtOnce;
        return rounded < count ? rounded : line;
    }

    private static long ByteCount(string text, int start, int end) =>
        System.Text.Encoding.UTF8.GetByteCount(text.AsSpan(start, end - start));

    private static int[] LineStarts(string text)
    {
        var starts = new List<int> { 0 };
        for (var i = text.IndexOf('\n', StringComparison.Ordinal); i >= 0 && i + 1 < text.Length; i = text.IndexOf('\n', i + 1))
        {
            starts.Add(i + 1);
        }

        return [.. starts];
    }

    /// <summary>
    /// The last token may go on in the answer; white space at the end is merged with what follows it in other ways than alone, so all
    /// of it is held back.
    /// </summary>
    public static int CountHeldBack(Vocabulary vocabulary, int[] tokens)
    {
        var held = 0;
        while (held < tokens.Length && IsWhiteSpace(vocabulary.Bytes(tokens[^(held + 1)])))
        {
            held++;
        }

        return Math.Max(held, Math.Min(1, tokens.Length));
    }

    private static bool IsWhiteSpace(ReadOnlySpan<byte> bytes) => bytes.IndexOfAnyExcept(" \t\r\n"u8) < 0;
}
