using System.Collections.Immutable;
using SmolCode.Completion;

namespace SmolCode.Evaluation;

/// <summary>What an evaluation found.</summary>
public sealed record EvaluationReport
{
    /// <summary>The policy's name.</summary>
    public required string Policy { get; init; }

    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Number of rows.</summary>
    public required int Rows { get; init; }

    /// <summary>Over all rows.</summary>
    public required EvaluationSummary Summary { get; init; }

    /// <summary>By kind of hole.</summary>
    public required ImmutableSortedDictionary<string, EvaluationSummary> ByKind { get; init; }

    /// <summary>By source of the best candidate.</summary>
    public required ImmutableSortedDictionary<string, EvaluationSummary> BySource { get; init; }

    /// <summary>By repository.</summary>
    public required ImmutableSortedDictionary<string, EvaluationSummary> ByRepo { get; init; }

    /// <summary>Names of <see cref="EvaluationCandidate.Features"/>, in their order.</summary>
    public ImmutableArray<string> Features { get; init; } = Candidate.FeatureNames;

    /// <summary>Row by row.</summary>
    public required ImmutableArray<EvaluationItem> Items { get; init; }

    /// <summary>Sums up the rows of a run.</summary>
    public static EvaluationReport Of(string policy, string model, IReadOnlyCollection<EvaluationItem> items) =>
        new()
        {
            Policy = policy,
            Model = model,
            Rows = items.Count,
            Summary = EvaluationSummary.Of(items),
            ByKind = Group(items, i => i.Kind),
            BySource = Group(items, i => i.Source ?? "none"),
            ByRepo = Group(items, i => i.Repo),
            Items = [.. items],
        };

    private static ImmutableSortedDictionary<string, EvaluationSummary> Group(
        IReadOnlyCollection<EvaluationItem> items,
        Func<EvaluationItem, string> key
    ) => items.GroupBy(key).ToImmutableSortedDictionary(g => g.Key, g => EvaluationSummary.Of([.. g]), StringComparer.Ordinal);
}
