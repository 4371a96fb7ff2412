namespace SmolCode.Training.Runs;

/// <summary>The rate of learning over a training.</summary>
internal static class LearningRate
{
    // On a slow machine a short training is over before the steps of warm-up are.
    private const double WarmUpShare = 0.05;

    /// <summary>Warm-up by steps or over the first twentieth of the time, whichever is over first, then a cosine over the time down to a twentieth.</summary>
    /// <param name="options">The highest rate and the steps of warm-up.</param>
    /// <param name="step">Steps that are done.</param>
    /// <param name="share">Share of the time that is over, 0 to 1.</param>
    public static double At(TrainingOptions options, int step, double share) =>
        options.Rate
        * Math.Min(1, Math.Max((step + 1.0) / Math.Max(1, options.WarmUpSteps), share / WarmUpShare))
        * (0.05 + (0.95 * 0.5 * (1 + Math.Cos(Math.PI * Math.Clamp(share, 0, 1)))));
}
