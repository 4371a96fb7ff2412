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
                    parsed.GetValue(forEditor),
                    parsed.GetValue(json),
                    parsed.GetResult(minutes) is { Implicit: false }
                );
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
                if (plan.ForEditor)
                {
                    StopAtEndOfInput(stop);
                }

                try
                {
                    return parsed.GetValue(onlyPlan) ? await PlanAsync(plan, view, stop.Token)
                        : parsed.GetValue(discard) ? await DiscardAsync(plan, stop.Token)
                        : await RunAsync(plan, view, stop.Token);
                }
                catch (Exception e) when (e is not OperationCanceledException)
                {
                    if (plan.Json)
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

    private static async Task<int> RunAsync(Plan plan, LearnView view, CancellationToken cancellationToken)
    {
        // Before there are many threads: on Linux each has a priority of its own, which those that it starts inherit.
        BeHumble();
        var folders = UserFolders.ForThisUser();
        var store = new ModelStore(folders, NullLogger<ModelStore>.Instance);
        var (model, adapter) = Weights(plan, store);
        using var onlyOne = await LearnLock.TakeAsync(UserData.Training, string.Join(" and ", plan.From), cancellationToken);
        view.Report("Reading the C#");
        var corpus = CorpusReader.Read(plan.From, cancellationToken);
        view.Report(Describe(corpus.Report));
        var target = LearnTarget.For(corpus.Report.Roots, plan.Name, folders.Models, UserData.Training);
        target.Claim();
        var training = new LocalTraining(folders, TimeProvider.System);
        await training.LoadAsync(view, cancellationToken);
        using var tokenizer = ModelTokenizer.Open(model.Path);
        view.Report("Making rows of it");
        var rows = new TrainingRows(tokenizer, corpus.Training);
        var heldOut = corpus.HeldOut.IsEmpty
            ? []
            : new TrainingRows(tokenizer, corpus.HeldOut).Stream(HeldOutSeed, plan.Options.RowLength).Take(HeldOutRows).ToList();
        var request = Request(plan, target, corpus, model, adapter);
        TrainingOutcome outcome;
        using (var typing = plan.Pauses ? new TypingPause(UserData.TypingMark, TimeProvider.System) : null)
        {
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
            view.Stopped($"Stopped after {outcome.Steps} steps, which are kept: the same command with --resume goes on.");
            return ExitCode.Cancelled;
        }

        var learned = new LearnedAdapter
        {
            Name = target.Name,
            Workspaces = target.Workspaces,
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
            view.Stopped("Stopped before it was proven. What was learned is kept: the same command with --resume proves it.");
            throw;
        }

        return await OfferAsync(plan, view, store, target, learned, proof, model, cancellationToken);
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
        await using var session = Session.Create(new Terminal(), verbose: false, showProgress: false, isTrustTold: plan.ForEditor);
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
        LearnTarget target,
        LearnedAdapter learned,
        ProofReport? proof,
        StoredModel model,
        CancellationToken cancellationToken
    )
    {
        var wins = proof is { Wins: true };
        if (!wins && !plan.Keep)
        {
            File.Delete(target.Output);
            ProofFile.Remove(target.Output);
            Done(
                "It is not shown to be better and is not kept: what was used before stays. The checkpoint is kept: --resume with more --minutes goes on, --keep keeps the adapter all the same."
            );
            return ExitCode.Failed;
        }

        var earlier = LearnedAdapter.Beside(target.Adapter);
        await store.AddAsync(target.Output, Path.GetFileName(target.Adapter), cancellationToken);
        learned.WriteBeside(target.Adapter);
        ProofFile.Remove(target.Adapter);
        if (proof is not null)
        {
            await ProofFile.WriteAsync(target.Adapter, proof, CancellationToken.None);
        }

        var choices = new WorkspaceModels(UserData.Folder);
        // What was learned elsewhere under this name is gone, and what is learned here is nothing for there.
        foreach (var elsewhere in (earlier?.Workspaces ?? []).Except(learned.Workspaces))
        {
            if (choices.Read().GetValueOrDefault(elsewhere)?.Adapter == learned.Name)
            {
                choices.Forget(elsewhere);
            }
        }

        if (wins)
        {
            target.Discard();
            foreach (var folder in learned.Workspaces)
            {
                choices.Choose(folder, new ModelChoice(model.Name, learned.Name));
            }
        }
        else
        {
            // The checkpoint stays, to be gone on with.
            File.Delete(target.Output);
            ProofFile.Remove(target.Output);
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

    /// <summary>What would be done, without anything of it.</summary>
    private static async Task<int> PlanAsync(Plan plan, LearnView view, CancellationToken cancellationToken)
    {
        var folders = UserFolders.ForThisUser();
        var store = new ModelStore(folders, NullLogger<ModelStore>.Instance);
        var (model, adapter) = Weights(plan, store);
        var training = new LocalTraining(folders, TimeProvider.System);
        // Asked first: where training is not possible, nothing has to be read.
        var download = training.HasLibraries ? 0 : training.DownloadBytes;
        view.Report("Reading the C#");
        var corpus = CorpusReader.Read(plan.From, cancellationToken);
        var target = LearnTarget.For(corpus.Report.Roots, plan.Name, folders.Models, UserData.Training);
        var kept = Kept(Request(plan, target, corpus, model, adapter));
        var learned = target.Learned;
        var document = new LearnPlan
        {
            Name = target.Name,
            Folders = target.Workspaces,
            Files = corpus.Report.TrainingFiles,
            Characters = corpus.Report.TrainingCharacters,
            HeldOutFiles = corpus.Report.HeldOutFiles,
            HeldOutCharacters = corpus.Report.HeldOutCharacters,
            HeldOutFolders = corpus.Report.HeldOutFolders,
            LeftOut =
            [
                .. corpus.Report.LeftOut.Select(l => new LearnPlan.Left(
                    l.Reason.ToString(),
                    CorpusReader.Words(l.Reason),
                    l.Count,
                    l.Examples
                )),
            ],
            Minutes = plan.HasMinutes ? plan.Options.Time.TotalMinutes : NextMinutes(kept, plan.Options.Time),
            Threads = plan.Options.Threads,
            Cores = Environment.ProcessorCount,
            Format = LocalTraining.ComputesInBrainFloats ? "bf16" : "f32",
            MemoryBytes = LocalTraining.MostMemory,
            DownloadBytes = download,
            TokensPerSecond = Rate(kept, store),
            LoadsProjects = plan.Trust,
            Problem = LearnLock.Problem(UserData.Training),
            Kept = kept is { Steps: > 0 } or { Fits: false }
                ? new LearnPlan.Earlier(
                    kept.Steps,
                    kept.Tokens,
                    Math.Round(kept.Elapsed.TotalMinutes, 1),
                    kept.Fits,
                    kept.Time?.TotalMinutes
                )
                : null,
            Learned = learned is null
                ? null
                : new LearnPlan.Result(
                    learned,
                    target.Adapter,
                    LearnedAdapter.PathBeside(target.Adapter),
                    target.Workspaces.All(w => new WorkspaceModels(UserData.Folder).Find(w)?.Adapter == target.Name),
                    await ProofFile.ReadAsync(target.Adapter, cancellationToken)
                ),
        };
        if (plan.Json)
        {
            LearnView.Write(new LearnProgressLine("plan") { Plan = document });
        }
        else
        {
            Console.Out.WriteLine(document);
        }

        return ExitCode.Done;
    }

    /// <summary>Deletes what was kept of a training.</summary>
    private static async Task<int> DiscardAsync(Plan plan, CancellationToken cancellationToken)
    {
        var target = LearnTarget.For(
            [.. plan.From.Select(Path.GetFullPath)],
            plan.Name,
            UserFolders.ForThisUser().Models,
            UserData.Training
        );
        using var onlyOne = await LearnLock.TakeAsync(UserData.Training, string.Join(" and ", plan.From), cancellationToken);
        var message = target.Discard() ? $"The checkpoint of {target.Name} is deleted." : $"There is no checkpoint of {target.Name}.";
        if (plan.Json)
        {
            LearnView.Write(new LearnProgressLine("done") { Message = message });
        }
        else
        {
            Console.Out.WriteLine(message);
        }

        return ExitCode.Done;
    }

    private static (StoredModel Model, StoredModel? Adapter) Weights(Plan plan, ModelStore store)
    {
        var model = store.Find(ModelStore.DefaultModel);
        var adapter = plan.Base == "none" ? null : store.Find(plan.Base);
        return adapter is { IsAdapter: false }
            ? throw new CommandFailedException(
                $"--base: {adapter.Name} is a model, not an adapter. Choose an adapter (smolcode model list), or none."
            )
            : (model, adapter);
    }

    private static TrainingRequest Request(Plan plan, LearnTarget target, CodeCorpus corpus, StoredModel model, StoredModel? adapter) =>
        new()
        {
            Model = model.Path,
            Adapter = adapter?.Path,
            Output = target.Output,
            Checkpoint = target.Checkpoint,
            Corpus = Identity(corpus),
            Workspace = Hash(string.Join('\n', corpus.Report.Roots)),
            Resume = plan.Resume,
            Options = plan.Options,
        };

    private static KeptTraining? Kept(TrainingRequest request)
    {
        try
        {
            return LocalTraining.FindKept(request);
        }
        catch (TrainingException)
        {
            // Damaged, or not to be read: there is something, to be discarded or overwritten.
            return new KeptTraining(0, 0, TimeSpan.Zero, null, Fits: false);
        }
    }

    /// <summary>What was asked for before, or longer where that is over.</summary>
    private static double NextMinutes(KeptTraining? kept, TimeSpan usual) =>
        kept is not { Fits: true, Steps: > 0 } ? usual.TotalMinutes
        : (kept.Time ?? usual) is var asked && kept.Elapsed < asked ? asked.TotalMinutes
        : Math.Ceiling(kept.Elapsed.TotalMinutes) + usual.TotalMinutes;

    /// <summary>Tokens a second of the last training on this machine.</summary>
    private static double? Rate(KeptTraining? kept, ModelStore store) =>
        kept is { Tokens: > 0, Elapsed.TotalSeconds: > 0 }
            ? Math.Round(kept.Tokens / kept.Elapsed.TotalSeconds)
            : store
                .List()
                .Where(m => m.IsAdapter)
                .Select(m => LearnedAdapter.Beside(m.Path))
                .OfType<LearnedAdapter>()
                .Where(l => l is { Tokens: > 0, Minutes: > 0 })
                .OrderByDescending(l => l.Made)
                .Select(l => (double?)Math.Round(l.Tokens / l.Minutes / 60))
                .FirstOrDefault();

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
        bool ForEditor,
        bool Json,
        bool HasMinutes
    );
}
