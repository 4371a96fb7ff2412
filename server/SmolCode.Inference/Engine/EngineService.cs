using SmolCode.Inference.Benchmarking;
using SmolCode.Inference.Models;
using SmolCode.Inference.Native;
using SmolCode.Inference.Protocol;
using SmolCode.Inference.Tuning;
using StreamJsonRpc;

namespace SmolCode.Inference.Engine;

/// <summary>The engine's side of the protocol: a load, then requests.</summary>
internal sealed class EngineService(StandardErrorLogger logger) : IDisposable
{
    private DecodeThread? _thread;
    private bool _loading;

    /// <summary>The connection, for progress.</summary>
    public JsonRpc? Rpc { get; set; }

    /// <summary>Called with the host's process id when it is known.</summary>
    public Action<int>? HostKnown { get; set; }

    /// <summary>Prepares and loads the model.</summary>
    [JsonRpcMethod(EngineMethods.Load)]
    public async Task<EngineLoadResult> LoadAsync(EngineLoadRequest request, CancellationToken cancellationToken)
    {
        if (_loading)
        {
            throw new LocalRpcException("The engine has its model already; start another process for another model.")
            {
                ErrorCode = EngineMethods.BadRequest,
            };
        }

        _loading = true;
        logger.Minimum = request.LogLevel;
        HostKnown?.Invoke(request.HostProcessId);
        try
        {
            LlamaLibraries.Load(request.LibraryFolder, logger);
            var store = new ModelStore(request.Folders, logger, CacheFile.FreeSpaceOf, TimeProvider.System);
            var progress = new SynchronousProgress<string>(Report);
            var tuning = request.Tuning;
            var prepared = await store.PrepareAsync(
                request.Model,
                request.Adapter,
                identity => (tuning ??= Tuned(request, identity))?.Layout,
                progress,
                cancellationToken
            );
            var model = await Task.Run(() => LoadedModel.Load(prepared, request, tuning), cancellationToken);
            var info = model.Describe();
            _thread = new DecodeThread(model);
            return new EngineLoadResult(info, info.Warning);
        }
        catch (Exception e) when (e is ModelFileException or LanguageModelUnavailableException)
        {
            throw new LocalRpcException(e.Message, e) { ErrorCode = EngineMethods.Unavailable };
        }
    }

    /// <summary>See <see cref="ILanguageModel.GetInfoAsync"/>.</summary>
    [JsonRpcMethod(EngineMethods.Info)]
    public Task<ModelInfo> InfoAsync(CancellationToken cancellationToken) => Loaded().DescribeAsync(cancellationToken);

    /// <summary>See <see cref="ILanguageModel.GenerateAsync"/>.</summary>
    [JsonRpcMethod(EngineMethods.Generate)]
    public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(thread => thread.GenerateAsync(request, cancellationToken));

    /// <summary>See <see cref="ILanguageModel.WarmAsync"/>.</summary>
    [JsonRpcMethod(EngineMethods.Warm)]
    public Task<bool> WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) =>
        AnswerAsync(thread => thread.WarmAsync(prompt, cancellationToken));

    /// <summary>See <see cref="ILanguageModel.ScoreAsync"/>.</summary>
    [JsonRpcMethod(EngineMethods.Score)]
    public Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
        AnswerAsync(thread => thread.ScoreAsync(request, cancellationToken));

    /// <summary>See <see cref="ILanguageModel.UpdateNgramsAsync"/>.</summary>
    [JsonRpcMethod(EngineMethods.Ngrams)]
    public async Task<bool> UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        await Loaded().Ngrams.UpdateAsync(documents, cancellationToken);
        return true;
    }

    /// <summary>See <see cref="EngineLanguageModel.MeasureNgramsAsync"/>.</summary>
    [JsonRpcMethod(EngineMethods.MeasureNgrams)]
    public Task<NgramFigures> MeasureNgramsAsync(CancellationToken cancellationToken)
    {
        var loaded = Loaded();
        return Task.Run(() => NgramBenchmark.Measure(loaded.Ngrams.Index, loaded.VocabularySize), cancellationToken);
    }

    /// <summary>Says that the process lives.</summary>
    [JsonRpcMethod(EngineMethods.Ping)]
    public static void Ping() { }

    /// <inheritdoc />
    public void Dispose() => _thread?.Dispose();

    private static EngineTuning? Tuned(EngineLoadRequest request, ModelIdentity identity) =>
        request.TunedModelsFile is { } file ? new TunedModels(file).Find(LlamaLibraries.Machine, identity)?.Tuning : null;

    private async Task<T> AnswerAsync<T>(Func<DecodeThread, Task<T>> work)
    {
        try
        {
            return await work(Loaded());
        }
        catch (ArgumentException e)
        {
            throw new LocalRpcException(e.Message, e) { ErrorCode = EngineMethods.BadRequest };
        }
    }

    private DecodeThread Loaded() =>
        _thread
        ?? throw new LocalRpcException($"'{EngineMethods.Load}' comes first, and it has to succeed.")
        {
            ErrorCode = EngineMethods.BadRequest,
        };

    private void Report(string message)
    {
        // Sent in order by the library; a host that is gone needs no progress.
        _ = Rpc
            ?.NotifyAsync(EngineMethods.Progress, message)
            .ContinueWith(
                static t => t.Exception,
                CancellationToken.None,
                TaskContinuationOptions.OnlyOnFaulted | TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default
            );
    }
}
