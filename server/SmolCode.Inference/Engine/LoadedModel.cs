using System.Diagnostics;
using SmolCode.Inference.Engine.Ngrams;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Native;
using SmolCode.Inference.Prompting;
using SmolCode.Inference.Protocol;
using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Engine;

/// <summary>A loaded model with everything that answers requests for it; used by one thread at a time.</summary>
internal sealed class LoadedModel : IDisposable
{
    // 4,096 cells at 22.5 KiB hold five prompts of 800 tokens in 92 MiB.
    private const int DefaultContextTokens = 4096;

    private const int WarmUpPrompt = 16;
    private const int MeasuredPrompt = 64;
    private const int MeasuredSteps = 4;

    private readonly InferenceContext _context;
    private readonly HypothesisSearch _search;
    private readonly ContinuationScorer _scorer;
    private readonly FillInLayouts _layouts;
    private readonly PreparedModel _model;
    private readonly string _layout;
    private readonly SpeedMeter _prefill = new();
    private readonly SpeedMeter _decode = new();

    private LoadedModel(PreparedModel model, InferenceContext context)
    {
        _model = model;
        _context = context;
        _layouts = new FillInLayouts(context.Vocabulary, model.FillInFormat);
        var predictors = new NgramPredictors(context.Vocabulary);
        _search = new HypothesisSearch(context, predictors);
        _scorer = new ContinuationScorer(context, predictors);
        _layout = GgufFile.Open(model.File).Layout;
    }

    /// <summary>The model's tokens; may be used by any thread.</summary>
    public Vocabulary Vocabulary => _context.Vocabulary;

    /// <summary>What was measured on this machine is followed.</summary>
    private bool IsTuned { get; init; }

    /// <summary>Stops the request at hand.</summary>
    public StopSignal Signal => _context.Signal;

    /// <summary>
    /// Loads a prepared model and measures its speed. What a GPU can't load (no room in its memory, say) the processor computes, with a
    /// warning.
    /// </summary>
    public static LoadedModel Load(PreparedModel model, EngineLoadRequest request, EngineTuning? tuning)
    {
        var threads =
            request.Threads > 0 ? request.Threads
            : tuning?.Threads > 0 ? tuning.Threads
            : PhysicalCores.DefaultThreads;
        var contextTokens = request.ContextTokens > 0 ? request.ContextTokens : DefaultContextTokens;
        var gpu = request.UseGpu ? LlamaLibraries.Gpu : null;
        if (gpu is not null)
        {
            try
            {
                return Load(onGpu: true, model);
            }
            catch (Exception e) when (e is LanguageModelUnavailableException or InvalidOperationException)
            {
                model = model with { Warning = $"The GPU ({gpu}) cannot be used for {model.Name}, the processor computes: {e.Message}" };
            }
        }

        return Load(onGpu: false, model);

        LoadedModel Load(bool onGpu, PreparedModel prepared) =>
            Measured(
                prepared,
                InferenceContext.Load(prepared.File, threads, contextTokens, tuning?.BatchSize ?? 0, onGpu),
                request.Tuning is null && tuning is not null
            );
    }

    private static LoadedModel Measured(PreparedModel model, InferenceContext context, bool isTuned)
    {
        try
        {
            var loaded = new LoadedModel(model, context) { IsTuned = isTuned };
            loaded.Measure();
            return loaded;
        }
        catch
        {
            context.Dispose();
            throw;
        }
    }

    /// <summary>What is loaded.</summary>
    public ModelInfo Describe() =>
        new()
        {
            Name = _model.Name,
            Adapter = _model.Adapter,
            File = _model.File,
            Layout = _layout,
            ContextLength = _context.TrainedContextLength,
            VocabularySize = _context.Vocabulary.Count,
            Format = _layouts.Default,
            ChatTemplate = _context.Metadata("tokenizer.chat_template"),
            Threads = _context.Threads.Current,
            BatchSize = _context.MaxPrefillBatch,
            PrefillBatch = _context.PrefillBatch,
            IsTuned = IsTuned,
            Machine = LlamaLibraries.Machine,
            Identity = _model.Identity,
            PrefillTokensPerSecond = _prefill.TokensPerSecond,
            DecodeTokensPerSecond = _decode.TokensPerSecond,
            CachedTokens = _context.Cache.Used,
            CacheCapacity = _context.Cache.Capacity,
            ProcessId = Environment.ProcessId,
            Warning = _model.Warning,
            Backend = _context.IsOnGpu ? LlamaLibraries.Backend : LlamaLibraries.ProcessorVariant ?? LlamaLibraries.Backend,
        };

    /// <summary>Answers a request; <see cref="Signal"/> carries its deadline and cancellation.</summary>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public GenerateResult Generate(GenerateRequest request, NgramIndex ngrams)
    {
        var result = _search.Run(request, Encode(request.Prompt, request.TokenHealing), ngrams);
        if (!result.DeadlineReached)
        {
            // Drafts and forced prefixes would make a token look cheaper than it is.
            _prefill.Add(result.PromptTokens - result.ReusedTokens, result.PromptTokens - result.ReusedTokens >= 16 ? result.PrefillMs : 0);
            if (request.Hypotheses <= 1 && result.DraftedTokens == 0 && request.ForcedPrefix.Length == 0 && result.Hypotheses is [var only])
            {
                _decode.Add(only.Tokens.Length - 1, result.DecodeMs);
            }

            _context.FitBatch(_prefill.TokensPerSecond);
        }

        return result;
    }

    /// <summary>Scores continuations; <see cref="Signal"/> carries the deadline and cancellation.</summary>
    /// <exception cref="OperationCanceledException">It was stopped from outside.</exception>
    public ScoreResult Score(ScoreRequest request, NgramIndex ngrams) =>
        _scorer.Run(request, Encode(request.Prompt, request.TokenHealing), ngrams);

    /// <summary>Puts a prompt into the cache, as far as <see cref="Signal"/> lets it.</summary>
    public void Warm(FillInPrompt prompt)
    {
        var tokens = Encode(prompt, tokenHealing: true).Tokens;
        var slot = _context.Cache.Place(tokens, 0, prompt.ReuseMoved);
        _context.Prefill(slot, tokens);
    }

    /// <summary>Begins anew with an empty cache, after an error in the middle of something.</summary>
    public void Recover() => _context.Cache.Reset();

    /// <inheritdoc />
    public void Dispose() => _context.Dispose();

    private EncodedPrompt Encode(FillInPrompt prompt, bool tokenHealing) => _layouts.For(prompt.Format).Encode(prompt, tokenHealing);

    private void Measure()
    {
        Signal.Reset(null);
        var tokens = new int[MeasuredPrompt + WarmUpPrompt];
        for (var i = 0; i < tokens.Length; i++)
        {
            tokens[i] = (i * 37 % (_context.Vocabulary.Count - 300)) + 256;
        }

        // One thread first: what several have to beat. The first tokens page the weights in and are not counted.
        _context.Threads.UseOne();
        Run(tokens.AsSpan(0, WarmUpPrompt), 1, null, null);
        var (prefill, decode) = (new SpeedMeter(), new SpeedMeter());
        Run(tokens.AsSpan(WarmUpPrompt / 2, MeasuredPrompt / 2), MeasuredSteps, prefill, decode);
        _context.Threads.Baseline(prefill.TokensPerSecond, decode.TokensPerSecond);
        Run(tokens.AsSpan(WarmUpPrompt, MeasuredPrompt), MeasuredSteps, _prefill, _decode);
        _context.FitBatch(_prefill.TokensPerSecond);
        MeasureBatches(tokens);
    }

    private void MeasureBatches(ReadOnlySpan<int> tokens)
    {
        var prompt = tokens[..WarmUpPrompt];
        var slot = _context.Cache.Place(prompt, BatchCosts.Largest);
        _context.Prefill(slot, prompt);
        for (var count = 2; count <= BatchCosts.Largest; count *= 2)
        {
            var sequence = _context.Cache.Fork(slot.Sequence);
            var batch = new (int, int, int)[count];
            for (var i = 0; i < count; i++)
            {
                batch[i] = (tokens[WarmUpPrompt + i], prompt.Length + i, sequence);
            }

            _context.DecodeTogether(batch);
            _context.Cache.Drop(sequence);
        }

        _context.Cache.Truncate(slot, 0);
    }

    private void Run(ReadOnlySpan<int> prompt, int steps, SpeedMeter? prefill, SpeedMeter? decode)
    {
        var slot = _context.Cache.Place(prompt, steps);
        var start = Stopwatch.GetTimestamp();
        _context.Prefill(slot, prompt);
        prefill?.Add(prompt.Length, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        var sequence = _context.Cache.Fork(slot.Sequence);
        start = Stopwatch.GetTimestamp();
        for (var i = 0; i < steps; i++)
        {
            _context.DecodeTogether([(prompt[i], prompt.Length + i, sequence)]);
        }

        decode?.Add(steps, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        _context.Cache.Drop(sequence);
        _context.Cache.Truncate(slot, 0);
    }
}
