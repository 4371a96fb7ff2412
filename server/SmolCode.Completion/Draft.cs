using System.Collections.Immutable;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>A text that the model wrote, before the compiler has seen it.</summary>
/// <param name="Text">From the cursor on, trailing white space cut.</param>
/// <param name="LogProbability">Sum over its tokens.</param>
/// <param name="Tokens">Number of its tokens.</param>
/// <param name="Parts">Where it has several lines, what it can be cut back to when the whole is rejected, the longest first.</param>
/// <param name="Source">How it was made.</param>
internal sealed record Draft(string Text, double LogProbability, int Tokens, ImmutableArray<Draft> Parts, CandidateSource Source)
{
    /// <summary>A block is cut back this often at most.</summary>
    private const int MaxParts = 4;

    private const double LengthExponent = 0.8;

    /// <summary>Log-probability divided by tokens^0.8, as the beam's own order; higher is better.</summary>
    public double Score => LogProbability / Math.Pow(Math.Max(1, Tokens), LengthExponent);

    /// <summary>Log-probability of its first token.</summary>
    public double FirstLogProbability { get; private init; }

    /// <summary>Log-probability of its least likely token.</summary>
    public double LeastLogProbability { get; private init; }

    /// <summary>How much of it stands elsewhere: over its tokens the mean of ln(1 + <see cref="TokenScore.Matched"/>).</summary>
    public double Matched { get; private init; }

    /// <summary>The drafts of a result, the best first.</summary>
    /// <param name="hypotheses">What the model wrote, or was asked about.</param>
    /// <param name="hole">The hole that it wrote for.</param>
    /// <param name="indentation">White space before the cursor's line.</param>
    /// <param name="source">How it was asked.</param>
    public static List<Draft> Of(ImmutableArray<Hypothesis> hypotheses, Hole hole, string indentation, CandidateSource source) =>
        [
            .. hypotheses
                .Where(h => !string.IsNullOrWhiteSpace(h.Text))
                .Select(h => Of(h, hole.IsMultiline ? indentation : null, source))
                .OrderByDescending(d => d.Score),
        ];

    private static Draft Of(Hypothesis hypothesis, string? indentation, CandidateSource source)
    {
        var text = hypothesis.Text.TrimEnd();
        return new Draft(
            text,
            hypothesis.LogProbability,
            hypothesis.Tokens.Length,
            indentation is null ? [] : CutBack(hypothesis, text, indentation, source),
            source
        ).With(hypothesis.Tokens);
    }

    /// <summary>
    /// The whole with the braces that it lacks, ends of lines at which a statement may end, the last ones, closed in the same way, and the
    /// end of the first line. Which of them are ends of statements is for the checker to say.
    /// </summary>
    private static ImmutableArray<Draft> CutBack(Hypothesis hypothesis, string text, string indentation, CandidateSource source)
    {
        var first = text.IndexOf('\n', text.Length - text.TrimStart().Length);
        if (first < 0)
        {
            return [];
        }

        var parts = ImmutableArray.CreateBuilder<Draft>();
        for (var end = text.Length; end > first && parts.Count < MaxParts - 1; end = text.LastIndexOf('\n', end - 1))
        {
            if (text.AsSpan(0, end).TrimEnd() is not [.., ';' or '}'])
            {
                continue;
            }

            var closed = MissingBraces.Append(text[..end], indentation);
            if (closed is not null || end < text.Length)
            {
                parts.Add(Cut(hypothesis, closed ?? text[..end], end, source));
            }
        }

        parts.Add(Cut(hypothesis, text[..first], first, source));
        return parts.ToImmutable();
    }

    private static Draft Cut(Hypothesis hypothesis, string text, int end, CandidateSource source)
    {
        var head = hypothesis.Tokens.TakeWhile(t => t.TextEnd <= end).ToList();
        return new Draft(text.TrimEnd(), head.Sum(t => t.LogProbability), head.Count, [], source).With(head);
    }

    private Draft With(IReadOnlyList<TokenScore> tokens) =>
        this with
        {
            FirstLogProbability = tokens.Count > 0 ? tokens[0].LogProbability : 0,
            Matched = tokens.Select(t => Math.Log(1 + t.Matched)).DefaultIfEmpty(0).Average(),
            LeastLogProbability = tokens.Select(t => t.LogProbability).DefaultIfEmpty(0).Min(),
        };
}
