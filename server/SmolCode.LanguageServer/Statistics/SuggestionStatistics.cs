using System.Collections.Immutable;
using System.Globalization;
using SmolCode.Completion;
using SmolCode.Completion.Ranking;

namespace SmolCode.LanguageServer.Statistics;

/// <summary>What the local log says of the last days: the answer of <c>smolcode stats</c> and a part of <c>smolcode/statistics</c>'.</summary>
/// <param name="Days">Days looked at, up to now.</param>
/// <param name="Since">When they begin.</param>
/// <param name="Older">Rows of the log that are older.</param>
/// <param name="Summary">All of the days.</param>
/// <param name="ByKind">By kind of hole, the most shown first.</param>
/// <param name="BySource">By source of the suggestion, the most shown first.</param>
/// <param name="ByDay">By day (yyyy-MM-dd, local time), the latest first; days without any are left out.</param>
/// <param name="Reliability">Shown probability against what became of it, in ten bins.</param>
/// <param name="Thresholds">By eagerness (quiet, balanced), from the whole log; eager has none.</param>
public sealed record SuggestionStatistics(
    int Days,
    DateTimeOffset Since,
    int Older,
    SuggestionFigures Summary,
    IReadOnlyDictionary<string, SuggestionFigures> ByKind,
    IReadOnlyDictionary<string, SuggestionFigures> BySource,
    IReadOnlyDictionary<string, SuggestionFigures> ByDay,
    ImmutableArray<ReliabilityBin> Reliability,
    IReadOnlyDictionary<string, LocalThreshold> Thresholds
)
{
    private const int Bins = 10;

    /// <summary>The figures of the last <paramref name="days"/> days.</summary>
    /// <param name="rows">The whole log.</param>
    /// <param name="days">From 1 on.</param>
    /// <param name="now">The time.</param>
    /// <param name="zone">In which days begin at midnight.</param>
    public static SuggestionStatistics Of(IReadOnlyCollection<LoggedSuggestion> rows, int days, DateTimeOffset now, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(zone);
        var since = now.AddDays(-days);
        var recent = rows.Where(r => r.Time >= since).ToList();
        return new SuggestionStatistics(
            days,
            since,
            rows.Count - recent.Count,
            SuggestionFigures.Of(recent),
            By(recent, r => r.Kind, g => -g.Count()),
            By(recent, r => r.Source, g => -g.Count()),
            By(recent, Day, g => -g.First().Time.UtcTicks),
            [.. Enumerable.Range(0, Bins).Select(Bin)],
            Refitted(rows)
        );

        string Day(LoggedSuggestion row) => TimeZoneInfo.ConvertTime(row.Time, zone).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

        ReliabilityBin Bin(int bin)
        {
            var known = recent.Where(r => r.WasMeant is not null && Math.Clamp((int)(r.Probability * Bins), 0, Bins - 1) == bin).ToList();
            return new ReliabilityBin(
                bin / (double)Bins,
                (bin + 1) / (double)Bins,
                known.Count,
                SuggestionFigures.Rounded(known.Average(r => (double?)r.Probability), 4),
                SuggestionFigures.Rounded(known.Average(r => r.WasAccepted ? 1.0 : (double?)0), 4),
                SuggestionFigures.Rounded(known.Average(r => r.WasMeant == true ? 1.0 : (double?)0), 4)
            );
        }
    }

    /// <summary>How far the log moves each threshold.</summary>
    internal static ImmutableDictionary<Eagerness, double> Shifts(IReadOnlyCollection<LoggedSuggestion> rows)
    {
        var outcomes = Outcomes(rows);
        return Enum.GetValues<Eagerness>().ToImmutableDictionary(e => e, e => ThresholdRefit.Shift(outcomes, e));
    }

    private static Dictionary<string, LocalThreshold> Refitted(IReadOnlyCollection<LoggedSuggestion> rows)
    {
        var outcomes = Outcomes(rows);
        return Enum.GetValues<Eagerness>()
            .Where(e => ThresholdRefit.Threshold(e) is not null)
            .ToDictionary(
                e => e.ToString().ToLowerInvariant(),
                e => new LocalThreshold(ThresholdRefit.Threshold(e)!.Value, ThresholdRefit.Shift(outcomes, e), outcomes.Count)
            );
    }

    private static List<ShownOutcome> Outcomes(IReadOnlyCollection<LoggedSuggestion> rows) =>
        [.. rows.Where(r => !r.ByHand && r.WasMeant is not null).Select(r => new ShownOutcome(r.Probability, r.WasMeant!.Value))];

    // In the order of its making: a dictionary to which nothing but additions is done keeps it.
    private static Dictionary<string, SuggestionFigures> By(
        IEnumerable<LoggedSuggestion> rows,
        Func<LoggedSuggestion, string> key,
        Func<IGrouping<string, LoggedSuggestion>, long> order
    ) =>
        rows.GroupBy(key)
            .OrderBy(order)
            .ThenBy(g => g.Key, StringComparer.Ordinal)
            .ToDictionary(g => g.Key, g => SuggestionFigures.Of([.. g]), StringComparer.Ordinal);
}
