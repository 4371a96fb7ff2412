using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>
/// What is read of a report of <c>smolcode eval</c>. Less than <see cref="EvaluationReport"/> has, so that older reports can be read: their
/// summaries lack what came later, their candidates have no source, no errors and no features.
/// </summary>
internal sealed record RecordedReport
{
    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The model's name.</summary>
    public string Model { get; init; } = "";

    /// <summary>Row by row.</summary>
    public required ImmutableArray<EvaluationItem> Items { get; init; }
}
