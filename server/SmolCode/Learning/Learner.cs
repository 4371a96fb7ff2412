using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Output;
using SmolCode.Training;
using SmolCode.Training.Runs;

namespace SmolCode.Learning;

/// <summary>Trains an adapter on the user's own code, and offers it where it is shown to be better.</summary>
internal static class Learner
{
    /// <summary>Of the rows' order and the updates' beginning.</summary>
    public const int Seed = 1;

    private const int HeldOutSeed = 5;
    private const int HeldOutRows = 8;

    /// <summary>Trains, proves and offers.</summary>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(LearnOrder order, LearnView view, CancellationToken cancellationToken)
    {
        // Before there are many threads: on Linux each has a priority of its own, which those that it starts inherit.
        BeHumble();
        var folders = UserFolders.ForThisUser();
        var store = new ModelStore(folders, NullLogger<ModelStore>.Instance);
        var (model, adapter) = order.Weights(store);
        using var onlyOne = await LearnLock.TakeAsync(UserData.Training, string.Join(" and ", order.From), cancellationToken);
        view.Report("Reading the C#");
        var corpus = CorpusReader.Read(order.From, cancellationToken);
        view.Report(Describe(corpus.Report));
        var target = LearnTarget.For(corpus.Report.Roots, order.Name, folders.Models, UserData.Training);
        target.Claim();
        var training = new LocalTraining(folders, TimeProvider.System);
        await training.LoadAsync(view, cancellationToken);
        using var tokenizer = ModelTokenizer.Open(model.Path);
        view.Report("Making rows of it");
        var rows = new TrainingRows(tokenizer, corpus.Training);
        var heldOut = corpus.HeldOut.IsEmpty
            ? []
            : new TrainingRows(tokenizer, corpus.HeldOut).Stream(HeldOutSeed, order.Options.RowLength).Take(HeldOutRows).ToList();
        var request = order.Request(target, corpus, model, adapter);
        TrainingOutcome outcome;
        using (var typing = order.Pauses ? new TypingPause(UserData.TypingMark, TimeProvider.System) : null)
        {
            IReadOnlyList<IPause> pauses = typing is null ? [] : [new BatteryPause(TimeProvider.System), typing];
            // Off the command's thread, which hears Ctrl+C.
            outcome = await Task.Run(
                () =>
                    training.Train(
                        request,
                        () => rows.Stream(Seed, order.Options.RowLength),
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
            Rank = order.Options.Rank,
            HeldOutLossBefore = Round(outcome.HeldOutBefore),
            HeldOutLossAfter = Round(outcome.HeldOutAfter),
            Curve = [.. outcome.Curve.Select(p => (System.Collections.Immutable.ImmutableArray<double>)[p.Step, p.Loss])],
        };
        // What completes there now is what has to be beaten: another model that the user chose, or what was learned the last time.
        var before = ModelChoice.For(UserData.Folder, WorkspaceModels.FolderOf(corpus.Report.Roots[0]));
        ProofReport? proof;
        try
        {
            proof = await ProveAsync(order, view, corpus, before, new ModelChoice(model.Name, target.Output), cancellationToken);
        }
        catch (OperationCanceledException)
        {
            view.Stopped("Stopped before it was proven. What was learned is kept: the same command with --resume proves it.");
            throw;
        }

        return await OfferAsync(order, view, store, target, learned, proof, model, cancellationToken);
    }

    /// <summary>The whole pipeline on holes in held-out files, before and after; null: there are no holes to prove it on.</summary>
    private static async Task<ProofReport?> ProveAsync(
        LearnOrder order,
        LearnView view,
        CodeCorpus corpus,
        ModelChoice before,
        ModelChoice after,
        CancellationToken cancellationToken
    )
    {
        if (corpus.HeldOut.IsEmpty || order.Holes == 0)
        {
            view.Report(order.Holes == 0 ? "It is not proven (--holes 0)" : "Nothing is held out: what was learned can't be proven");
            return null;
        }

        // Of several workspaces all are opened, and the holes are in any of them.
        List<string> files = [.. corpus.HeldOut.Select(f => Path.Combine(f.Root, f.Path))];
        var folder = corpus.Report.Roots.Length == 1 ? WorkspaceModels.FolderOf(corpus.Report.Roots[0]) : AdapterProver.CommonFolder(files);
        List<string> paths = [.. files.Select(f => Path.GetRelativePath(folder, f).Replace('\\', '/'))];

        view.Report("Proving it: holes in held-out files, completed with both adapters (some minutes)");
        await using var session = Session.Create(new Terminal(), verbose: false, showProgress: false, isTrustTold: order.ForEditor);
        try
        {
            // A file stands for its folder: one alone can't be opened beside others.
            await session.OpenWorkspacesAsync(
                [.. order.From.Select(f => f.EndsWith(".cs", StringComparison.OrdinalIgnoreCase) ? WorkspaceModels.FolderOf(f) : f)],
                order.Trust,
                mayAsk: false,
                cancellationToken
            );
            var proof = await AdapterProver.ProveAsync(
                session,
                folder,
                before,
                after,
                new ProofHoles(folder, paths) { Count = order.Holes },
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
        LearnOrder order,
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
        if (!wins && !order.Keep)
        {
            File.Delete(target.Output);
            ProofFile.Remove(target.Output);
            Done(
                "It is not shown to be better and is not kept: what was used before stays. The checkpoint is kept: --resume with more --minutes goes on, --keep keeps the adapter all the same."
            );
            return ExitCode.Failed;
        }

        var choices = new WorkspaceModels(UserData.Folder);
        if (!wins && choices.Read().Values.Any(c => c.Adapter == learned.Name))
        {
            // The one in use was better; this one stands beside it.
            learned = learned with
            {
                Name = $"{learned.Name}-kept",
            };
        }

        var file = target.AdapterOf(learned.Name);
        var earlier = LearnedAdapter.Beside(file);
        await store.AddAsync(target.Output, Path.GetFileName(file), cancellationToken);
        learned.WriteBeside(file);
        ProofFile.Remove(file);
        if (proof is not null)
        {
            await ProofFile.WriteAsync(file, proof, CancellationToken.None);
        }

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
            if (order.Json)
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
}
