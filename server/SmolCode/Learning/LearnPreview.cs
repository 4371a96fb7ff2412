using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Output;
using SmolCode.Training;

namespace SmolCode.Learning;

/// <summary>Says what learning would do, and what is kept of an earlier training.</summary>
internal static class LearnPreview
{
    /// <summary>What would be done, without anything of it.</summary>
    public static async Task<int> ShowAsync(LearnOrder order, LearnView view, CancellationToken cancellationToken)
    {
        var folders = UserFolders.ForThisUser();
        var store = new ModelStore(folders, NullLogger<ModelStore>.Instance);
        var (model, adapter) = order.Weights(store);
        var training = new LocalTraining(folders, TimeProvider.System);
        // Asked first: where training is not possible, nothing has to be read.
        var download = training.HasLibraries ? 0 : training.DownloadBytes;
        view.Report("Reading the C#");
        var corpus = CorpusReader.Read(order.From, cancellationToken);
        var target = LearnTarget.For(corpus.Report.Roots, order.Name, folders.Models, UserData.Training);
        var kept = Kept(order.Request(target, corpus, model, adapter));
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
            Minutes = order.HasMinutes ? order.Options.Time.TotalMinutes : NextMinutes(kept, order.Options.Time),
            Threads = order.Options.Threads,
            Cores = Environment.ProcessorCount,
            Format = LocalTraining.ComputesInBrainFloats ? "bf16" : "f32",
            MemoryBytes = LocalTraining.MostMemory,
            DownloadBytes = download,
            TokensPerSecond = Rate(kept, store),
            LoadsProjects = order.Trust,
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
        if (order.Json)
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
    public static async Task<int> DiscardAsync(LearnOrder order, CancellationToken cancellationToken)
    {
        var target = LearnTarget.For(
            [.. order.From.Select(Path.GetFullPath)],
            order.Name,
            UserFolders.ForThisUser().Models,
            UserData.Training
        );
        using var onlyOne = await LearnLock.TakeAsync(UserData.Training, string.Join(" and ", order.From), cancellationToken);
        var message = target.Discard() ? $"The checkpoint of {target.Name} is deleted." : $"There is no checkpoint of {target.Name}.";
        if (order.Json)
        {
            LearnView.Write(new LearnProgressLine("done") { Message = message });
        }
        else
        {
            Console.Out.WriteLine(message);
        }

        return ExitCode.Done;
    }

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
}
