using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>Figures of a set of logged suggestions.</summary>
/// <param name="Shown">Suggestions that were shown.</param>
/// <param name="Accepted">Of these, taken, whole or in part.</param>
/// <param name="PartlyAccepted">Of the accepted, those of which only the beginning was taken.</param>
/// <param name="TypedByHand">Typed by hand just so.</param>
/// <param name="TypedOver">Something else was typed in their place.</param>
/// <param name="Rejected">Dismissed, or left.</param>
/// <param name="AcceptanceRate">Accepted / shown; null where nothing was shown.</param>
/// <param name="KeptAfter30Seconds">Share of the accepted text that still stood 30 seconds later, mean over those where it is known; null: none.</param>
/// <param name="KeptAfter5Minutes">The same 5 minutes later.</param>
/// <param name="CharactersAccepted">UTF-16 units taken.</param>
/// <param name="CharactersSaved">The same, less one key for each acceptance.</param>
/// <param name="P50Ms">Median of the milliseconds from request to answer; null where nothing was shown.</param>
/// <param name="P95Ms">The 95th percentile of them.</param>
public sealed record SuggestionFigures(
    int Shown,
    int Accepted,
    int PartlyAccepted,
    int TypedByHand,
    int TypedOver,
    int Rejected,
    double? AcceptanceRate,
    double? KeptAfter30Seconds,
    double? KeptAfter5Minutes,
    long CharactersAccepted,
    long CharactersSaved,
    double? P50Ms,
    double? P95Ms
)
{
    /// <summary>The figures of <paramref name="rows"/>.</summary>
    public static SuggestionFigures Of(IReadOnlyCollection<LoggedSuggestion> rows)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var accepted = rows.Where(r => r.WasAccepted).ToList();
        var latencies = rows.Select(r => r.AnswerMs).Order().ToImmutableArray();
        var characters = accepted.Sum(r => (long)r.AcceptedLength);
        return new SuggestionFigures(
            rows.Count,
            accepted.Count,
            Count(SuggestionOutcome.PartlyAccepted),
            Count(SuggestionOutcome.TypedByHand),
            Count(SuggestionOutcome.TypedOver),
            Count(SuggestionOutcome.Rejected),
            rows.Count == 0 ? null : Rounded(accepted.Count / (double)rows.Count, 4),
            Rounded(accepted.Average(r => r.KeptAfter30Seconds), 4),
            Rounded(accepted.Average(r => r.KeptAfter5Minutes), 4),
            characters,
            characters - accepted.Count,
            Percentile(0.5),
            Percentile(0.95)
        );

        int Count(SuggestionOutcome outcome) => rows.Count(r => r.Outcome == outcome);

        // Nearest rank.
        double? Percentile(double share) =>
            latencies.IsEmpty ? null : Rounded(latencies[Math.Max(0, (int)Math.Ceiling(share * latencies.Length) - 1)], 1);
    }

    internal static double? Rounded(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}
