using System.Collections.Immutable;
using SmolCode.CodeAnalysis;
using SmolCode.Completion.Ranking;
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

    /// <summary>What candidates are ordered by; higher is better.</summary>
    public double Score => ProbabilityEstimate.Score(LogProbability, Tokens);

    /// <summary>The drafts of a result, the best first.</summary>
    public static List<Draft> Of(GenerateResult generated, Hole hole, CandidateSource source) =>
        [
            .. generated
                .Hypotheses.Where(h => !string.IsNullOrWhiteSpace(h.Text))
                .Select(h => Of(h, hole.IsMultiline, source))
                .OrderByDescending(d => d.Score),
        ];

    private static Draft Of(Hypothesis hypothesis, bool isMultiline, CandidateSource source)
    {
        var text = hypothesis.Text.TrimEnd();
        return new Draft(
            text,
            hypothesis.LogProbability,
            hypothesis.Tokens.Length,
            isMultiline ? CutBack(hypothesis, text, source) : [],
            source
        );
    }

    /// <summary>
    /// Ends of lines at which a statement may end, the last ones, and that of the first line. Which of them are ends of statements is for
    /// the checker to say.
    /// </summary>
    private static ImmutableArray<Draft> CutBack(Hypothesis hypothesis, string text, CandidateSource source)
    {
        var first = text.IndexOf('\n', text.Length - text.TrimStart().Length);
        if (first < 0)
        {
            return [];
        }

        var ends = new List<int>();
        for (var end = text.LastIndexOf('\n'); end > first && ends.Count < MaxParts - 1; end = text.LastIndexOf('\n', end - 1))
        {
            if (text.AsSpan(0, end).TrimEnd() is [.., ';' or '}'])
            {
                ends.Add(end);
            }
        }

        return [.. ends.Append(first).Select(end => Cut(hypothesis, text, end, source))];
    }

    private static Draft Cut(Hypothesis hypothesis, string text, int end, CandidateSource source)
    {
        var head = hypothesis.Tokens.TakeWhile(t => t.TextEnd <= end).ToList();
        return new Draft(text[..end].TrimEnd(), head.Sum(t => t.LogProbability), head.Count, [], source);
    }
}
