using Microsoft.Extensions.Logging;

namespace SmolCode.Inference.Remote;

/// <summary>
/// The local model, and a team's server before it where one is named. What the server does not answer in time, the local model answers within
/// the same deadline; <see cref="StatusChanged"/> says so until the server answers again. The local engine is started when it is needed first:
/// with a server that answers, it never is.
/// </summary>
public sealed partial class FallbackLanguageModel : ILanguageModel
{
    /// <summary>Part of a deadline that the server has for its first token; the rest is left for the local model.</summary>
    private const double FirstTokenShare = 0.6;

    private readonly ILanguageModel _local;
    private readonly Func<string?> _key;
    private readonly ILogger _logger;
    private readonly TimeProvider _time;
    private readonly Lock _gate = new();
    private TeamServerChoice _choice = TeamServerChoice.None;
    private OpenAiLanguageModel? _server;
    private EngineStatus _localStatus = new(EngineState.Stopped, null);
    private EngineStatus? _raised;
    private string? _outage;
    private string? _localName;
    private bool _localUsed;
    private bool _ngramsWithheld;

    /// <summary>No server is named yet.</summary>
    /// <param name="local">The model on this machine; disposed with this one.</param>
    /// <param name="key">Reads the key (<see cref="TeamServerOptions.KeyVariable"/>).</param>
    /// <param name="logger">Told about failures, never about keys or code.</param>
    /// <param name="timeProvider">The clock.</param>
    public FallbackLanguageModel(
        ILanguageModel local,
        Func<string?> key,
        ILogger<FallbackLanguageModel> logger,
        TimeProvider? timeProvider = null
    )
    {
        ArgumentNullException.ThrowIfNull(local);
        _local = local;
        _key = key;
        _logger = logger;
        _time = timeProvider ?? TimeProvider.System;
        _local.StatusChanged += OnLocalStatus;
        _local.NgramsLost += OnNgramsLost;
    }

    /// <inheritdoc />
    public event EventHandler<EngineStatus>? StatusChanged;

    /// <inheritdoc />
    public event EventHandler? NgramsLost;

    /// <summary>Changes what is set when a server is named, for tests.</summary>
    internal Func<TeamServerOptions, TeamServerOptions> Tune { get; init; } = static o => o;

    /// <summary>
    /// Uses another server from the next request on, or none. One that can't be used is told by <see cref="StatusChanged"/>, and the local model
    /// answers.
    /// </summary>
    public void Use(TeamServerChoice choice)
    {
        ArgumentNullException.ThrowIfNull(choice);
        OpenAiLanguageModel? previous;
        lock (_gate)
        {
            if (choice == _choice)
            {
                return;
            }

            _choice = choice;
            previous = _server;
            var options = TeamServerOptions.Read(choice, _key(), out var problem);
            _server = options is null ? null : new OpenAiLanguageModel(Tune(options), _time);
            _outage = problem is null ? null : $"{problem} Completing with the local model.";
            if (options is not null)
            {
                LogServer(options.Host, options.Template.Name);
            }
        }

        // Requests under way end as those of a server that is gone.
        _ = previous?.DisposeAsync().AsTask();
        Raise();
    }

    /// <inheritdoc />
    public async Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        if (Server() is { } server)
        {
            try
            {
                var info = await server.GetInfoAsync(cancellationToken);
                Answered(server);
                return info;
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                Failed(server, e);
            }
        }

        UseLocal();
        var local = await _local.GetInfoAsync(cancellationToken);
        lock (_gate)
        {
            _localName = NameOf(local);
            return _outage is null ? local : local with { Warning = _outage };
        }
    }

    /// <inheritdoc />
    public async Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var started = _time.GetTimestamp();
        var server = Server();
        if (server is not null)
        {
            try
            {
                var result = await server.GenerateAsync(request, request.DeadlineMs * FirstTokenShare, cancellationToken);
                Answered(server);
                return result;
            }
            catch (Exception e) when (IsUnavailable(e))
            {
                Failed(server, e);
            }
        }

        UseLocal();
        var left = request.DeadlineMs is { } deadline
            ? Math.Max(1, deadline - _time.GetElapsedTime(started).TotalMilliseconds)
            : (double?)null;
        var answer = await _local.GenerateAsync(request with { DeadlineMs = left }, cancellationToken);
        return server is null ? answer : answer with { Model = await LocalNameAsync(cancellationToken) };
    }

    /// <inheritdoc />
    /// <remarks>A server offers none, and log-probabilities of two models can't be compared: with one named there are none, also while it is away.</remarks>
    public Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken) =>
        Server() is null
            ? _local.ScoreAsync(request, cancellationToken)
            : throw new NotSupportedException("A team's server gives no log-probabilities of given texts.");

    /// <inheritdoc />
    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_server is not null && (_outage is null || !_localUsed))
            {
                return Task.CompletedTask;
            }
        }

        return _local.WarmAsync(prompt, cancellationToken);
    }

    /// <inheritdoc />
    public Task UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_server is not null && !_localUsed)
            {
                // Told again when the local model is used.
                _ngramsWithheld = true;
                return Task.CompletedTask;
            }
        }

        return _local.UpdateNgramsAsync(documents, cancellationToken);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        _local.StatusChanged -= OnLocalStatus;
        _local.NgramsLost -= OnNgramsLost;
        if (Server() is { } server)
        {
            await server.DisposeAsync();
        }

        await _local.DisposeAsync();
    }

    private static bool IsUnavailable(Exception e) => e is LanguageModelUnavailableException or ObjectDisposedException;

    private static string NameOf(ModelInfo info) => info.Adapter is null ? info.Name : $"{info.Name} + {info.Adapter}";

    private OpenAiLanguageModel? Server()
    {
        lock (_gate)
        {
            return _server;
        }
    }

    private async Task<string> LocalNameAsync(CancellationToken cancellationToken)
    {
        lock (_gate)
        {
            if (_localName is { } known)
            {
                return known;
            }
        }

        var name = NameOf(await _local.GetInfoAsync(cancellationToken));
        lock (_gate)
        {
            return _localName = name;
        }
    }

    private void UseLocal()
    {
        bool tellNgrams;
        lock (_gate)
        {
            _localUsed = true;
            tellNgrams = _ngramsWithheld;
            _ngramsWithheld = false;
        }

        if (tellNgrams)
        {
            NgramsLost?.Invoke(this, EventArgs.Empty);
        }
    }

    private void Answered(OpenAiLanguageModel server)
    {
        lock (_gate)
        {
            if (server != _server)
            {
                return;
            }

            if (_outage is not null)
            {
                _outage = null;
                LogBack(server.Host);
            }
        }

        Raise();
    }

    private void Failed(OpenAiLanguageModel server, Exception exception)
    {
        lock (_gate)
        {
            if (server != _server)
            {
                return;
            }

            if (_outage is null)
            {
                // The same line during the whole outage: editors show each new one.
                _outage = $"{exception.Message}; completing with the local model until it answers again.";
                LogOutage(_outage);
            }
        }

        Raise();
    }

    private void OnNgramsLost(object? sender, EventArgs e) => NgramsLost?.Invoke(this, e);

    private void OnLocalStatus(object? sender, EngineStatus status)
    {
        lock (_gate)
        {
            _localStatus = status;
        }

        Raise();
    }

    private void Raise()
    {
        EngineStatus status;
        lock (_gate)
        {
            status = (_server, _outage) switch
            {
                (null, null) => _localStatus,
                (not null, null) => new EngineStatus(EngineState.Ready, null),
                // The local model's own troubles go before the server's, since it answers.
                (_, { } outage) => _localStatus is { State: EngineState.Ready or EngineState.Stopped or EngineState.Starting }
                    ? new EngineStatus(EngineState.Ready, outage)
                    : _localStatus,
            };
            // Before anything is asked of the local model nothing is to be said about it.
            if (status == (_raised ?? new EngineStatus(EngineState.Stopped, null)))
            {
                return;
            }

            _raised = status;
        }

        StatusChanged?.Invoke(this, status);
    }

    [LoggerMessage(LogLevel.Information, "Completing with the team server {Host}, prompts as {Format}")]
    private partial void LogServer(string host, string format);

    [LoggerMessage(LogLevel.Warning, "{Outage}")]
    private partial void LogOutage(string outage);

    [LoggerMessage(LogLevel.Information, "The team server {Host} answers again")]
    private partial void LogBack(string host);
}
