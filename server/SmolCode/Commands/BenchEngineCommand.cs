using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.Inference.Benchmarking;
using SmolCode.Output;
using Spectre.Console;

namespace SmolCode.Commands;

/// <summary><c>smolcode bench engine</c>: the engine's speed and memory here, alone or beside a llama-server on the same weights.</summary>
internal static class BenchEngineCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var peer = new Option<string?>("--peer")
        {
            Description =
                "A llama-server executable to compare with. It is started on the same weights and threads, on loopback, and ended.",
            HelpName = "LLAMA_SERVER",
        };
        var report = new Option<string?>("--report") { Description = "Write the figures to this file as JSON.", HelpName = "OUT.json" };
        var ngrams = new Option<string?>("--ngrams")
        {
            Description = "A folder of C# files to measure the n-gram index on, up to a million tokens. Default: SmolCode's own engine.",
            HelpName = "DIR",
        };
        var json = CommonOptions.Json();
        var workspace = new Option<string?>("--workspace")
        {
            Description = "A .sln, .slnx, .csproj or folder whose own model is measured (smolcode model use --workspace).",
            HelpName = "PATH",
        };
        var verbose = CommonOptions.Verbose();
        var command = new Command(
            "engine",
            "Prefill and decode speed, hypotheses, scores, drafts and memory of the engine. Close other programs first.\n\nExample: smolcode bench engine --report engine.json"
        )
        {
            peer,
            ngrams,
            report,
            workspace,
            json,
            verbose,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(peer) is { } binary && !File.Exists(binary))
                {
                    throw new CommandFailedException($"There is no {binary}. --peer takes the path of a llama-server executable.");
                }

                if (parsed.GetValue(ngrams) is { } folder && !Directory.Exists(folder))
                {
                    throw new CommandFailedException($"There is no folder {folder}. --ngrams takes a folder of C# files.");
                }

                ReportFile.EnsureFolder(parsed.GetValue(report));
                if (parsed.GetValue(workspace) is { } place && !Path.Exists(place))
                {
                    throw new CommandFailedException($"There is no {place}. --workspace takes a folder, solution or project.");
                }

                var terminal = new Terminal();
                using var loggers = Logging.ToStandardError(parsed.GetValue(verbose) ? LogLevel.Debug : LogLevel.Warning);
                await using var model = Engines.Create(
                    adapter: true,
                    loggers,
                    () => parsed.GetValue(workspace) is { } path ? WorkspaceModels.FolderOf(path) : null
                );
                var figures = await EngineBenchmark.RunAsync(
                    model,
                    parsed.GetValue(peer),
                    parsed.GetValue(ngrams),
                    new NoteProgress(terminal),
                    cancellationToken
                );
                var document = JsonSerializer.Serialize(figures, OutputJson.Readable.EngineReport);
                return await ReportFile.WriteAndShowAsync(
                    parsed.GetValue(report),
                    document,
                    parsed.GetValue(json) ? null : () => Write(terminal, figures),
                    cancellationToken
                );
            }
        );
        return command;
    }

    private static void Write(Terminal terminal, EngineReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("what");
        table.AddColumn(new TableColumn("value").RightAligned());
        Row("prefill, tokens/s", report.PrefillTokensPerSecond);
        Row("decode, tokens/s", report.DecodeTokensPerSecond);
        Row("four hypotheses / one, time", report.FourHypothesesRatio);
        Row("32 members scored together / one by one, time", report.Scoring32Ratio);
        Row("speed-up by drafts", report.DraftSpeedup);
        Row("drafted tokens accepted", report.DraftAcceptance);
        Row("texts equal with and without drafts", report.DraftEqualTexts);
        Row("from cancel to quiet, ms", report.CancelToQuietMs);
        Row("resident with 8 documents, MiB", report.ResidentMb);
        Row("n-grams: tokens indexed", report.NgramTokens);
        Row("n-grams: ms for it", report.NgramMs);
        Row("n-grams: ms to build the index from tokens", report.NgramIndex?.BuildMs);
        Row("n-grams: bytes a token", report.NgramIndex?.BytesPerToken);
        Row("n-grams: look-up, µs, median", report.NgramIndex?.LookUpMedianUs);
        Row("n-grams: look-up, µs, 99th percentile", report.NgramIndex?.LookUpP99Us);
        Row("next key / peer's, time", report.NextKeyRatio);
        Row("four documents / peer's, time", report.FourDocumentsRatio);
        Row("prefill / peer's, speed", report.PrefillRatio);
        Row("decode / peer's, speed", report.DecodeRatio);
        terminal.Out.MarkupLineInterpolated(
            $"[bold]{report.Model}[/] · {report.Layout} · {report.Threads} threads · {report.Backend ?? "?"}"
        );
        terminal.Out.Write(table);

        void Row(string name, double? value)
        {
            if (value is { } v)
            {
                table.AddRow(name, v.ToString(v >= 100 ? "0" : "0.00", CultureInfo.InvariantCulture));
            }
        }
    }
}
