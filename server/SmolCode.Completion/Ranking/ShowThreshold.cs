namespace SmolCode.Completion.Ranking;

/// <summary>
/// The least probability at which a candidate is shown. Chosen on the repositories that the order was trained on, each ranked by a model of
/// the others (docs/decisions/0007-ranking.md).
/// </summary>
internal static class ShowThreshold
{
    /// <summary>How far a user's own outcomes may move it, up or down.</summary>
    public const double MaxShift = 0.15;

    private const double Quiet = 0.65;
    private const double Balanced = 0.35;

    /// <summary>The threshold of an eagerness; null: everything is shown.</summary>
    public static double? Of(Eagerness eagerness) =>
        eagerness switch
        {
            Eagerness.Quiet => Quiet,
            Eagerness.Balanced => Balanced,
            _ => null,
        };

    /// <summary>Whether a candidate of this probability is shown.</summary>
    /// <param name="probability">The candidate's.</param>
    /// <param name="eagerness">What the user chose.</param>
    /// <param name="shift">How far the user's own outcomes move the threshold; taken as ± <see cref="MaxShift"/> beyond that.</param>
    public static bool IsReached(double probability, Eagerness eagerness, double shift = 0) =>
        Of(eagerness) is not { } threshold || probability >= threshold + Math.Clamp(shift, -MaxShift, MaxShift);
}
