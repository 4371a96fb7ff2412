namespace SmolCode.Explanation;

/// <summary>Where the time went, in milliseconds.</summary>
/// <param name="FactsMs">Until the explanation from facts alone was there.</param>
/// <param name="FirstWordMs">Until the first sentence by the model was there, dropped or not; null without any.</param>
/// <param name="TotalMs">Until all was there.</param>
public sealed record ExplanationTimings(double FactsMs, double? FirstWordMs, double TotalMs);
