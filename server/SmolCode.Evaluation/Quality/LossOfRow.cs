namespace SmolCode.Evaluation.Quality;

/// <summary>Finds where the right first line of a row was lost.</summary>
internal static class LossOfRow
{
    /// <summary>The part that lost it.</summary>
    public static Loss Of(EvaluationItem item)
    {
        var passed = item.Candidates.Where(c => c.Passed);
        return item switch
        {
            { Shown: true, FirstLineExact: true } => Loss.None,
            { Candidates: [] } => Loss.NoCandidate,
            { FirstLineExact: true } when BestCandidate.Passed(item) => Loss.Threshold,
            _ when BestCandidate.AnyIsRight(item, passed) => Loss.Order,
            _ when BestCandidate.AnyIsRight(item, item.Candidates) => Loss.Check,
            _ when passed.Any() => Loss.Search,
            _ => Loss.NothingPassed,
        };
    }

    /// <summary>It in words.</summary>
    public static string Describe(Loss loss) =>
        loss switch
        {
            Loss.None => "the right line is shown",
            Loss.Threshold => "threshold: the best candidate is right, but not likely enough to be shown",
            Loss.Order => "order: another candidate that passed is right",
            Loss.Check => "check: a candidate is right, but the checks refuted it",
            Loss.Search => "search: no candidate is right, something else passed",
            Loss.NothingPassed => "search: no candidate is right, none passed",
            _ => "no candidate at all",
        };
}
