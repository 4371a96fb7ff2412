using System.Collections.Immutable;

namespace SmolCode.Inference.Recording;

/// <summary>
/// A model whose answers are kept in a file: asked again, it answers from there. With a model behind it what is not yet recorded is computed
/// and recorded; without one it is an error. N-grams of a workspace are no part of a request: a recording belongs to one state of it.
/// </summary>
public sealed class RecordedLanguageModel : ILanguageModel
{
    private readonly string _file;
    private readonly ModelRecording _recording;
    private readonly ILanguageModel? _inner;

    private RecordedLanguageModel(string file, ILanguageModel? inner)
    {
        _file = file;
        _inner = inner;
        _recording = ModelRecording.Open(file, append: inner is not null);
    }

    /// <inheritdoc />
    public event EventHandler? NgramsLost
    {
        add
        {
            if (_inner is not null)
            {
                _inner.NgramsLost += value;
            }
        }
        remove
        {
            if (_inner is not null)
            {
                _inner.NgramsLost -= value;
            }
        }
    }

    /// <inheritdoc />
    public event EventHandler<EngineStatus>? StatusChanged
    {
        add
        {
            if (_inner is not null)
            {
                _inner.StatusChanged += value;
            }
        }
        remove
        {
            if (_inner is not null)
            {
                _inner.StatusChanged -= value;
            }
        }
    }

    /// <summary>Records what a model answers; what <paramref name="file"/> holds already is not asked again. The model stays the caller's.</summary>
    /// <exception cref="ModelRecordingException">The file can't be written, or is something else.</exception>
    public static RecordedLanguageModel Record(string file, ILanguageModel model) => new(file, model);

    /// <summary>Answers from a recording alone.</summary>
    /// <exception cref="ModelRecordingException">The file can't be read, or is something else.</exception>
    public static RecordedLanguageModel Replay(string file) => new(file, null);

    /// <inheritdoc />
    public async Task<ModelInfo> GetInfoAsync(CancellationToken cancellationToken)
    {
        if (_inner is null)
        {
            return _recording.Model ?? throw new LanguageModelUnavailableException($"The recording {_file} is empty.");
        }

        var info = await _inner.GetInfoAsync(cancellationToken);
        _recording.Add(info);
        return info;
    }

    /// <inheritdoc />
    public async Task<GenerateResult> GenerateAsync(GenerateRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var key = ModelRecording.KeyOf(request);
        if (_recording.Find(key) is { Generated: { } known })
        {
            return known;
        }

        var result = await Behind().GenerateAsync(request, cancellationToken);
        if (!result.DeadlineReached)
        {
            _recording.Add(new RecordedAnswer { Key = key, Generated = result });
        }

        return result;
    }

    /// <inheritdoc />
    /// <remarks>Each continuation is kept by itself: which others it was scored with does not matter.</remarks>
    public async Task<ScoreResult> ScoreAsync(ScoreRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var known = request.Continuations.ToDictionary(c => c, c => _recording.Find(KeyOf(c))?.Scored, StringComparer.Ordinal);
        ImmutableArray<string> missing = [.. known.Where(k => k.Value is null).Select(k => k.Key)];
        var computed = missing.IsEmpty ? null : await Behind().ScoreAsync(request with { Continuations = missing }, cancellationToken);
        if (computed is { DeadlineReached: true })
        {
            return computed;
        }

        foreach (var (continuation, score) in missing.Zip(computed?.Scores ?? []))
        {
            var answer = computed! with { Scores = [score] };
            known[continuation] = answer;
            _recording.Add(new RecordedAnswer { Key = KeyOf(continuation), Scored = answer });
        }

        var any = computed ?? known.Values.FirstOrDefault();
        return new ScoreResult
        {
            Scores = [.. request.Continuations.SelectMany(c => known[c]!.Scores)],
            PromptTokens = any?.PromptTokens ?? 0,
            ReusedTokens = any?.ReusedTokens ?? 0,
            EvaluatedTokens = computed?.EvaluatedTokens ?? 0,
            PrefillMs = computed?.PrefillMs ?? 0,
            ScoreMs = computed?.ScoreMs ?? 0,
        };

        string KeyOf(string continuation) => ModelRecording.KeyOf(request with { Continuations = [continuation] });
    }

    /// <inheritdoc />
    public Task WarmAsync(FillInPrompt prompt, CancellationToken cancellationToken) =>
        _inner?.WarmAsync(prompt, cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public Task UpdateNgramsAsync(IReadOnlyList<NgramDocument> documents, CancellationToken cancellationToken) =>
        _inner?.UpdateNgramsAsync(documents, cancellationToken) ?? Task.CompletedTask;

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        _recording.Dispose();
        return ValueTask.CompletedTask;
    }

    private ILanguageModel Behind() =>
        _inner
        ?? throw new LanguageModelUnavailableException(
            $"The recording {_file} has no answer to this request: the code, the holes, the policy or the prompt differ from when it was made. Record again with --record."
        );
}
