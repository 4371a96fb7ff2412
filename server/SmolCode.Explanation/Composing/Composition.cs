using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Explaining;

namespace SmolCode.Explanation.Composing;

/// <summary>Puts facts in the order that a reader needs them in, and says what belongs together in one breath.</summary>
internal static class Composition
{
    private const int MostReliances = 9;
    private const int MostWarnings = 10;

    /// <summary>What a reader asks first comes first.</summary>
    private static readonly ImmutableArray<FactKind> Reliances =
    [
        FactKind.Signature,
        FactKind.DataFlow,
        FactKind.State,
        FactKind.Origin,
        FactKind.Capture,
        FactKind.Callers,
    ];

    private static readonly ImmutableArray<FactKind> Warnings =
    [
        FactKind.Diagnostic,
        FactKind.Exceptions,
        FactKind.Leak,
        FactKind.Concurrency,
        FactKind.SideEffect,
        FactKind.Unsafe,
        FactKind.Cost,
        FactKind.Nullability,
        FactKind.Remark,
    ];

    /// <summary>The sentences of an explanation without a model.</summary>
    internal static ImmutableArray<ExplanationSentence> Of(ExplainedCode code)
    {
        var sentences = ImmutableArray.CreateBuilder<ExplanationSentence>();
        var gist = code.Facts.FirstOrDefault(f => f.Kind == FactKind.Gist);
        if (gist is not null)
        {
            sentences.Add(Sentence(ExplanationSection.Summary, gist));
        }

        foreach (var fact in code.Facts.Where(f => f.Kind is FactKind.Role && f.Weight > 1))
        {
            sentences.Add(Sentence(ExplanationSection.Summary, fact));
        }

        foreach (var fact in code.Facts.Where(f => f.Kind is FactKind.Selection or FactKind.Generated))
        {
            sentences.Add(Sentence(ExplanationSection.Summary, fact));
        }

        var steps = StepText.Of([.. code.Facts.Where(IsStep)], code.Scope == ExplainedScope.Statements);
        // One step that the summary has told already is no list.
        if (!(steps is [var only] && gist is not null && Says(gist, only)))
        {
            sentences.AddRange(steps);
        }

        foreach (var fact in code.Facts.Where(f => f.Kind == FactKind.Member))
        {
            sentences.Add(Sentence(ExplanationSection.Steps, fact));
        }

        foreach (var fact in code.Facts.Where(f => f is { Kind: FactKind.Role, Weight: <= 1 }))
        {
            sentences.Add(Sentence(ExplanationSection.ReliesOn, fact));
        }

        sentences.AddRange(Ordered(code, Reliances, ExplanationSection.ReliesOn, MostReliances));
        // What may be null and does no harm is no warning.
        sentences.AddRange(
            code.Facts.Where(f => f is { Kind: FactKind.Nullability, Weight: 0 }).Select(f => Sentence(ExplanationSection.ReliesOn, f))
        );
        sentences.AddRange(Ordered(code, Warnings, ExplanationSection.Watch, MostWarnings));
        return WithoutRepeatedQuotes(sentences);
    }

    /// <summary>What documentation says of a member is said once.</summary>
    private static ImmutableArray<ExplanationSentence> WithoutRepeatedQuotes(ImmutableArray<ExplanationSentence>.Builder sentences)
    {
        var said = new HashSet<string>(StringComparer.Ordinal);
        for (var i = 0; i < sentences.Count; i++)
        {
            var text = sentences[i].Text;
            for (var start = text.IndexOf('“', StringComparison.Ordinal); start >= 0; start = text.IndexOf('“', start + 1))
            {
                var end = text.IndexOf('”', start);
                if (end < 0)
                {
                    break;
                }

                var isAside =
                    start >= 2 && text[start - 1] == '(' && text[start - 2] == ' ' && end + 1 < text.Length && text[end + 1] == ')';
                if (!said.Add(text[start..end]) && isAside && sentences[i].Section != ExplanationSection.Summary)
                {
                    text = text.Remove(start - 2, end + 2 - (start - 2));
                    start = Math.Max(0, start - 3);
                }
            }

            sentences[i] = sentences[i] with { Text = text };
        }

        return sentences.ToImmutable();
    }

    private static bool IsStep(CodeFact fact) => fact.Clause is not null || fact.Lead is not null;

    private static IEnumerable<ExplanationSentence> Ordered(
        ExplainedCode code,
        ImmutableArray<FactKind> kinds,
        ExplanationSection section,
        int most
    ) =>
        code
            .Facts.Where(f => !IsStep(f) && kinds.Contains(f.Kind) && f is not { Kind: FactKind.Nullability, Weight: 0 })
            .DistinctBy(f => f.Text)
            .OrderBy(f => kinds.IndexOf(f.Kind))
            .ThenByDescending(f => f.Weight)
            .Take(most)
            .Select(f => Sentence(section, f));

    private static bool Says(CodeFact gist, ExplanationSentence step)
    {
        var clause = step.Text.StartsWith("It ", StringComparison.Ordinal) ? step.Text[3..].TrimEnd('.') : step.Text;
        return gist.Text.Contains(clause, StringComparison.Ordinal)
            || step.Depth == 0 && WithoutQuotes(gist.Text).Contains(WithoutQuotes(clause), StringComparison.Ordinal);
    }

    private static string WithoutQuotes(string text)
    {
        var quote = text.IndexOf(" (“", StringComparison.Ordinal);
        var end = quote < 0 ? -1 : text.IndexOf("”)", quote, StringComparison.Ordinal);
        return end < 0 ? text : text.Remove(quote, end + 2 - quote);
    }

    private static ExplanationSentence Sentence(ExplanationSection section, CodeFact fact) =>
        new(section, fact.Text, SentenceOrigin.Fact, fact.Spans);
}
