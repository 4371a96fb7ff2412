using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Inference.Tuning;
using SmolCode.Learning;

namespace SmolCode;

/// <summary>What became of a model that was deleted, and of those who used it.</summary>
/// <param name="WasUsed">It was the user's choice: the bundled model is from now on.</param>
/// <param name="Workspaces">Folders of workspaces that had chosen it, and have no choice of their own any more.</param>
internal sealed record RemovedModel(bool WasUsed, IReadOnlyList<string> Workspaces)
{
    /// <summary>Deletes a model of the user's, and all choices and results of tuning that name it.</summary>
    /// <exception cref="ModelFileException">It can't be deleted.</exception>
    public static async Task<RemovedModel> RemoveAsync(
        ModelStore store,
        StoredModel model,
        string dataFolder,
        CancellationToken cancellationToken
    )
    {
        await store.RemoveAsync(model, cancellationToken);
        ProofFile.Remove(model.Path);
        LearnedAdapter.ForgetBeside(model.Path);
        new TunedModels(Path.Combine(dataFolder, Path.GetFileName(UserData.TunedModels))).Remove(t =>
            t.Model == model.Name || t.Adapter == model.Name
        );
        var wasUsed = ModelChoice.Read(dataFolder).Names(model);
        if (wasUsed)
        {
            ModelChoice.Bundled.Write(dataFolder);
        }

        var choices = new WorkspaceModels(dataFolder);
        var workspaces = choices.Read().Where(w => w.Value.Names(model)).Select(w => w.Key).ToList();
        foreach (var folder in workspaces)
        {
            choices.Forget(folder);
        }

        return new RemovedModel(wasUsed, workspaces);
    }
}
