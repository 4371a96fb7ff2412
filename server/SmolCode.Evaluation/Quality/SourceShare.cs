using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>What one source of candidates gives, in numbers of rows.</summary>
/// <param name="Source">Its name.</param>
/// <param name="Rows">Rows with a candidate of it.</param>
/// <param name="Best">Rows whose best candidate is of it.</param>
/// <param name="BestRight">Of these, rows where it is right.</param>
/// <param name="Any">Rows where one of its candidates is right.</param>
/// <param name="OnlyHere">Of these, rows where no other source has the right line.</param>
/// <param name="Without">Rows where the best of the other sources' candidates is right.</param>
/// <param name="AnyWithout">Rows where any of the other sources' candidates is.</param>
/// <param name="Alone">Rows where the best of its own candidates is right.</param>
internal sealed record SourceShare(
    string Source,
    int Rows,
    int Best,
    int BestRight,
    int Any,
    int OnlyHere,
    int Without,
    int AnyWithout,
    int Alone
)
{
    /// <summary>A share for each source that occurs, the most frequent first.</summary>
    public static ImmutableArray<SourceShare> Of(ImmutableArray<EvaluationItem> items) =>
        [
            .. items
                .SelectMany(i => i.Candidates)
                .CountBy(c => c.Source)
                .OrderByDescending(s => s.Value)
                .ThenBy(s => s.Key, StringComparer.Ordinal)
                .Select(s => Of(s.Key, items)),
        ];

    private static SourceShare Of(string source, ImmutableArray<EvaluationItem> items)
    {
        var rows = items
            .Select(i =>
                (
                    Item: i,
                    Own: i.Candidates.Where(c => c.Source == source).ToImmutableArray(),
                    Others: i.Candidates.Where(c => c.Source != source).ToImmutableArray()
                )
            )
            .ToList();
        return new SourceShare(
            source,
            rows.Count(r => !r.Own.IsEmpty),
            items.Count(i => i.Source == source),
            items.Count(i => i.Source == source && i.FirstLineExact),
            rows.Count(r => BestCandidate.AnyIsRight(r.Item, r.Own)),
            rows.Count(r => BestCandidate.AnyIsRight(r.Item, r.Own) && !BestCandidate.AnyIsRight(r.Item, r.Others)),
            rows.Count(r => BestCandidate.FirstIsRight(r.Item, r.Others)),
            rows.Count(r => BestCandidate.AnyIsRight(r.Item, r.Others)),
            rows.Count(r => BestCandidate.FirstIsRight(r.Item, r.Own))
        );
    }
}
