using System.Globalization;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Tuning;
using Spectre.Console;

namespace SmolCode.Output;

/// <summary>What <c>model tune</c> measured, for people.</summary>
internal static class TuningView
{
    /// <summary>Writes two tables and what comes of them.</summary>
    public static void Write(Terminal terminal, TuningReport report)
    {
        terminal.Out.MarkupLineInterpolated(
            $"[bold]{report.Model}{(report.Adapter is null ? "" : $" with {report.Adapter}")}[/] · {report.Machine.Processor}, {report.Machine.Cores} cores · llama.cpp {report.Machine.Library}"
        );
        var layouts = Start("layout", "MB", "perplexity on C#", "loss", "±", "");
        foreach (var layout in report.Layouts)
        {
            layouts.AddRow(
                layout.Layout.Name(),
                Number(layout.Bytes / 1e6, "0"),
                Number(layout.Perplexity, "0.000"),
                layout.IsOriginal ? "" : Number(layout.Loss * 100, "0.00") + " %",
                layout.IsOriginal ? "" : Number(layout.LossError * 100, "0.00"),
                layout.IsOriginal ? "the original"
                    : layout.IsGoodEnough ? "good enough"
                    : $"loses more than {Number(report.MaxLoss * 100, "0.##")} %"
            );
        }

        terminal.Out.Write(layouts);
        var ways = Start("layout", "threads", "batch", "request, ms", "spread", "prefill, tokens/s", "beam, steps/s", "rounds", "");
        foreach (var way in report.Tunings)
        {
            ways.AddRow(
                way.Tuning.Layout.Name(),
                Number(way.Tuning.Threads, "0"),
                Number(way.Tuning.BatchSize, "0"),
                Number(way.MedianMs, "0"),
                way.RequestMs.Length < 2 ? "" : Number(way.Spread * 100, "0") + " %",
                Number(way.PrefillTokensPerSecond, "0"),
                Number(way.StepsPerSecond, "0.0"),
                Number(way.RequestMs.Length, "0"),
                (way.Tuning == report.Chosen, way.Tuning == report.Untuned) switch
                {
                    (true, true) => "best, as without tuning",
                    (true, false) => "best",
                    (false, true) => "without tuning",
                    _ => "",
                }
            );
        }

        terminal.Out.Write(ways);
    }

    /// <summary>A way of using a model in words.</summary>
    public static string Words(EngineTuning tuning) =>
        $"{tuning.Layout.Name()}, {tuning.Threads} thread{(tuning.Threads == 1 ? "" : "s")}, batches of {tuning.BatchSize}";

    private static Table Start(params string[] columns)
    {
        var table = new Table().Border(TableBorder.Simple);
        foreach (var column in columns)
        {
            table.AddColumn(column is "layout" or "" ? new TableColumn(column) : new TableColumn(column).RightAligned());
        }

        return table;
    }

    private static string Number(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
