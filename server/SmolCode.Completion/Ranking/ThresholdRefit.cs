namespace SmolCode.Completion.Ranking;

/// <summary>
/// Moves the threshold of an eagerness so that the share of shown suggestions that were meant is, on the user's own outcomes, what the
/// eagerness stands for (docs/stats.md, "The threshold").
/// </summary>
public static class ThresholdRefit
{
    /// <summary>With fewer outcomes nothing moves.</summary>
    public const int LeastOutcomes = 100;

    /// <summary>A threshold that would leave fewer of the outcomes is not judged by them.</summary>
    private const int LeastShown = 30;

    /// <summary>So many outcomes below the threshold tell how it is there.</summary>
    private const int LeastBelow = 10;

    /// <summary>How far it goes below what was shown before: what is there is only known once it is shown.</summary>
    private const double Exploration = 0.05;

    /// <summary>Far less than a step.</summary>
    private const double Tolerance = 1e-9;

    private const int MaxSteps = (int)(ShowThreshold.MaxShift * 100 + 0.5);

    /// <summary>The threshold of an eagerness before any outcome; null: everything is shown.</summary>
    public static double? Threshold(Eagerness eagerness) => ShowThreshold.Of(eagerness);

    /// <summary>The share of what is shown that is to be meant; null: any.</summary>
    public static double? Precision(Eagerness eagerness) =>
        eagerness switch
        {
            Eagerness.Quiet => 0.8,
            Eagerness.Balanced => 0.6,
            _ => null,
        };

    /// <summary>
    /// How far the threshold moves: within ± 0.15, in hundredths. 0 where there are too few outcomes, or where they agree with the
    /// eagerness within their standard error (Wilson's score interval, z = 1).
    /// </summary>
    /// <param name="outcomes">Outcomes of suggestions shown while typing, in any order.</param>
    /// <param name="eagerness">What the user chose.</param>
    public static double Shift(IReadOnlyCollection<ShownOutcome> outcomes, Eagerness eagerness)
    {
        ArgumentNullException.ThrowIfNull(outcomes);
        if (Threshold(eagerness) is not { } threshold || Precision(eagerness) is not { } precision)
        {
            return 0;
        }

        var (meant, shown) = Above(0);
        if (Above(-MaxSteps).Shown < LeastOutcomes || shown < LeastShown)
        {
            return 0;
        }

        var (low, high) = Wilson(meant, shown);
        var steps = 0;
        if (high < precision)
        {
            while (steps < MaxSteps && Above(steps + 1).Shown >= LeastShown && !IsMet(steps))
            {
                steps++;
            }
        }
        else if (low >= precision)
        {
            var below = outcomes
                .Select(o => o.Probability)
                .Where(p => p < threshold && p >= threshold - ShowThreshold.MaxShift)
                .Order()
                .ToList();
            var floor = (below.Count >= LeastBelow ? below[LeastBelow - 1] : threshold) - Exploration - Tolerance;
            while (steps > -MaxSteps && threshold + (steps - 1) / 100.0 >= floor && IsMet(steps - 1))
            {
                steps--;
            }
        }

        return steps / 100.0;

        (int Meant, int Shown) Above(int step)
        {
            var least = threshold + step / 100.0 - Tolerance;
            int meantAbove = 0,
                shownAbove = 0;
            foreach (var outcome in outcomes)
            {
                if (outcome.Probability >= least)
                {
                    shownAbove++;
                    meantAbove += outcome.WasMeant ? 1 : 0;
                }
            }

            return (meantAbove, shownAbove);
        }

        bool IsMet(int step) => Above(step) is var (m, s) && m >= precision * s;
    }

    private static (double Low, double High) Wilson(int meant, int shown)
    {
        var share = meant / (double)shown;
        var centre = (share + 1.0 / (2 * shown)) / (1 + 1.0 / shown);
        var half = Math.Sqrt(share * (1 - share) / shown + 1.0 / (4.0 * shown * shown)) / (1 + 1.0 / shown);
        return (centre - half, centre + half);
    }
}
