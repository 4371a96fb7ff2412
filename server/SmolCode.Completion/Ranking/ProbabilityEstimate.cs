namespace SmolCode.Completion.Ranking;

/// <summary>
/// The score that candidates are ordered by, and the probability that is made of it. The score is the log-probability divided by
/// tokens^0.8 (as the beam's own); the probability that the first line is right is a logistic function of it.
/// </summary>
internal static class ProbabilityEstimate
{
    private const double LengthExponent = 0.8;

    // A logistic fit to 34 holes of Polly.Core and CsvHelper, which no report uses: few, see docs/measurements.md, "Probability".
    private const double Intercept = 1.8;
    private const double Slope = 5.2;

    /// <summary>Length-normalised log-probability; higher is better.</summary>
    public static double Score(double logProbability, int tokens) => logProbability / Math.Pow(Math.Max(1, tokens), LengthExponent);

    /// <summary>Probability of an exact first line, 0 to 1.</summary>
    public static double Probability(double score) => 1 / (1 + Math.Exp(-(Intercept + (Slope * score))));
}
