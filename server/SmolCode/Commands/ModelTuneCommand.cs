using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference;
using SmolCode.Inference.Tuning;
using SmolCode.Output;

namespace SmolCode.Commands;

/// <summary><c>smolcode model tune</c>: measures how a model is used best on this machine.</summary>
internal static class ModelTuneCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var name = new Argument<string?>("name")
        {
            Description = "A model by name or path; without, the one in use.",
            HelpName = "NAME",
            Arity = ArgumentArity.ZeroOrOne,
        };
        name.Validators.Add(result =>
        {
            if (result.Tokens is [{ Value: ['-', ..] option }])
            {
                result.AddError($"There is no option '{option}'.");
            }
        });
        var adapter = new Option<string?>("--adapter")
        {
            Description = "With NAME: the adapter that is merged in, by name or path, as with 'model use'.",
            HelpName = "NAME",
        };
        var maxLoss = new Option<double>("--max-loss")
        {
            Description = "How much higher the perplexity on C# may be than the original's, in percent.",
            HelpName = "PERCENT",
            DefaultValueFactory = _ => 1,
            CustomParser = result => Number(result, 0, 100, "--max-loss takes a percentage from 0 to 100, e.g. 1.5."),
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "Repeat measurements until this time is over; three rounds are made in any case.",
            HelpName = "N",
            DefaultValueFactory = _ => 5,
            CustomParser = result => Number(result, 0.1, 240, "--minutes takes a number from 0.1 to 240."),
        };
        var dryRun = new Option<bool>("--dry-run") { Description = "Measure and print, but keep nothing." };
        var reset = new Option<bool>("--reset") { Description = "Forget what was measured (of NAME, or of all models), measure nothing." };
        var json = CommonOptions.Json();
        var verbose = CommonOptions.Verbose();
        var command = new Command(
            "tune",
            "Measure layouts, threads and batch sizes, and use the fastest that loses little, from the next start on. Close other programs first.\n\nExample: smolcode model tune --max-loss 1"
        )
        {
            name,
            adapter,
            maxLoss,
            minutes,
            dryRun,
            reset,
            json,
            verbose,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(adapter) is not null && result.GetValue(name) is null)
            {
                result.AddError("--adapter needs the name of the model that it is merged into.");
            }

            if (result.GetValue(reset) && result.GetValue(dryRun))
            {
                result.AddError("--reset and --dry-run can't be used together.");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                if (parsed.GetValue(reset))
                {
                    Reset(parsed.GetValue(name), parsed.GetValue(json));
                    return ExitCode.Done;
                }

                var choice = parsed.GetValue(name) is { } named
                    ? ModelChoice.Of(
                        new ModelStore(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance),
                        named,
                        parsed.GetValue(adapter)
                    )
                    : ModelChoice.Read(UserData.Folder);
                var terminal = new Terminal();
                using var loggers = Logging.ToStandardError(parsed.GetValue(verbose) ? LogLevel.Debug : LogLevel.Warning);
                var tuner = new ModelTuner(
                    EngineOptions.ForThisProgram() with
                    {
                        Model = choice.Model,
                        Adapter = choice.Adapter,
                    },
                    new TuningOptions { MaxLoss = parsed.GetValue(maxLoss) / 100, Budget = TimeSpan.FromMinutes(parsed.GetValue(minutes)) },
                    new NoteProgress(terminal),
                    loggers.CreateLogger<EngineLanguageModel>()
                );
                TuningReport report;
                try
                {
                    report = await tuner.RunAsync(cancellationToken);
                }
                catch (MachineTooBusyException exception)
                {
                    throw new CommandFailedException(exception.Message);
                }

                var kept = report.Chosen is not null && !parsed.GetValue(dryRun);
                if (kept)
                {
                    new TunedModels(UserData.TunedModels).Add(report.ToTunedModel(TimeProvider.System.GetUtcNow()));
                }

                if (parsed.GetValue(json))
                {
                    Console.Out.WriteLine(JsonSerializer.Serialize(new TuningDocument(report, kept), OutputJson.Readable.TuningDocument));
                }
                else
                {
                    TuningView.Write(terminal, report);
                }

                if (report.Chosen is null)
                {
                    throw new CommandFailedException(report.Reason);
                }

                if (!parsed.GetValue(json))
                {
                    Console.Out.WriteLine($"Best: {TuningView.Words(report.Chosen)}. {report.Reason}");
                    Console.Out.WriteLine(
                        kept
                            ? "It is used from now on; a server that runs takes it up when it is started again. 'smolcode model tune --reset' forgets it."
                            : "Nothing was kept (--dry-run)."
                    );
                }

                return ExitCode.Done;
            }
        );
        return command;
    }

    private static void Reset(string? name, bool json)
    {
        // A name that was measured once may be of a model that is gone.
        var forgotten = new TunedModels(UserData.TunedModels).Remove(t =>
            name is null || string.Equals(t.Model, name, StringComparison.OrdinalIgnoreCase)
        );
        if (forgotten == 0 && name is not null)
        {
            // Whether the name means anything: the error says what there is.
            ModelChoice.Of(new ModelStore(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance), name, null);
        }

        if (json)
        {
            Console.Out.WriteLine(
                JsonSerializer.Serialize(new ForgottenTuningsDocument(forgotten), OutputJson.Readable.ForgottenTuningsDocument)
            );
            return;
        }

        Console.Out.WriteLine(
            forgotten == 0
                ? $"There is no result of 'smolcode model tune'{(name is null ? "" : $" for {name}")}."
                : $"{forgotten} result{(forgotten == 1 ? " is" : "s are")} forgotten; models are used as without tuning, servers that run from their next start on."
        );
    }

    private static double Number(System.CommandLine.Parsing.ArgumentResult result, double least, double most, string problem)
    {
        if (
            double.TryParse(result.Tokens[0].Value, NumberStyles.Float, CultureInfo.InvariantCulture, out var value)
            && value >= least
            && value <= most
        )
        {
            return value;
        }

        result.AddError(problem);
        return least;
    }
}
