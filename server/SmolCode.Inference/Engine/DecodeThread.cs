using System.Diagnostics;
using SmolCode.Inference.Engine.Ngrams;

namespace SmolCode.Inference.Engine;

/// <summary>
/// The one thread that computes, and its queue: generate before warm, each in the order of arrival. Anything new ends a running warm-up
/// (what it put into the cache stays).
/// </summary>
internal sealed class DecodeThread : IDisposable
{
    private readonly Lock _gate = new();
    private readonly SemaphoreSlim _available = new(0);
    private readonly LinkedList<Work> _generate = new();
    private readonly LinkedList<Work> _warm = new();
    private readonly LoadedModel _model;
    private readonly Thread _thread;
    private Work? _running;
    private bool _disposed;

    /// <summary>Starts the thread; it owns <paramref name="model"/> from here on.</summary>
    public DecodeThread(LoadedModel model)
    {
        _model = model;
        VocabularySize = model.Vocabulary.Count;
        Ngrams = new NgramIndexer(model.Vocabulary, () => IsBusy);
        _thread = new Thread(Run) { Name = "decode", IsBackground = true };
        _thread.Start();
    }

    /// <summary>Tokens are below this.</summary>
    public int VocabularySize { get; }

    /// <summary>The workspace's n-grams.</summary>
    public NgramIndexer Ngrams { get; }

    /// <summary>A request is being answered, or waits.</summary>
    public bool IsBusy
    {
        get
        {
            lock (_gate)
            {
                return _generate.Count > 0 || _running is { IsWarm: false };
            }
        }
    }

    /// <summary>Queues a request for text.</summary>
    public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        return Enqueue(
            new Work<GenerateResult>(model => model.Generate(request, Ngrams.Index), Deadline(request.DeadlineMs), isWarm: false),
            cancellationToken
        );
    }

    /// <summary>Queues a request for scores.</summary>
    public Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
        Enqueue(
            new Work<ScoreResult>(model => model.Score(request, Ngrams.Index), Deadline(request.DeadlineMs), isWarm: false),
            cancellationToken
        );

    /// <summary>Queues a warm-up; ends early when something else comes.</summary>
    public Task<bool> WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) =>
        Enqueue(
            new Work<bool>(
                model =>
                {
                    model.Warm(prompt);
                    return true;
                },
                null,
                isWarm: true
            ),
            cancellationToken
        );

    /// <summary>Queues a look at the model.</summary>
    public Task<ModelInfo> DescribeAsync(CancellationToken cancellationToken) =>
        Enqueue(
            new Work<ModelInfo>(model => model.Describe() with { NgramTokens = Ngrams.Index.Tokens }, null, isWarm: false),
            cancellationToken
        );

    /// <summary>Stops the request at hand, ends the thread and frees the model.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            if (_running is not null)
            {
                _model.Signal.Stop();
            }
        }

        _available.Release();
        _thread.Join();
        _available.Dispose();
    }

    private async Task<T> Enqueue<T>(Work<T> work, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, this);
            work.Node = (work.IsWarm ? _warm : _generate).AddLast(work);
            if (_running is { IsWarm: true })
            {
                _model.Signal.Stop();
            }
        }

        _available.Release();
        await using var registration = cancellationToken.Register(() => Cancel(work));
        return await work.Task;
    }

    private static long? Deadline(double? milliseconds) =>
        milliseconds is { } ms ? Stopwatch.GetTimestamp() + (long)(ms / 1000 * Stopwatch.Frequency) : null;

    private void Cancel(Work work)
    {
        lock (_gate)
        {
            if (_running == work)
            {
                _model.Signal.Stop();
                return;
            }

            // The count of the semaphore may exceed the queue; the thread then finds nothing and waits again.
            work.Node?.List?.Remove(work.Node);
        }

        work.Cancel();
    }

    private void Run()
    {
        while (true)
        {
            _available.Wait();
            Work work;
            lock (_gate)
            {
                if (_disposed)
                {
                    break;
                }

                var queue = _generate.Count > 0 ? _generate : _warm;
                if (queue.First is not { } first)
                {
                    continue;
                }

                queue.RemoveFirst();
                work = first.Value;
                _running = work;
                _model.Signal.Reset(work.Deadline);
            }

            work.Run(_model);
            lock (_gate)
            {
                _running = null;
            }
        }

        foreach (var work in _generate.Concat(_warm))
        {
            work.Cancel();
        }

        _model.Dispose();
    }

    private abstract class Work(long? deadline, bool isWarm)
    {
        public long? Deadline => deadline;

        public bool IsWarm => isWarm;

        public LinkedListNode<Work>? Node { get; set; }

        public abstract void Run(LoadedModel model);

        public abstract void Cancel();
    }

    private sealed class Work<T>(Func<LoadedModel, T> run, long? deadline, bool isWarm) : Work(deadline, isWarm)
    {
        private readonly TaskCompletionSource<T> _source = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task<T> Task => _source.Task;

        public override void Run(LoadedModel model)
        {
            try
            {
                _source.TrySetResult(run(model));
            }
            catch (OperationCanceledException)
            {
                _source.TrySetCanceled();
            }
            catch (ArgumentException e)
            {
                // Refused before anything was done.
                _source.TrySetException(e);
            }
            catch (Exception e)
            {
                model.Recover();
                _source.TrySetException(e);
            }
        }

        public override void Cancel() => _source.TrySetCanceled();
    }
}
