using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Explanation;

namespace SmolCode.Output;

/// <summary>The JSON document of <c>explain --json</c>; names are the contract's.</summary>
internal sealed record ExplanationDocument(
    string Markdown,
    IReadOnlyList<ExplanationDocument.Sentence> Sentences,
    IReadOnlyList<ExplanationDocument.Fact> Facts,
    int DroppedSentences,
    IReadOnlyList<ExplanationDocument.DroppedInfo> Dropped,
    ExplanationDocument.Times Timings
)
{
    internal sealed record Sentence(string Text, string Origin, IReadOnlyList<CompletionDocument.TextRange> Spans);

    internal sealed record Fact(string Kind, string Text, IReadOnlyList<CompletionDocument.TextRange> Spans, IReadOnlyList<Fact>? Children);

    internal sealed record DroppedInfo(string Text, string Reason);

    internal sealed record Times(double FactsMs, double? FirstWordMs, double TotalMs);

    /// <summary>Makes the document of an explanation.</summary>
    public static ExplanationDocument Of(CodeExplanation explanation, SourceText text) =>
        new(
            explanation.Markdown,
            [
                .. explanation.Sentences.Select(s => new Sentence(
                    s.Text,
                    CompletionDocument.Kebab(s.Origin),
                    [.. s.Spans.Select(r => CompletionDocument.RangeOf(text, r))]
                )),
            ],
            [.. explanation.Code.Facts.Select(f => Of(f, text))],
            explanation.Dropped.Length,
            [.. explanation.Dropped.Select(d => new DroppedInfo(d.Text, d.Reason))],
            new Times(
                Math.Round(explanation.Timings.FactsMs, 1),
                explanation.Timings.FirstWordMs is { } first ? Math.Round(first, 1) : null,
                Math.Round(explanation.Timings.TotalMs, 1)
            )
        );

    private static Fact Of(CodeFact fact, SourceText text) =>
        new(
            CompletionDocument.Kebab(fact.Kind),
            fact.Text,
            [.. fact.Spans.Select(r => CompletionDocument.RangeOf(text, r))],
            fact.Children.IsEmpty ? null : [.. fact.Children.Select(c => Of(c, text))]
        );
}
