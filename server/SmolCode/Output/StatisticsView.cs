using System.Globalization;
using SmolCode.LanguageServer.Statistics;
using Spectre.Console;

namespace SmolCode.Output;

/// <summary>What <c>stats</c> prints for people.</summary>
internal static class StatisticsView
{
    /// <summary>Writes the figures, or what to do where there are none.</summary>
    public static void Write(IAnsiConsole console, SuggestionStatistics statistics)
    {
        var days = statistics.Days == 1 ? "the last day" : $"the last {Number(statistics.Days)} days";
        if (statistics.Summary.Shown == 0)
        {
            console.WriteLine(
                statistics.Older > 0
                    ? $"No suggestion was shown in {days}. {Number(statistics.Older)} are older: smolcode stats --days 90"
                    : "No suggestion is logged yet."
            );
            if (statistics.Older == 0)
            {
                console.WriteLine(
                    "The language server logs what an editor says it showed (smolcode/didShow), unless the setting smolcode.log is off. Write some C# in an editor with SmolCode, then look again."
                );
            }

            return;
        }

        var all = statistics.Summary;
        console.MarkupLineInterpolated($"[bold]Suggestions of {days}[/]");
        var summary = Begin(["what", "value"]);
        Add(summary, "shown", Number(all.Shown));
        Add(summary, "accepted", $"{Number(all.Accepted)} ({Percent(all.AcceptanceRate)})");
        Add(summary, "of them in part", Number(all.PartlyAccepted));
        Add(summary, "kept after 30 s / 5 min", $"{Percent(all.KeptAfter30Seconds)} / {Percent(all.KeptAfter5Minutes)}");
        Add(summary, "typed by hand just so", Number(all.TypedByHand));
        Add(summary, "typed over / rejected", $"{Number(all.TypedOver)} / {Number(all.Rejected)}");
        Add(summary, "characters saved", Number(all.CharactersSaved));
        Add(summary, "time to answer, p50 / p95 ms", $"{Number(all.P50Ms)} / {Number(all.P95Ms)}");
        console.Write(summary);

        Groups(console, "kind", statistics.ByKind);
        Groups(console, "source", statistics.BySource);
        Groups(console, "day", statistics.ByDay);

        var reliability = Begin(["shown with", "suggestions", "probability", "accepted", "meant"]);
        foreach (var bin in statistics.Reliability.Where(b => b.Shown > 0))
        {
            Add(
                reliability,
                $"{Number(bin.From * 100)} to {Number(bin.To * 100)} %",
                Number(bin.Shown),
                Percent(bin.Probability),
                Percent(bin.AcceptanceRate),
                Percent(bin.Meant)
            );
        }

        console.Write(reliability);
        foreach (var (eagerness, threshold) in statistics.Thresholds)
        {
            var moved =
                threshold.Shift == 0 ? "not moved" : $"moved by {threshold.Shift.ToString("+0.00;-0.00", CultureInfo.InvariantCulture)}";
            console.MarkupLineInterpolated(
                $"[grey]{eagerness}: shown from {Percent(threshold.Threshold + threshold.Shift)} on, {moved} ({Number(threshold.Outcomes)} outcomes while typing)[/]"
            );
        }
    }

    private static void Groups(IAnsiConsole console, string name, IReadOnlyDictionary<string, SuggestionFigures> groups)
    {
        var table = Begin([name, "shown", "accepted", "rate", "kept 30 s", "kept 5 min", "saved", "p50 ms", "p95 ms"]);
        foreach (var (key, figures) in groups)
        {
            Add(
                table,
                key,
                Number(figures.Shown),
                Number(figures.Accepted),
                Percent(figures.AcceptanceRate),
                Percent(figures.KeptAfter30Seconds),
                Percent(figures.KeptAfter5Minutes),
                Number(figures.CharactersSaved),
                Number(figures.P50Ms),
                Number(figures.P95Ms)
            );
        }

        console.Write(table);
    }

    private static Table Begin(string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        for (var i = 0; i < columns.Length; i++)
        {
            var column = new TableColumn(Markup.Escape(columns[i])).NoWrap();
            table.AddColumn(i == 0 ? column : column.RightAligned());
        }

        return table;
    }

    private static void Add(Table table, params string[] cells) => table.AddRow([.. cells.Select(Markup.Escape)]);

    private static string Number(double? value) => value?.ToString("#,0", CultureInfo.InvariantCulture) ?? "?";

    private static string Percent(double? share) =>
        share is { } number ? (number * 100).ToString("0", CultureInfo.InvariantCulture) + " %" : "?";
}
