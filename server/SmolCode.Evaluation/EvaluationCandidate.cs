using System.Collections.Immutable;

namespace SmolCode.Evaluation;

/// <summary>A candidate as an evaluation records it.</summary>
/// <param name="Text">Its text.</param>
/// <param name="LogProbability">Sum over its tokens.</param>
/// <param name="Tokens">Number of its tokens.</param>
/// <param name="Passed">It passed the checks.</param>
/// <param name="Source">Where it comes from: model, masked, repeat.</param>
/// <param name="RefutedBy">The check that it failed; null when it passed.</param>
/// <param name="Errors">What the compiler says against it.</param>
/// <param name="Features">What its probability was made of, as <see cref="EvaluationReport.Features"/> names it.</param>
public sealed record EvaluationCandidate(
    string Text,
    double LogProbability,
    int Tokens,
    bool Passed,
    string Source,
    string? RefutedBy,
    ImmutableArray<string> Errors,
    ImmutableArray<double> Features
);
