using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using SmolCode.Completion;
using SmolCode.Evaluation;
using SmolCode.Output;
using Spectre.Console;

namespace SmolCode.Commands;

/// <summary><c>smolcode eval</c>: quality on holes, and the making of holes.</summary>
internal static class EvalCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var source = new Argument<string>("source")
        {
            Description = "The hole file (JSON lines); with --make-holes the folder that holes are made from.",
            HelpName = "HOLES.jsonl|DIR",
        };
        var root = new Option<string?>("--root")
        {
            Description = "Folder that the paths in the hole file are relative to.",
            HelpName = "DIR",
        };
        var limit = new Option<int?>("--limit") { Description = "Evaluate the first N rows only.", HelpName = "N" };
        var report = new Option<string?>("--report")
        {
            Description = "Write every row and all summaries here as JSON.",
            HelpName = "OUT.json",
        };
        var record = new Option<string?>("--record")
        {
            Description =
                "Keep the model's answers in this file. What it holds already is not computed again, so that a run that was ended goes on.",
            HelpName = "F",
        };
        var replay = new Option<string?>("--replay")
        {
            Description = "Take the model's answers from this file: checks and order are computed anew, without the model.",
            HelpName = "F",
        };
        var asTyped = new Option<bool>("--as-typed")
        {
            Description =
                "Search as while somebody types, which ends with the first likely candidate, without a deadline. Otherwise everything is looked at.",
        };
        var makeHoles = new Option<int?>("--make-holes") { Description = "Make N holes instead of evaluating.", HelpName = "N" };
        var seed = new Option<int>("--seed")
        {
            Description = "Seed of the holes.",
            HelpName = "S",
            DefaultValueFactory = _ => 1,
        };
        var output = new Option<string?>("--out") { Description = "Hole file to write.", HelpName = "HOLES.jsonl" };
        var policy = CommonOptions.Policy();
        var eagerness = CommonOptions.Eagerness(Eagerness.Balanced);
        var workspace = CommonOptions.Workspace();
        var trust = CommonOptions.Trust();
        var json = CommonOptions.Json();
        var verbose = CommonOptions.Verbose();
        PolicyOption.Validate(policy);
        RequirePositive(limit);
        RequirePositive(makeHoles);

        var command = new Command(
            "eval",
            "Quality of completion on holes in real code.\n\n"
                + "Examples:\n  smolcode eval --make-holes 100 --seed 1 --out holes.jsonl ../SomeRepository\n"
                + "  smolcode eval holes.jsonl --root ../SomeRepository --policy raw --report raw.json"
        )
        {
            source,
            root,
            workspace,
            trust,
            limit,
            policy,
            eagerness,
            report,
            record,
            replay,
            asTyped,
            makeHoles,
            seed,
            output,
            json,
            verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(makeHoles) is not null && result.GetValue(output) is null)
            {
                result.AddError("--make-holes needs --out HOLES.jsonl.");
            }

            if (result.GetValue(record) is not null && result.GetValue(replay) is not null)
            {
                result.AddError("--record and --replay can't be used together.");
            }

            if (result.GetValue(makeHoles) is null && result.GetValue(root) is null)
            {
                result.AddError("--root DIR is needed: the folder that the paths in the hole file are relative to.");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var terminal = new Terminal();
                if (parsed.GetValue(makeHoles) is { } count)
                {
                    return await MakeHolesAsync(
                        parsed.GetRequiredValue(source),
                        count,
                        parsed.GetValue(seed),
                        parsed.GetValue(output)!,
                        parsed.GetValue(json),
                        terminal,
                        cancellationToken
                    );
                }

                var rows = await HoleFile.ReadAsync(parsed.GetRequiredValue(source), cancellationToken);
                if (parsed.GetValue(limit) is { } first)
                {
                    rows = [.. rows.Take(first)];
                }

                var folder = Path.GetFullPath(parsed.GetValue(root)!);
                if (!Directory.Exists(folder))
                {
                    throw new CommandFailedException($"--root: there is no folder {folder}.");
                }

                // Before the work rather than after it.
                if (
                    parsed.GetValue(report) is { } target
                    && Path.GetDirectoryName(Path.GetFullPath(target)) is { } into
                    && !Directory.Exists(into)
                )
                {
                    throw new CommandFailedException($"--report: there is no folder {into}. Create it first.");
                }

                for (var i = 0; i < rows.Count; i++)
                {
                    PunchedDocument.Open(rows[i], folder, i + 1);
                }

                await using var session = Session.Create(terminal, parsed.GetValue(verbose), showProgress: true);
                var chosen = CompletionPolicy.Parse(parsed.GetRequiredValue(policy));
                if (parsed.GetValue(record) is { } recording)
                {
                    session.Record(recording, chosen);
                }
                else if (parsed.GetValue(replay) is { } recorded)
                {
                    session.Replay(recorded);
                }

                await session.OpenWorkspaceAsync(
                    parsed.GetValue(workspace) ?? folder,
                    parsed.GetValue(trust),
                    mayAsk: !parsed.GetValue(json),
                    cancellationToken
                );
                var evaluator = new Evaluator(await session.CompletionForAsync(chosen, cancellationToken), session.Workspace);
                var result = await evaluator.RunAsync(
                    rows,
                    folder,
                    new CompletionOptions
                    {
                        Policy = chosen,
                        Eagerness = parsed.GetValue(eagerness),
                        CheckAll = !parsed.GetValue(asTyped),
                    },
                    new RowProgress(terminal, rows.Count),
                    cancellationToken
                );
                await ReportFile.WriteAsync(
                    parsed.GetValue(report),
                    JsonSerializer.Serialize(result, OutputJson.Readable.EvaluationReport),
                    cancellationToken
                );
                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(
                        JsonSerializer.Serialize(
                            new EvaluationDocument(
                                result.Policy,
                                result.Model,
                                result.Rows,
                                result.Summary,
                                result.ByKind,
                                result.BySource,
                                result.ByRepo,
                                parsed.GetValue(report)
                            ),
                            OutputJson.Readable.EvaluationDocument
                        )
                    );
                }
                else
                {
                    WriteTable(terminal, result);
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static async Task<int> MakeHolesAsync(
        string folder,
        int count,
        int seed,
        string output,
        bool json,
        Terminal terminal,
        CancellationToken cancellationToken
    )
    {
        var rows = HoleMaker.Make(folder, count, seed, cancellationToken);
        await HoleFile.WriteAsync(output, rows, cancellationToken);
        if (json)
        {
            var kinds = rows.GroupBy(r => r.Kind).OrderBy(g => g.Key, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count());
            Console.Out.WriteLine(
                JsonSerializer.Serialize(new HolesDocument(output, rows.Count, kinds), OutputJson.Readable.HolesDocument)
            );
        }
        else
        {
            var fewer = rows.Count < count ? $" There are no more places for the {count} that were asked for." : "";
            terminal.Out.WriteLine($"{rows.Count} holes written to {output}.{fewer}");
            if (rows.Count < count)
            {
                terminal.Note($"{folder} had no room for {count}.");
            }
        }

        return ExitCode.Done;
    }

    private static void WriteTable(Terminal terminal, EvaluationReport report)
    {
        var table = new Table().Border(TableBorder.Simple);
        table.AddColumn("rows of");
        foreach (
            var column in (string[])["n", "first line", "exact", "identifier", "any", "similarity", "shown", "precision", "valid", "p50 ms"]
        )
        {
            table.AddColumn(new TableColumn(column).RightAligned());
        }

        foreach (var (name, summary) in report.ByRepo.Concat(report.ByKind).Append(new("all", report.Summary)))
        {
            table.AddRow(
                Markup.Escape(name),
                summary.Rows.ToString(CultureInfo.InvariantCulture),
                Percent(summary.FirstLineExact),
                Percent(summary.Exact),
                Percent(summary.FirstIdentifierExact),
                Percent(summary.AnyFirstLineExact),
                Percent(summary.EditSimilarity),
                Percent(summary.ShownRate),
                Percent(summary.ShownPrecision),
                Percent(summary.ValidRate),
                summary.P50Ms.ToString("0", CultureInfo.InvariantCulture)
            );
        }

        terminal.Out.MarkupLineInterpolated($"[bold]{report.Policy}[/] · {report.Model}");
        terminal.Out.Profile.Width = Math.Max(terminal.Out.Profile.Width, 120);
        terminal.Out.Write(table);
    }

    private static string Percent(double? value) => value is { } v ? (v * 100).ToString("0.0", CultureInfo.InvariantCulture) : "–";

    private static void RequirePositive(Option<int?> option) =>
        option.Validators.Add(result =>
        {
            if (result.Tokens is [var token] && !(int.TryParse(token.Value, out var n) && n > 0))
            {
                result.AddError($"{option.Name} takes a whole number above 0.");
            }
        });

    /// <summary>A line on stderr every ten seconds.</summary>
    private sealed class RowProgress(Terminal terminal, int total) : IProgress<int>
    {
        private readonly Stopwatch sinceLast = Stopwatch.StartNew();

        public void Report(int value)
        {
            if (sinceLast.Elapsed > TimeSpan.FromSeconds(10) || value == total)
            {
                sinceLast.Restart();
                terminal.Note($"{value} of {total} holes");
            }
        }
    }
}
