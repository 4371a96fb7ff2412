namespace SmolCode.LanguageServer.Statistics;

/// <summary>What became of the suggestions that were shown with a probability in one tenth of 0 to 1.</summary>
/// <param name="From">Least probability.</param>
/// <param name="To">Upper end, which belongs to the next bin (1 to this one).</param>
/// <param name="Shown">Suggestions whose outcome is known.</param>
/// <param name="Probability">Mean of the probabilities that they were shown with; null: none were.</param>
/// <param name="AcceptanceRate">Share that was accepted, whole or in part.</param>
/// <param name="Meant">Share that was meant: accepted and not gone for the most part 30 seconds later, or typed by hand.</param>
public sealed record ReliabilityBin(double From, double To, int Shown, double? Probability, double? AcceptanceRate, double? Meant);
