using System.Collections.Immutable;
using System.Text;

namespace SmolCode.Inference.Engine;

/// <summary>A continuation while it is decoded: immutable, so that several can go on from it.</summary>
internal sealed class PartialHypothesis
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);

    private PartialHypothesis(
        ImmutableArray<int> tokens,
        ImmutableArray<TokenScore> scores,
        ImmutableArray<byte> bytes,
        double logProbability,
        double modelLogProbability,
        string text,
        FinishReason? finish
    )
    {
        Tokens = tokens;
        Scores = scores;
        Bytes = bytes;
        LogProbability = logProbability;
        ModelLogProbability = modelLogProbability;
        Text = text;
        Finish = finish;
    }

    /// <summary>The continuation without any token.</summary>
    public static PartialHypothesis Empty { get; } = new([], [], [], 0, 0, "", null);

    /// <summary>Decoded tokens, without the one that ended it.</summary>
    public ImmutableArray<int> Tokens { get; }

    /// <summary>Their scores, with that of the one that ended it.</summary>
    public ImmutableArray<TokenScore> Scores { get; }

    /// <summary>The bytes of the tokens, held-back ones included.</summary>
    public ImmutableArray<byte> Bytes { get; }

    /// <summary>Sum of the scores.</summary>
    public double LogProbability { get; }

    /// <summary>The same without n-grams.</summary>
    public double ModelLogProbability { get; }

    /// <summary>Text after the cursor, as far as its characters are complete; cut by the stop rules.</summary>
    public string Text { get; }

    /// <summary>What ended it, or null while it goes on.</summary>
    public FinishReason? Finish { get; }

    /// <summary>Log-probability / tokens^exponent.</summary>
    public double Score(double lengthExponent) =>
        Scores.Length == 0 ? double.NegativeInfinity : LogProbability / Math.Pow(Scores.Length, lengthExponent);

    /// <summary>The continuation with an end-of-generation token.</summary>
    public PartialHypothesis End(double logProbability, double? modelLogProbability = null) =>
        new(
            Tokens,
            Scores.Add(new TokenScore(Text.Length, logProbability)),
            Bytes,
            LogProbability + logProbability,
            ModelLogProbability + (modelLogProbability ?? logProbability),
            Text,
            FinishReason.EndOfText
        );

    /// <summary>The continuation with one more token.</summary>
    public PartialHypothesis Extend(
        int token,
        ReadOnlySpan<byte> bytes,
        double logProbability,
        int heldBack,
        StopScanner stop,
        int maxTokens,
        double? modelLogProbability = null,
        int matched = 0
    )
    {
        var all = Bytes.AddRange(bytes);
        var text = all.Length <= heldBack ? "" : Complete(all.AsSpan()[heldBack..]);
        FinishReason? finish = null;
        if (stop.FindEnd(text) is { } end)
        {
            text = text[..end];
            finish = FinishReason.Stop;
        }
        else if (Scores.Length + 1 >= maxTokens)
        {
            finish = FinishReason.Length;
        }

        return new PartialHypothesis(
            Tokens.Add(token),
            Scores.Add(new TokenScore(text.Length, logProbability) { Matched = matched }),
            all,
            LogProbability + logProbability,
            ModelLogProbability + (modelLogProbability ?? logProbability),
            text,
            finish
        );
    }

    /// <summary>The same continuation reached by other tokens as well: the last token's probabilities add up.</summary>
    public PartialHypothesis Merge(PartialHypothesis other)
    {
        var sum = LogOfSum(LogProbability, other.LogProbability);
        var last = Scores[^1];
        return new PartialHypothesis(
            Tokens,
            Scores.SetItem(Scores.Length - 1, last with { LogProbability = last.LogProbability + sum - LogProbability }),
            Bytes,
            sum,
            LogOfSum(ModelLogProbability, other.ModelLogProbability),
            Text,
            Finish
        );
    }

    /// <summary>The result, ended by <paramref name="reason"/> where nothing else did.</summary>
    public Hypothesis ToHypothesis(FinishReason reason) =>
        new(Text, LogProbability, Scores, Finish ?? reason) { ModelLogProbability = ModelLogProbability };

    private static double LogOfSum(double a, double b)
    {
        var (high, low) = (Math.Max(a, b), Math.Min(a, b));
        return double.IsNegativeInfinity(high) ? high : high + Math.Log(1 + Math.Exp(low - high));
    }

    /// <summary>The text without a character at the end of which bytes are missing yet.</summary>
    private static string Complete(ReadOnlySpan<byte> bytes)
    {
        var missing = 0;
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var b = bytes[^back];
            if (b >= 0xC0)
            {
                var length =
                    b >= 0xF0 ? 4
                    : b >= 0xE0 ? 3
                    : 2;
                missing = back < length ? back : 0;
                break;
            }

            if (b < 0x80)
            {
                break;
            }
        }

        return Utf8.GetString(bytes[..^missing]);
    }
}
