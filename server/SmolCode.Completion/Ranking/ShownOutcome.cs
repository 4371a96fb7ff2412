namespace SmolCode.Completion.Ranking;

/// <summary>What became of a suggestion that was shown.</summary>
/// <param name="Probability">What it was shown with, 0 to 1.</param>
/// <param name="WasMeant">The user took it, or typed the same.</param>
public readonly record struct ShownOutcome(double Probability, bool WasMeant);
