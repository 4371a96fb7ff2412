namespace SmolCode.LanguageServer.Statistics;

/// <summary>The threshold of an eagerness as the log moves it.</summary>
/// <param name="Threshold">Least probability at which a suggestion is shown, without the log.</param>
/// <param name="Shift">How far the log moves it.</param>
/// <param name="Outcomes">Outcomes of suggestions shown while typing that the log has.</param>
public sealed record LocalThreshold(double Threshold, double Shift, int Outcomes);
