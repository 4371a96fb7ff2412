using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Inference;

namespace SmolCode.Explanation.Telling;

/// <summary>What the model is asked for: one sentence that sums up facts, which are all that it is shown.</summary>
internal static class SummaryRequest
{
    private const int MostFacts = 7;
    private const int LongestFact = 220;

    private const string Instruction = "You sum up facts in one short, plain sentence. Use only the words of the facts. Add nothing.";

    /// <summary>The request.</summary>
    internal static GenerateRequest Of(ExplainedCode code, ImmutableArray<ExplanationSentence> sentences, TimeSpan limit)
    {
        // The template's own summary is left out: the model would copy it word by word.
        var facts = sentences
            .Where(s => s.Depth == 0 && s.Section == ExplanationSection.Steps)
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

    /// <summary>
    /// The name and the verb of what matters most: left to itself, the model begins with "is a function in C# that …".
    /// </summary>
    private static string Beginning(ExplainedCode code)
    {
        var subject = code.Name is { } name ? $"`{name}`" : "This code";
        var verb = code
            .Facts.Where(f =>
                f.Kind is FactKind.Return or FactKind.Assignment or FactKind.Call or FactKind.Yield or FactKind.Loop or FactKind.Throw
            )
            .OrderByDescending(f =>
                f.Kind == FactKind.Return ? 2
                : f.Kind is FactKind.Loop or FactKind.Yield ? 1
                : 0
            )
            .Select(f =>
                f.Kind == FactKind.Loop && f.Lead!.StartsWith("for each", StringComparison.Ordinal)
                    ? "goes through"
                    : f.Clause?.Split(' ')[0]
            )
            .FirstOrDefault(v => v is not null and not "ends");
        return verb is null ? subject : $"{subject} {verb}";
    }
}
