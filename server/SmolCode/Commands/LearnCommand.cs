using System.CommandLine;
using System.CommandLine.Parsing;
using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
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
    private const int Seed = 1;
    private const int HeldOutSeed = 5;
    private const int HeldOutRows = 8;

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
            Description = "Minutes of training. More is better for as long as a night.",
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
            json,
        };
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
                var plan = new Plan(
                    parsed.GetRequiredValue(from),
                    parsed.GetRequiredValue(baseAdapter),
                    parsed.GetValue(name),
                    new TrainingOptions
                    {
                        Time = TimeSpan.FromMinutes(parsed.GetValue(minutes)),
                        Rank = parsed.GetValue(rank),
                        Threads = parsed.GetValue(threads),
                        Seed = Seed,
                    },
                    parsed.GetValue(resume),
                    parsed.GetValue(keep),
                    parsed.GetValue(holes),
                    !parsed.GetValue(noPause),
                    parsed.GetValue(trust),
                    parsed.GetValue(json)
                );
                try
                {
                    return await RunAsync(plan, view, cancellationToken);
                }
                catch (TrainingException e)
                {
                    throw new CommandFailedException(e.Message);
                }
            }
        );
        return command;
    }

    private static async Task<int> RunAsync(Plan plan, LearnView view, CancellationToken cancellationToken)
    {
        var folders = UserFolders.ForThisUser();
        var store = new ModelStore(folders, NullLogger<ModelStore>.Instance);
        var model = store.Find(ModelStore.DefaultModel);
        var adapter = plan.Base == "none" ? null : store.Find(plan.Base);
        if (adapter is { IsAdapter: false })
        {
            throw new CommandFailedException(
                $"--base: {adapter.Name} is a model, not an adapter. Choose an adapter (smolcode model list), or none."
            );
        }

        view.Report("Reading the C#");
        var corpus = CorpusReader.Read(plan.From, cancellationToken);
        view.Report(Describe(corpus.Report));
        var name = plan.Name ?? NameFor(corpus.Report.Roots[0]);
        var target = Path.Combine(folders.Models, $"{name}.lora.gguf");
        if (File.Exists(target) && LearnedAdapter.Beside(target) is null)
        {
            throw new CommandFailedException($"There is an adapter {name} that was not learned here ({target}). Name another with --out.");
        }

        var training = new LocalTraining(folders, TimeProvider.System);
        await training.LoadAsync(view, cancellationToken);
        using var tokenizer = ModelTokenizer.Open(model.Path);
        view.Report("Making rows of it");
        var rows = new TrainingRows(tokenizer, corpus.Training);
        var heldOut = corpus.HeldOut.IsEmpty
            ? []
            : new TrainingRows(tokenizer, corpus.HeldOut).Stream(HeldOutSeed, plan.Options.RowLength).Take(HeldOutRows).ToList();
        var work = Path.Combine(UserData.Training, name);
        var request = new TrainingRequest
        {
            Model = model.Path,
            Adapter = adapter?.Path,
            Output = Path.Combine(work, $"{name}.lora.gguf"),
            Checkpoint = Path.Combine(work, "checkpoint.bin"),
            Corpus = Identity(corpus),
            Workspace = Hash(string.Join('\n', corpus.Report.Roots)),
            Resume = plan.Resume,
            Options = plan.Options,
        };
        TrainingOutcome outcome;
        using (var typing = plan.Pauses ? new TypingPause(UserData.TypingMark, TimeProvider.System) : null)
        {
            BeHumble();
            IReadOnlyList<IPause> pauses = typing is null ? [] : [new BatteryPause(TimeProvider.System), typing];
            // Off the command's thread, which hears Ctrl+C.
            outcome = await Task.Run(
                () =>
                    training.Train(
                        request,
                        () => rows.Stream(Seed, plan.Options.RowLength),
                        heldOut,
                        pauses,
                        view,
                        view,
                        cancellationToken
                    ),
                CancellationToken.None
            );
        }

        if (outcome.Stopped)
        {
            view.Report($"Stopped after {outcome.Steps} steps, which are kept: the same command with --resume goes on.");
            return ExitCode.Cancelled;
        }

        var learned = new LearnedAdapter
        {
            Name = name,
            Workspaces = [.. corpus.Report.Roots.Select(WorkspaceModels.FolderOf).Distinct()],
            Model = model.Name,
            Base = adapter?.Name,
            Made = TimeProvider.System.GetUtcNow(),
            Files = corpus.Report.TrainingFiles,
            HeldOutFiles = corpus.Report.HeldOutFiles,
            HeldOutFolders = corpus.Report.HeldOutFolders,
            Steps = outcome.Steps,
            Tokens = outcome.Tokens,
            Minutes = Math.Round(outcome.Elapsed.TotalMinutes, 2),
            Format = outcome.IsBrainFloat ? "bf16" : "f32",
            Rank = plan.Options.Rank,
            HeldOutLossBefore = Round(outcome.HeldOutBefore),
            HeldOutLossAfter = Round(outcome.HeldOutAfter),
            Curve = [.. outcome.Curve.Select(p => (System.Collections.Immutable.ImmutableArray<double>)[p.Step, p.Loss])],
        };
        // Named as the user named it, so that the report says it in these words.
        var isPath = plan.Base.Contains('/', StringComparison.Ordinal) || plan.Base.Contains('\\', StringComparison.Ordinal);
        var before = new ModelChoice(model.Name, isPath ? adapter?.Path : adapter?.Name);
        ProofReport? proof;
        try
        {
            proof = await ProveAsync(plan, view, corpus, request, before, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            view.Report("Stopped before it was proven. What was learned is kept: the same command with --resume proves it.");
            throw;
        }

        return await OfferAsync(plan, view, store, request, target, learned, proof, model, cancellationToken);
    }

    /// <summary>The whole pipeline on holes in held-out files, before and after; null: there are no holes to prove it on.</summary>
    private static async Task<ProofReport?> ProveAsync(
        Plan plan,
        LearnView view,
        CodeCorpus corpus,
        TrainingRequest request,
        ModelChoice before,
        CancellationToken cancellationToken
    )
    {
        var root = corpus.Report.Roots[0];
        var folder = WorkspaceModels.FolderOf(root);
        var paths = corpus.HeldOut.Where(f => f.Root == folder).Select(f => f.Path).ToList();
        if (paths.Count == 0 || plan.Holes == 0)
        {
            view.Report(
                plan.Holes == 0 ? "It is not proven (--holes 0)" : $"Nothing below {folder} is held out: what was learned can't be proven"
            );
            return null;
        }

        view.Report("Proving it: holes in held-out files, completed with both adapters (some minutes)");
        await using var session = Session.Create(new Terminal(), verbose: false, showProgress: false);
        try
        {
            await session.OpenWorkspaceAsync(plan.From[0], plan.Trust, mayAsk: false, cancellationToken);
            var proof = await AdapterProver.ProveAsync(
                session,
                folder,
                before,
                before with
                {
                    Adapter = request.Output,
                },
                new ProofHoles(folder, paths) { Count = plan.Holes },
                corpus.Report.HeldOutFolders,
                view,
                cancellationToken
            );
            view.Report(proof.ToString());
            return proof;
        }
        catch (EvaluationException e)
        {
            view.Report($"What was learned can't be proven: {e.Message}");
            return null;
        }
    }

    private static async Task<int> OfferAsync(
        Plan plan,
        LearnView view,
        ModelStore store,
        TrainingRequest request,
        string target,
        LearnedAdapter learned,
        ProofReport? proof,
        StoredModel model,
        CancellationToken cancellationToken
    )
    {
        var wins = proof is { Wins: true };
        if (!wins && !plan.Keep)
        {
            File.Delete(request.Output);
            ProofFile.Remove(request.Output);
            Done(
                "It is not shown to be better and is not kept: what was used before stays. The checkpoint is kept: --resume with more --minutes goes on, --keep keeps the adapter all the same."
            );
            return ExitCode.Failed;
        }

        await store.AddAsync(request.Output, Path.GetFileName(target), cancellationToken);
        learned.WriteBeside(target);
        ProofFile.Remove(target);
        if (proof is not null)
        {
            await ProofFile.WriteAsync(target, proof, CancellationToken.None);
            ProofFile.Remove(request.Output);
        }

        if (wins)
        {
            File.Delete(request.Checkpoint);
            var choices = new WorkspaceModels(UserData.Folder);
            foreach (var folder in learned.Workspaces)
            {
                choices.Choose(folder, new ModelChoice(model.Name, learned.Name));
            }
        }

        Done(
            wins
                ? $"It is used in {string.Join(" and ", learned.Workspaces)} from now on, and nowhere else; a server that runs takes it up when it is started again. 'smolcode model remove {learned.Name}' deletes it."
                : $"It is kept, but not used: 'smolcode model use {model.Name} --adapter {learned.Name} --workspace {learned.Workspaces[0]}' does."
        );
        return ExitCode.Done;

        void Done(string message)
        {
            if (plan.Json)
            {
                LearnView.Write(
                    new LearnProgressLine("done")
                    {
                        Adapter = learned,
                        Proof = proof,
                        IsUsed = wins,
                        Message = message,
                    }
                );
                return;
            }

            view.Report(message);
            Console.Out.WriteLine(learned.Describe());
        }
    }

    private static string Describe(CorpusReport report)
    {
        var leftOut = report.LeftOut.Sum(l => l.Count);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{report.TrainingFiles} files ({report.TrainingCharacters / 1e6:0.0} M characters) to learn from, {report.HeldOutFiles} held out to measure on ({string.Join(", ", report.HeldOutFolders)}), {leftOut} files or folders left out"
        );
    }

    private static string NameFor(string root)
    {
        var plain = new string([
            .. Path.GetFileNameWithoutExtension(WorkspaceModels.FolderOf(root))
                .Select(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' ? c : '-'),
        ]);
        return $"{(plain.Length == 0 ? "workspace" : plain)}-learned";
    }

    private static string Identity(CodeCorpus corpus)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in corpus.Training)
        {
            hash.AppendData(Encoding.UTF8.GetBytes($"{file.Path}\0{file.Text}\0"));
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset())[..32];
    }

    private static string Hash(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];

    private static double? Round(double? value) => value is { } v ? Math.Round(v, 4) : null;

    /// <summary>Whoever else wants the processor has it first.</summary>
    private static void BeHumble()
    {
        try
        {
            using var process = Process.GetCurrentProcess();
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is System.ComponentModel.Win32Exception or PlatformNotSupportedException)
        {
            // Then it is as important as others.
        }
    }

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

    /// <summary>What the user asked for.</summary>
    private sealed record Plan(
        string[] From,
        string Base,
        string? Name,
        TrainingOptions Options,
        bool Resume,
        bool Keep,
        int Holes,
        bool Pauses,
        bool Trust,
        bool Json
    );
}
