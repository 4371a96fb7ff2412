using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Inference;

namespace SmolCode.Explanation.Telling;

/// <summary>What the model is asked for: one sentence that sums up facts, which are all that it is shown.</summary>
internal static class SummaryRequest
{
    private const int MostFacts = 7;
    private const int LongestFact = 220;

    private const string Instruction =
        "You sum up C# code for a colleague in one short, plain sentence. Use only the facts that you are given and their own words. Add nothing.";

    /// <summary>The request.</summary>
    internal static GenerateRequest Of(ExplainedCode code, ImmutableArray<ExplanationSentence> sentences, TimeSpan limit)
    {
        var facts = sentences
            .Where(s => s.Section is ExplanationSection.Summary or ExplanationSection.Steps && s.Depth == 0)
            .Take(MostFacts)
            .Select(s => "- " + (s.Text.Length > LongestFact ? s.Text[..LongestFact] + "…" : s.Text));
        return new GenerateRequest
        {
            Prompt = new FillInPrompt
            {
                Format = FillInFormat.Chat,
                Instruction = Instruction,
                Question = $"Facts:\n{string.Join('\n', facts)}\n\nIn one sentence, what does {Subject(code)} do?",
                Prefix = Beginning(code),
            },
            Hypotheses = 3,
            TokenHealing = false,
            Stop = new StopRules { MaxTokens = 48, AtLineEnd = true },
            DeadlineMs = limit.TotalMilliseconds,
        };
    }

    /// <summary>The sentence that an answer is: from its beginning, which was given, to its first full stop.</summary>
    internal static string Sentence(ExplainedCode code, string answer)
    {
        var text = (Beginning(code) + answer).ReplaceLineEndings(" ").Trim();
        for (var i = 0; i < text.Length - 1; i++)
        {
            if (text[i] == '.' && text[i + 1] == ' ' && text.AsSpan(0, i).Count('`') % 2 == 0)
            {
                return text[..(i + 1)];
            }
        }

        return text;
    }

    private static string Subject(ExplainedCode code) => code.Name is { } name ? $"`{name}`" : "this code";

    private static string Beginning(ExplainedCode code) => code.Name is { } name ? $"`{name}`" : "This code";
}
