using System.Net;
using System.Runtime.ExceptionServices;
using Polly;
using Polly.CircuitBreaker;
using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Remote;

/// <summary>
/// A language model behind an OpenAI-compatible server. Candidates are asked for in one request where the server takes <c>n</c>, otherwise in
/// several at once, which the server batches. Stop rules are applied here; when all candidates have ended, the connection is closed. A server
/// that fails is left alone for a while.
/// </summary>
/// <remarks>
/// Not offered, since no server does it for all: log-probabilities of given texts, n-grams, and decoding under <see cref="GenerateRequest.AllowedNames"/>
/// (candidates that begin otherwise are dropped). Nothing is evaluated ahead of need: it would cost a team's server as much as a suggestion.
/// </remarks>
internal sealed class OpenAiLanguageModel : ILanguageModel
{
    /// <summary>Near greedy: the likeliest text is among few samples, and so are others where the model hesitates.</summary>
    private const double Temperature = 0.4;

    private const int AssumedContextLength = 4096;

    // Until something is measured: prompts are then as long as they may be.
    private const double AssumedTokensPerSecond = 4000;

    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(10);

    private static readonly TimeSpan Together = TimeSpan.FromSeconds(10);

    private readonly TeamServerOptions _options;
    private readonly TimeProvider _time;
    private readonly OpenAiServer _server;
    private readonly ResiliencePipeline _breaker;
    private readonly CircuitBreakerStateProvider _state = new();
    private readonly Lock _gate = new();
    private readonly SpeedMeter _prefill = new();
    private readonly SpeedMeter _decode = new();
    private CompletionFeatures _features = CompletionFeatures.All;
    private ServedModel? _model;
    private DateTimeOffset _notBefore;
    private DateTimeOffset _lastFailure = DateTimeOffset.MinValue;
    private string _lastProblem = "does not answer";

    /// <summary>Nothing is sent yet.</summary>
    public OpenAiLanguageModel(TeamServerOptions options, TimeProvider? timeProvider = null)
    {
        _options = options;
        _time = timeProvider ?? TimeProvider.System;
        _server = new OpenAiServer(options, _time);
        // Somebody waits for each answer: two failures within ten seconds suffice.
        _breaker = new ResiliencePipelineBuilder { TimeProvider = _time }
            .AddCircuitBreaker(
                new CircuitBreakerStrategyOptions
                {
                    // Counted here: Polly's share of failures has answers that were given or given up in it.
                    ShouldHandle = args =>
                        ValueTask.FromResult(args.Outcome.Exception is TeamServerException && BreaksAt(_time.GetUtcNow())),
                    FailureRatio = 0.0001,
                    MinimumThroughput = 2,
                    SamplingDuration = Together,
                    BreakDuration = options.BreakDuration,
                    StateProvider = _state,
                }
            )
            .Build();
    }

    /// <summary>A failure is one of two within ten seconds, or that of the one request that tries whether it works again.</summary>
    private bool BreaksAt(DateTimeOffset now)
    {
        lock (_gate)
        {
            var isSecond = now - _lastFailure <= Together;
            _lastFailure = now;
            return isSecond || _state.CircuitState == CircuitState.HalfOpen;
        }
    }

    /// <inheritdoc />
    public event EventHandler<EngineStatus>? StatusChanged
    {
        add { }
        remove { }
    }

    /// <summary>Where it is, for messages.</summary>
    public string Host => _options.Host;

    /// <summary>What the server is known to take by now.</summary>
    public CompletionFeatures Features
    {
        get
        {
            lock (_gate)
            {
                return _features;
            }
        }
    }

    /// <inheritdoc />
    public async Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        var model = await GuardedAsync(ResolveAsync, cancellationToken);
        lock (_gate)
        {
            return new ModelInfo
            {
                Name = NameOf(model),
                File = _options.Address.AbsoluteUri,
                Layout = "remote",
                ContextLength = model.ContextLength ?? AssumedContextLength,
                VocabularySize = 0,
                Format = _options.Template.ShowsSuffix ? FillInFormat.Native : FillInFormat.Plain,
                Threads = 0,
                PrefillTokensPerSecond = _prefill.TokensPerSecond is > 0 and var prefill ? prefill : AssumedTokensPerSecond,
                DecodeTokensPerSecond = _decode.TokensPerSecond,
                Backend = $"team server {Host}",
            };
        }
    }

    /// <inheritdoc />
    public Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return GenerateAsync(request, request.DeadlineMs, cancellationToken);
    }

    /// <summary>Decodes continuations, the first token of which has to be here by a time, or the server counts as one that failed.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="firstTokenMs">Milliseconds from now; null: any.</param>
    /// <param name="cancellationToken">Closes the connection.</param>
    public Task<GenerateResult> GenerateAsync(GenerateRequest request, double? firstTokenMs, CancellationToken cancellationToken)
    {
        if (request.Prompt.Format == FillInFormat.Chat)
        {
            throw new ArgumentException("A team's server is asked for completions, not for conversation.", nameof(request));
        }

        return GuardedAsync(token => GenerateGuardedAsync(request, firstTokenMs, token), cancellationToken);
    }

    /// <inheritdoc />
    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _server.Dispose();
        return ValueTask.CompletedTask;
    }

    /// <summary>Asks unless the server is left alone now, and counts how it went.</summary>
    private async Task<T> GuardedAsync<T>(Func<CancellationToken, Task<T>> ask, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_time.GetUtcNow() < _notBefore)
            {
                throw Unavailable(null);
            }
        }

        try
        {
            return await _breaker.ExecuteAsync(async token => await ask(token), cancellationToken);
        }
        catch (TeamServerException e)
        {
            lock (_gate)
            {
                _lastProblem = e.Message;
                if (e.RetryAfter is { } pause)
                {
                    _notBefore = _time.GetUtcNow() + (pause < LongestPause ? pause : LongestPause);
                }
                else if (e.IsPermanent)
                {
                    _notBefore = _time.GetUtcNow() + _options.BreakDuration;
                }
            }

            throw Unavailable(e);
        }
        catch (BrokenCircuitException e)
        {
            throw Unavailable(e);
        }
    }

    private LanguageModelUnavailableException Unavailable(Exception? cause)
    {
        lock (_gate)
        {
            return new LanguageModelUnavailableException($"The team server {Host} {_lastProblem}", cause);
        }
    }

    private string NameOf(ServedModel model) => $"{(model.Id.Length > 0 ? model.Id : _options.Model ?? "model")} at {Host}";

    /// <summary>The model to ask for, found once.</summary>
    private async Task<ServedModel> ResolveAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_model is { } known)
            {
                return known;
            }
        }

        var model = TeamServerCheck.Choose(await _server.ListModelsAsync(cancellationToken), _options.Model);
        lock (_gate)
        {
            return _model = model;
        }
    }

    private async Task<GenerateResult> GenerateGuardedAsync(
        GenerateRequest request,
        double? firstTokenMs,
        CancellationToken cancellationToken
    )
    {
        var started = _time.GetTimestamp();
        var prompt = _options.Template.Lay(request.Prompt, request.TokenHealing).Continue(request.ForcedPrefix);
        var answer = new StreamedAnswer(request, prompt, _time);
        using var first = new CancellationTokenSource(Milliseconds(firstTokenMs) ?? _options.Patience, _time);
        using var deadline = new CancellationTokenSource(Milliseconds(request.DeadlineMs) ?? Timeout.InfiniteTimeSpan, _time);
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, first.Token, deadline.Token);
        answer.Arrived = () => first.CancelAfter(request.DeadlineMs is null ? _options.Patience : Timeout.InfiniteTimeSpan);
        ServedModel? model = null;
        try
        {
            model = await ResolveAsync(ended.Token);
            DateTimeOffset? retryUntil = firstTokenMs is { } limit
                ? _time.GetUtcNow() + TimeSpan.FromMilliseconds(limit) - _time.GetElapsedTime(started)
                : null;
            await AskAsync(request, prompt, model, answer, retryUntil, ended.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            if (!answer.HasText)
            {
                throw new TeamServerException($"gave no answer within {_time.GetElapsedTime(started).TotalMilliseconds:0} ms");
            }

            if (!deadline.IsCancellationRequested)
            {
                throw new TeamServerException($"fell silent for {_options.Patience.TotalSeconds:0} s in the middle of an answer");
            }

            // What is here at the deadline counts.
        }
        catch (TeamServerException e) when (e.Status is HttpStatusCode.NotFound or HttpStatusCode.BadRequest)
        {
            // It may serve another model by now: looked up again when it is asked the next time.
            lock (_gate)
            {
                _model = null;
            }

            throw;
        }

        var result = answer.ToResult(deadline.IsCancellationRequested);
        lock (_gate)
        {
            _prefill.Add(result.PromptTokens, result.PrefillMs);
            _decode.Add(answer.LongestTokens, result.DecodeMs);
            return model is null ? result : result with { Model = NameOf(model) };
        }
    }

    /// <summary>Asks with all that the server is thought to take; what it refuses is asked for with less.</summary>
    private async Task AskAsync(
        GenerateRequest request,
        LaidOutPrompt prompt,
        ServedModel model,
        StreamedAnswer answer,
        DateTimeOffset? retryUntil,
        CancellationToken cancellationToken
    )
    {
        var features = Features;
        while (true)
        {
            try
            {
                var several = features.Several && request.Hypotheses > 1;
                var failures = await Task.WhenAll(
                    Enumerable
                        .Range(0, several ? 1 : request.Hypotheses)
                        .Select(i =>
                            TryStreamAsync(
                                CompletionBody.Write(request, prompt, model, features, several ? request.Hypotheses : 1, i, Temperature),
                                i,
                                several
                            )
                        )
                );
                // One of several that answered suffices.
                if (failures.All(f => f is not null))
                {
                    ExceptionDispatchInfo.Throw(failures[0]!);
                }

                features = several && answer.HighestIndex == 0 ? features with { Several = false } : features;
                lock (_gate)
                {
                    // An answer shows what the server takes.
                    _features = features;
                }

                return;
            }
            catch (TeamServerException e)
                when (e.Status is HttpStatusCode.BadRequest or HttpStatusCode.UnprocessableEntity
                    && features.Fewer(request.Hypotheses) is { } fewer
                    && !answer.HasText
                )
            {
                features = fewer;
            }
        }

        async Task<TeamServerException?> TryStreamAsync(byte[] body, int offset, bool several)
        {
            try
            {
                await StreamAsync(body, offset, several);
                return null;
            }
            catch (TeamServerException e)
            {
                answer.Discard(offset, several);
                return e;
            }
        }

        async Task StreamAsync(byte[] body, int offset, bool several)
        {
            await foreach (var chunks in _server.CompleteAsync(body, retryUntil, cancellationToken))
            {
                if (chunks.IsDefault)
                {
                    answer.Close(offset, several);
                    return;
                }

                foreach (var chunk in chunks)
                {
                    answer.Add(offset, chunk);
                }

                if (answer.HasEnded(offset, several))
                {
                    return;
                }
            }

            if (!answer.HasEnded(offset, several, ofWhatBegan: true))
            {
                throw new TeamServerException("cut the answer off");
            }
        }
    }

    private static TimeSpan? Milliseconds(double? value) => value is { } ms ? TimeSpan.FromMilliseconds(Math.Max(ms, 0)) : null;
}
