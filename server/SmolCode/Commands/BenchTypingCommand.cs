using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;
using SmolCode.LanguageServer.Benchmarking;
using SmolCode.LanguageServer.Configuration;
using SmolCode.Output;
using Spectre.Console;

namespace SmolCode.Commands;

/// <summary><c>smolcode bench typing</c>: a file typed in, key by key, through the real server.</summary>
internal static class BenchTypingCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var file = new Argument<string>("file") { Description = "A C# file; it is not changed.", HelpName = "FILE" };
        var from = new Option<int?>("--from") { Description = "First line to type. Default: 1.", HelpName = "LINE" };
        var to = new Option<int?>("--to") { Description = "Last line to type. Default: the last of the file.", HelpName = "LINE" };
        var seconds = new Option<int?>("--seconds")
        {
            Description = "Stop typing after this time and report what there is.",
            HelpName = "N",
        };
        var interval = new Option<int?>("--interval")
        {
            Description = "Press a key every N milliseconds and give up what is not there by then. Default: wait for every answer.",
            HelpName = "N",
        };
        var deadline = new Option<int?>("--deadline")
        {
            Description =
                $"Milliseconds within which an answer comes, as smolcode.deadlineMs. Default: {new Settings().DeadlineMs}, as that setting's.",
            HelpName = "N",
        };
        var report = new Option<string?>("--report") { Description = "Write the figures to this file as JSON.", HelpName = "OUT.json" };
        var workspace = CommonOptions.Workspace();
        var trust = CommonOptions.Trust();
        var json = CommonOptions.Json();
        foreach (var positive in (Option<int?>[])[from, to, seconds, interval])
        {
            positive.Validators.Add(result =>
            {
                // What is no number at all is told of by the parser.
                if (result.Tokens is [var token, ..] && int.TryParse(token.Value, out var number) && number <= 0)
                {
                    result.AddError($"{positive.Name} takes a number from 1 on.");
                }
            });
        }

        var bounds = Settings.Schema.Single(d => d.Name == "deadlineMs");
        deadline.Validators.Add(result =>
        {
            if (
                result.Tokens is [var token, ..]
                && int.TryParse(token.Value, out var most)
                && (most < bounds.Minimum || most > bounds.Maximum)
            )
            {
                result.AddError($"{deadline.Name} takes {bounds.Minimum} to {bounds.Maximum} milliseconds.");
            }
        });

        var command = new Command(
            "typing",
            "Type a file in, key by key, through the real server, and take what is right: how much of it was completed, and how fast answers came. The rest of the file stays in place. The typist waits for every answer unless --interval says otherwise; the editor inserts no closers.\n\nExample: smolcode bench typing src/Basket.cs --from 20 --to 60 --trust"
        )
        {
            file,
            from,
            to,
            seconds,
            interval,
            deadline,
            workspace,
            trust,
            report,
            json,
        };
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var terminal = new Terminal();
                var path = Path.GetFullPath(parsed.GetValue(file)!);
                if (!File.Exists(path))
                {
                    throw new CommandFailedException($"There is no file {path}.");
                }

                if (!string.Equals(Path.GetExtension(path), ".cs", StringComparison.OrdinalIgnoreCase))
                {
                    throw new CommandFailedException($"{path} is not a C# file: only those are completed. Name one that ends in .cs.");
                }

                ReportFile.EnsureFolder(parsed.GetValue(report));

                TypingTask task;
                try
                {
                    task = TypingTask.Lines(
                        path,
                        await File.ReadAllTextAsync(path, cancellationToken),
                        parsed.GetValue(from),
                        parsed.GetValue(to)
                    );
                }
                catch (ArgumentOutOfRangeException exception)
                {
                    throw new CommandFailedException(exception.Message.Split(" (Parameter")[0], ExitCode.WrongArguments);
                }

                var location = parsed.GetValue(workspace) is { } given
                    ? WorkspaceLocation.Resolve(Path.GetFullPath(given))
                    : WorkspaceLocation.FindFor(path);
                var store = new TrustStore(UserData.Folder);
                if (parsed.GetValue(trust))
                {
                    store.Trust(location.Path);
                }

                var trusted = store.IsTrusted(location.Path);
                if (!trusted)
                {
                    terminal.Note(
                        "The workspace is not trusted: its files are parsed loosely, nothing of it is run. --trust changes that."
                    );
                }

                var folder = Directory.Exists(location.Path) ? location.Path : Path.GetDirectoryName(location.Path)!;
                var server = EngineOptions.ForThisProgram();
                var figures = await TypingBenchmark.RunAsync(
                    [server.Command, .. server.Arguments.SkipLast(1), "lsp", "--stdio"],
                    folder,
                    trusted,
                    task,
                    parsed.GetValue(seconds) is { } limit ? TimeSpan.FromSeconds(limit) : null,
                    parsed.GetValue(interval) is { } pace ? TimeSpan.FromMilliseconds(pace) : null,
                    parsed.GetValue(deadline) is { } most ? TimeSpan.FromMilliseconds(most) : null,
                    new NoteProgress(terminal),
                    cancellationToken
                );
                var document = JsonSerializer.Serialize(figures, OutputJson.Readable.TypingReport);
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

    private static void Write(Terminal terminal, TypingReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("what");
        table.AddColumn(new TableColumn("value").RightAligned());
        Row("lines", $"{report.From} to {report.To}{(report.Complete ? "" : " (time was up)")}");
        Row("of the code completed", Percent(report.RatioOfCompletedCode));
        Row("keystrokes saved", Percent(report.KeystrokesSaved));
        Row("keys", Number(report.Keys));
        Row("suggestions shown", Number(report.SuggestionsShown));
        Row("of them taken from", Number(report.SuggestionsAccepted));
        Row("of them typed over", Number(report.ShownThenTypedOver));
        Row("key to answer, p50 ms", Number(report.P50Ms));
        Row("key to answer, p95 ms", Number(report.P95Ms));
        Row(
            "answers within 100 / 200 / 400 ms",
            $"{Percent(report.Under100Ms)} / {Percent(report.Under200Ms)} / {Percent(report.Under400Ms)}"
        );
        Row("answered before the next key", Percent(report.AnsweredShare));
        Row("answered without computing", Percent(report.TypedIntoShare));
        Row("tokens evaluated a key", report.TokensPerKey.ToString("0.0", CultureInfo.InvariantCulture));
        Row("processor seconds for 1,000 keys", report.CpuSecondsPer1000Keys is { } cpu ? Number(cpu) : "?");
        terminal.Out.Write(table);

        void Row(string name, string value) => table.AddRow(Markup.Escape(name), Markup.Escape(value));

        static string Number(double value) => value.ToString("0", CultureInfo.InvariantCulture);

        static string Percent(double value) => (value * 100).ToString("0.0", CultureInfo.InvariantCulture) + " %";
    }
}
