using SmolCode.Evaluation;

namespace SmolCode.Output;

/// <summary>The JSON document of <c>eval --json</c>: the report without its rows, which go into --report.</summary>
internal sealed record EvaluationDocument(
    string Policy,
    string Model,
    int Rows,
    EvaluationSummary Summary,
    IReadOnlyDictionary<string, EvaluationSummary> ByKind,
    IReadOnlyDictionary<string, EvaluationSummary> BySource,
    IReadOnlyDictionary<string, EvaluationSummary> ByRepo,
    string? Report
);
