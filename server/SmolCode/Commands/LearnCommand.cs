using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Learning;
using SmolCode.Output;
using SmolCode.Training;
using SmolCode.Training.Runs;

namespace SmolCode.Commands;

/// <summary><c>smolcode learn</c>: trains an adapter on the user's own code.</summary>
internal static class LearnCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "learn";

    private const int DefaultHoles = 120;

    /// <summary>Creates the command.</summary>
    public static Command Create()
    {
        var from = new Option<string[]>("--from")
        {
            Description = "Folders, solutions or projects whose C# is learned from. Generated, ignored and secret files are left out.",
            HelpName = "PATH",
            Required = true,
            AllowMultipleArgumentsPerToken = true,
        };
        var minutes = new Option<double>("--minutes")
        {
            Description = "Minutes of training. A large code base takes a night; one that is read over and over is learned by heart.",
            HelpName = "N",
            DefaultValueFactory = _ => 60,
            CustomParser = result => (double)Number(result, 0.1, 60 * 24 * 7, "--minutes takes a number from 0.1 to 10080."),
        };
        var baseAdapter = new Option<string>("--base")
        {
            Description = "The adapter to begin with, by name or path; 'none' for the model as it is.",
            HelpName = "ADAPTER",
            DefaultValueFactory = _ => ModelStore.DefaultAdapter,
        };
        var name = new Option<string?>("--out")
        {
            Description = "The name of the adapter that is made. Without it that of the first folder, with -learned.",
            HelpName = "NAME",
        };
        var rank = new Option<int>("--rank")
        {
            Description = "Rank of what is learned: how much it can hold, and how large it is.",
            HelpName = "N",
            DefaultValueFactory = _ => 32,
            CustomParser = result => Multiple(result, "--rank takes a multiple of 32 up to 256."),
        };
        var threads = new Option<int>("--threads")
        {
            Description = "Threads that compute. Default: half of the cores.",
            HelpName = "N",
            DefaultValueFactory = _ => new TrainingOptions().Threads,
            CustomParser = result =>
                (int)Number(
                    result,
                    1,
                    Environment.ProcessorCount,
                    string.Create(CultureInfo.InvariantCulture, $"--threads takes a number from 1 to {Environment.ProcessorCount}.")
                ),
        };
        var resume = new Option<bool>("--resume") { Description = "Go on where a training of the same files was ended." };
        var keep = new Option<bool>("--keep")
        {
            Description = "Keep the adapter although it is not shown to be better on what is held out.",
        };
        var holes = new Option<int>("--holes")
        {
            Description =
                $"Most holes of the proof, each completed twice. Fewer than {ProofReport.LeastHoles} prove nothing; 0: no proof, and --keep is needed.",
            HelpName = "N",
            DefaultValueFactory = _ => DefaultHoles,
            CustomParser = result => (int)Number(result, 0, 10_000, "--holes takes a number from 0 to 10000."),
        };
        var noPause = new Option<bool>("--no-pause")
        {
            Description = "Don't wait while the machine runs on its battery or somebody types.",
        };
        var trust = CommonOptions.Trust();
        var onlyPlan = new Option<bool>("--plan")
        {
            Description = "Say what would be read, left out and held out, how long it takes and what is downloaded; nothing is trained.",
        };
        var discard = new Option<bool>("--discard")
        {
            Description = "Delete the checkpoint of a training that was ended; nothing is trained.",
        };
        // The editor's server is its stdin's other end: stopping is closing it, on every platform, and a server that dies closes it too.
        var forEditor = new Option<bool>("--for-editor")
        {
            Description = "Stop, and save, when stdin ends; the workspace is trusted if --trust says so, whatever was remembered.",
            Hidden = true,
        };
        var json = new Option<bool>("--json") { Description = "Put one JSON document a line on stdout, and nothing else there." };
        var command = new Command(
            Name,
            "Learn your code base: trains an adapter on this machine's processor, for this workspace alone. Nothing leaves the machine; libtorch is downloaded once (docs/training.md).\n\nExample: smolcode learn --from src --minutes 120"
        )
        {
            from,
            minutes,
            baseAdapter,
            name,
            rank,
            threads,
            resume,
            keep,
            holes,
            noPause,
            trust,
            onlyPlan,
            discard,
            forEditor,
            json,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(onlyPlan) && result.GetValue(discard))
            {
                result.AddError("--plan and --discard are two things: take one of them.");
            }
        });
        name.Validators.Add(result =>
        {
            if (
                result.Tokens is [{ Value: var value }]
                && (value.Length == 0 || value.Any(c => !char.IsAsciiLetterOrDigit(c) && c is not ('-' or '_')))
            )
            {
                result.AddError("--out takes a name of letters, digits, - and _.");
            }
        });
        command.SetAction(
            async (parsed, cancellationToken) =>
            {
                var view = new LearnView(new Terminal(), parsed.GetValue(json), TimeProvider.System);
                var order = new LearnOrder(
                    parsed.GetRequiredValue(from),
                    parsed.GetRequiredValue(baseAdapter),
                    parsed.GetValue(name),
                    new TrainingOptions
                    {
                        Time = TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                        Rank = parsed.GetValue(rank),
                        Threads = parsed.GetValue(threads),
                        Seed = Learner.Seed,
                    },
                    parsed.GetValue(resume),
                    parsed.GetValue(keep),
                    parsed.GetValue(holes),
                    !parsed.GetValue(noPause),
                    parsed.GetValue(trust),
                    parsed.GetValue(forEditor),
                    parsed.GetValue(json),
                    parsed.GetResult(minutes) is { Implicit: false }
                );
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (order.ForEditor)
                {
                    StopAtEndOfInput(stop);
                }

                try
                {
                    return parsed.GetValue(onlyPlan) ? await LearnPreview.ShowAsync(order, view, stop.Token)
                        : parsed.GetValue(discard) ? await LearnPreview.DiscardAsync(order, stop.Token)
                        : await Learner.RunAsync(order, view, stop.Token);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    if (order.Json)
                    {
                        LearnView.Write(new LearnProgressLine("failed") { Message = e.Message });
                    }

                    if (e is TrainingException)
                    {
                        throw new CommandFailedException(e.Message);
                    }

                    throw;
                }
            }
        );
        return command;
    }

    /// <summary>Cancels when stdin ends. What is sent there says nothing.</summary>
    private static void StopAtEndOfInput(CancellationTokenSource stop) =>
        new Thread(() =>
        {
            using var input = Console.OpenStandardInput();
            while (input.ReadByte() >= 0) { }
            try
            {
                stop.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // The command was done before.
            }
        })
        {
            IsBackground = true,
            Name = "End of input",
        }.Start();

    private static double Number(ArgumentResult result, double least, double most, string problem)
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

    private static int Multiple(ArgumentResult result, string problem)
    {
        var value = (int)Number(result, 32, 256, problem);
        if (value % 32 != 0)
        {
            result.AddError(problem);
        }

        return value;
    }
}
