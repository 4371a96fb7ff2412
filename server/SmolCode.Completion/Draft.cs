using SmolCode.CodeAnalysis;
using SmolCode.Completion.Ranking;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>A text that the model wrote, before the compiler has seen it.</summary>
/// <param name="Text">From the cursor on, trailing white space cut.</param>
/// <param name="LogProbability">Sum over its tokens.</param>
/// <param name="Tokens">Number of its tokens.</param>
/// <param name="IsFirstLine">It is the first line of a block; whole blocks are tried before.</param>
internal sealed record Draft(string Text, double LogProbability, int Tokens, bool IsFirstLine)
{
    /// <summary>What candidates are ordered by; higher is better.</summary>
    public double Score => ProbabilityEstimate.Score(LogProbability, Tokens);

    /// <summary>The drafts of a result: every hypothesis, and the first line of those that are blocks.</summary>
    public static List<Draft> Of(GenerateResult generated, Hole hole)
    {
        var drafts = new List<Draft>();
        foreach (var hypothesis in generated.Hypotheses)
        {
            var text = hypothesis.Text.TrimEnd();
            if (text.Length == 0)
            {
                continue;
            }

            drafts.Add(new Draft(text, hypothesis.LogProbability, hypothesis.Tokens.Length, IsFirstLine: false));

            var firstCharacter = text.Length - text.TrimStart().Length;
            var lineEnd = hole.IsMultiline ? text.IndexOf('\n', firstCharacter) : -1;
            if (lineEnd > 0)
            {
                var head = hypothesis.Tokens.TakeWhile(t => t.TextEnd <= lineEnd).ToList();
                drafts.Add(new Draft(text[..lineEnd].TrimEnd(), head.Sum(t => t.LogProbability), head.Count, IsFirstLine: true));
            }
        }

        return drafts;
    }
}
