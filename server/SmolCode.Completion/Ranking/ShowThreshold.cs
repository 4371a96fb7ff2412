namespace SmolCode.Completion.Ranking;

/// <summary>
/// The least probability at which a candidate is shown. Chosen on the repositories that the order was trained on, each ranked by a model of
/// the others (docs/decisions/0007-ranking.md).
/// </summary>
internal static class ShowThreshold
{
    private const double Quiet = 0.65;
    private const double Balanced = 0.2;

    /// <summary>Whether a candidate of this probability is shown.</summary>
    public static bool IsReached(double probability, Eagerness eagerness) =>
        eagerness switch
        {
            Eagerness.Quiet => probability >= Quiet,
            Eagerness.Balanced => probability >= Balanced,
            _ => true,
        };
}
