using System.Diagnostics;
using Microsoft.Extensions.Logging;
using SmolCode.Inference;
using SmolCode.Inference.Downloads;
using SmolCode.Inference.Measuring;
using SmolCode.Inference.Remote;
using SmolCode.Inference.Tuning;
using SmolCode.LanguageServer.Models;

namespace SmolCode;

/// <summary>The user's models, for editors: what <c>smolcode model</c> does on the command line.</summary>
internal sealed class UserModels(UserFolders folders, string dataFolder, ILoggerFactory loggers) : IModelCatalog, IDisposable
{
    // A minute or so for the bundled model on two cores.
    private const int MeasuredRequests = 5;
    private static readonly TimeSpan MeasuredTime = TimeSpan.FromSeconds(30);
    private const int MeasuredStretches = 4;

    private static readonly PullProgress Waiting = new(0, null, 0, null)
    {
        Message = "Another window or program downloads it; waiting for that.",
    };

    /// <summary>One measurement at a time: they would disturb each other.</summary>
    private readonly SemaphoreSlim measuring = new(1, 1);

    private MeasuredModels Measured => new(Path.Combine(dataFolder, Path.GetFileName(UserData.MeasuredModels)));

    private ModelStore Store => new(folders, loggers.CreateLogger<ModelStore>());

    /// <inheritdoc />
    public ModelCatalogState Read(string? workspace)
    {
        var folder = workspace is null ? null : WorkspaceModels.FolderOf(workspace);
        var choice = ModelChoice.For(dataFolder, folder);
        var measured = Measured.Read().Where(m => m.Computer == Environment.MachineName).ToList();
        var stored = Store.List();
        var models = stored
            .Where(m => !m.IsAdapter)
            // Of two that have one name the first is meant by it.
            .DistinctBy(m => m.Name, StringComparer.OrdinalIgnoreCase)
            .Select(m => Entry(m, m.Name, AdapterOf(m.Name)))
            .ToList();
        if (!models.Any(m => m.IsUsed))
        {
            models.Insert(0, Chosen());
        }

        models.AddRange(
            PublishedModel
                .All.Where(p => !stored.Any(m => string.Equals(Path.GetFileName(m.Path), p.File, StringComparison.OrdinalIgnoreCase)))
                .Select(p => new CatalogModel(
                    p.Name,
                    null,
                    ModelPlace.Available,
                    p.Bytes,
                    ModelDownloader.ArrivedBytes(folders, p),
                    null,
                    p.License,
                    false,
                    null,
                    null
                ))
        );
        return new ModelCatalogState(
            [.. models.OrderBy(m => m.Place == ModelPlace.Available)],
            folders.Models,
            folder is null ? null : new WorkspaceModels(dataFolder).FolderWithChoice(folder),
            Engines.TeamServer,
            !string.IsNullOrEmpty(TeamServerKey.Value)
        );

        // Another adapter than the model's own, or a file that lies elsewhere.
        CatalogModel Chosen()
        {
            try
            {
                return Entry(Store.Find(choice.Model), choice.Model, choice.Adapter) with { IsUsed = true };
            }
            catch (ModelFileException e)
            {
                return new CatalogModel(choice.Model, choice.Adapter, ModelPlace.Elsewhere, null, 0, null, null, true, e.Message, null);
            }
        }

        CatalogModel Entry(StoredModel model, string name, string? adapter) =>
            new(
                name,
                adapter,
                model.IsBundled ? ModelPlace.Bundled
                    : stored.Any(s => s.Path == model.Path) ? ModelPlace.Here
                    : ModelPlace.Elsewhere,
                model.Bytes,
                0,
                model.Layout,
                License(model),
                name == choice.Model && adapter == choice.Adapter,
                model.Problem,
                measured.FirstOrDefault(m => m.Model == name && m.Adapter == adapter)
            );
    }

    /// <inheritdoc />
    public Task UseAsync(string name, string? adapter, IProgress<string> progress, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var choice = ModelChoice.Of(Store, name, adapter);
            // Loads nothing, but finds out whether the files are sound and fit each other.
            await Store.PrepareAsync(choice.Model, choice.Adapter, progress, cancellationToken);
            choice.Write(dataFolder);
        });

    /// <inheritdoc />
    public void ForgetWorkspace(string workspace)
    {
        var choices = new WorkspaceModels(dataFolder);
        if (choices.FolderWithChoice(WorkspaceModels.FolderOf(workspace)) is { } folder)
        {
            try
            {
                choices.Forget(folder);
            }
            catch (Exception e) when (e is IOException or UnauthorizedAccessException)
            {
                throw NotWritten(e);
            }
        }
    }

    /// <inheritdoc />
    public Task PullAsync(string name, IProgress<PullProgress> progress, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var model = PublishedModel.Find(name);
            using var downloader = new ModelDownloader(folders, loggers.CreateLogger<ModelDownloader>());
            await downloader.PullAsync(model, new Passed(progress), () => progress.Report(Waiting), cancellationToken);
        });

    /// <inheritdoc />
    public Task RemoveAsync(string name, bool onlyPartial, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var store = Store;
            if (
                onlyPartial
                || (!store.List().Any(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase)) && !Path.IsPathRooted(name))
            )
            {
                using var downloader = new ModelDownloader(folders, loggers.CreateLogger<ModelDownloader>());
                await downloader.DiscardAsync(PublishedModel.Find(name), cancellationToken);
                return;
            }

            await RemovedModel.RemoveAsync(store, store.Find(name), dataFolder, cancellationToken);
        });

    /// <inheritdoc />
    public Task MeasureAsync(string name, string? adapter, IProgress<string> progress, CancellationToken cancellationToken) =>
        TryAsync(async () =>
        {
            var choice = ModelChoice.Of(Store, name, adapter);
            await measuring.WaitAsync(cancellationToken);
            try
            {
                Measured.Add(
                    await ModelMeasurement.RunAsync(
                        EngineOptions.ForThisProgram() with
                        {
                            Model = choice.Model,
                            Adapter = choice.Adapter,
                            Folders = folders,
                            TunedModelsFile = Path.Combine(dataFolder, Path.GetFileName(UserData.TunedModels)),
                        },
                        MeasuredRequests,
                        MeasuredTime,
                        MeasuredStretches,
                        progress,
                        TimeProvider.System,
                        cancellationToken
                    )
                );
            }
            finally
            {
                measuring.Release();
            }
        });

    /// <inheritdoc />
    public void Dispose() => measuring.Dispose();

    /// <inheritdoc />
    public async Task<TeamServerAnswer> CheckAsync(TeamServerChoice choice, bool ask, CancellationToken cancellationToken)
    {
        if (TeamServerOptions.Read(choice, TeamServerKey.Value, out var problem) is not { } options)
        {
            return new TeamServerAnswer(null, [], null, 0, problem ?? "Name the server's address: it begins with https://.");
        }

        if (!ask)
        {
            return new TeamServerAnswer(options.Address.AbsoluteUri, [], null, 0, null);
        }

        var clock = Stopwatch.StartNew();
        var check = await TeamServerCheck.RunAsync(options, TimeProvider.System, cancellationToken);
        return new TeamServerAnswer(
            options.Address.AbsoluteUri,
            check.Models,
            check.Problem is null ? check.Model : null,
            clock.Elapsed.TotalMilliseconds,
            check.Problem
        );
    }

    private static string? AdapterOf(string model) => model == ModelStore.DefaultModel ? ModelStore.DefaultAdapter : null;

    private static string? License(StoredModel model) =>
        model.IsBundled ? "Apache-2.0" : PublishedModel.All.FirstOrDefault(p => p.File == Path.GetFileName(model.Path))?.License;

    private static async Task TryAsync(Func<Task> act)
    {
        try
        {
            await act();
        }
        catch (Exception e)
            when (e is ModelFileException or ModelDownloadException or LanguageModelUnavailableException or MachineTooBusyException)
        {
            throw new ModelCatalogException(e.Message, e);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw NotWritten(e);
        }
    }

    private static ModelCatalogException NotWritten(Exception e) =>
        new($"It can't be written down: {e.Message} Make room or give access there, and try again.", e);

    private sealed class Passed(IProgress<PullProgress> progress) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) =>
            progress.Report(new PullProgress(value.Bytes, value.TotalBytes, value.BytesPerSecond, value.Remaining));
    }
}
