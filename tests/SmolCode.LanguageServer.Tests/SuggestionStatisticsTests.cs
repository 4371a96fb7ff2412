using SmolCode.LanguageServer.Statistics;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Figures from rows of the log.</summary>
public sealed class SuggestionStatisticsTests
{
    private static readonly LoggedSuggestion[] Rows =
    [
        LoggedRows.Row(1, SuggestionOutcome.Accepted, 0.72) with
        {
            KeptAfter30Seconds = 1,
            KeptAfter5Minutes = 0.5,
            AnswerMs = 100,
        },
        LoggedRows.Row(2, SuggestionOutcome.PartlyAccepted, 0.78) with
        {
            AcceptedLength = 4,
            KeptAfter30Seconds = 0,
            AnswerMs = 200,
        },
        LoggedRows.Row(3, SuggestionOutcome.TypedByHand, 0.71) with
        {
            AnswerMs = 300,
        },
        LoggedRows.Row(4, SuggestionOutcome.TypedOver, 1.0) with
        {
            AnswerMs = 400,
            Kind = "type",
        },
        LoggedRows.Row(5, SuggestionOutcome.Rejected, 0.1) with
        {
            Source = "repeat",
            AnswerMs = 500,
        },
        LoggedRows.Row(6, SuggestionOutcome.Open, 0.2) with
        {
            Time = LoggedRows.Now.AddHours(-13),
            AnswerMs = 600,
        },
        LoggedRows.Row(7, SuggestionOutcome.Accepted) with
        {
            Time = LoggedRows.Now.AddDays(-8),
        },
    ];

    private readonly SuggestionStatistics statistics = SuggestionStatistics.Of(Rows, 7, LoggedRows.Now, TimeZoneInfo.Utc);

    [Fact]
    public void The_summary_counts_the_days_asked_for() =>
        Assert.Equal(new SuggestionFigures(6, 2, 1, 1, 1, 1, 0.3333, 0.5, 0.5, 16, 14, 300, 600), statistics.Summary);

    [Fact]
    public void What_is_older_is_only_counted() => Assert.Equal(1, statistics.Older);

    [Fact]
    public void Nothing_shown_has_no_rates() =>
        Assert.Equal(new SuggestionFigures(0, 0, 0, 0, 0, 0, null, null, null, 0, 0, null, null), SuggestionFigures.Of([]));

    [Fact]
    public void Kinds_and_sources_come_in_the_order_of_their_number()
    {
        Assert.Equal(["member-access", "type"], statistics.ByKind.Keys);
        Assert.Equal(["model", "repeat"], statistics.BySource.Keys);
        Assert.Equal([5, 1], statistics.ByKind.Values.Select(f => f.Shown));
    }

    [Fact]
    public void Days_begin_at_local_midnight_and_the_latest_comes_first()
    {
        Assert.Equal(["2026-03-10", "2026-03-09"], statistics.ByDay.Keys);
        var east = TimeZoneInfo.CreateCustomTimeZone("east", TimeSpan.FromHours(3), "east", "east");
        Assert.Equal(["2026-03-10"], SuggestionStatistics.Of(Rows, 7, LoggedRows.Now, east).ByDay.Keys);
    }

    [Fact]
    public void The_reliability_table_has_ten_bins_of_known_outcomes()
    {
        Assert.Equal(10, statistics.Reliability.Length);
        Assert.Equal(new ReliabilityBin(0.7, 0.8, 3, 0.7367, 0.6667, 0.6667), statistics.Reliability[7]);
        Assert.Equal(new ReliabilityBin(0.9, 1, 1, 1, 0, 0), statistics.Reliability[9]);
        Assert.Equal(new ReliabilityBin(0.2, 0.3, 0, null, null, null), statistics.Reliability[2]);
    }

    [Fact]
    public void Thresholds_are_refitted_from_what_was_shown_while_typing()
    {
        LoggedSuggestion[] rows =
        [
            .. Enumerable.Range(0, 100).Select(i => LoggedRows.Row(i, SuggestionOutcome.Rejected, 0.9)),
            .. Enumerable.Range(100, 50).Select(i => LoggedRows.Row(i, SuggestionOutcome.Accepted, 0.9) with { ByHand = true }),
        ];

        var thresholds = SuggestionStatistics.Of(rows, 7, LoggedRows.Now.AddHours(1), TimeZoneInfo.Utc).Thresholds;

        Assert.Equal(["quiet", "balanced"], thresholds.Keys);
        Assert.Equal(new LocalThreshold(0.35, 0.15, 100), thresholds["balanced"]);
    }
}
