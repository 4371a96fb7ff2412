using System.Diagnostics;
using SmolCode.Inference.Native;

namespace SmolCode.Inference.Engine;

/// <summary>A model with one context, used by one thread at a time: evaluates prompts and hypotheses.</summary>
internal sealed unsafe class InferenceContext : IDisposable
{
    /// <summary>Hypotheses that fit one batch.</summary>
    public const int MaxHypotheses = 16;

    /// <summary>Sequences of continuations that are scored together.</summary>
    public const int MaxBranches = 48;

    // Prompts kept side by side, as many as cells allow.
    private const int Slots = 12;

    // One more sequence than hypotheses keeps the best finished one.
    private const int Forks = MaxHypotheses + 1 > MaxBranches ? MaxHypotheses + 1 : MaxBranches;

    /// <summary>
    /// Tokens evaluated at once at most, but for prompts on machines that were tuned. Prefill gains next to nothing from larger batches with
    /// this model on most CPUs.
    /// </summary>
    public const int BatchSize = 64;
    private const int SmallestBatch = 16;
    private const int LargestBatch = 1024;
    private const double BatchSeconds = 0.2;

    // Tokens behind a moved part that are evaluated in the batch that can't be stopped.
    private const int UndisturbedBatch = 8;

    private readonly LlamaModelHandle _model;
    private readonly LlamaContextHandle _context;
    private readonly LlamaBatchHandle _batch;
    private bool _keysToTurn;

    private InferenceContext(LlamaModelHandle model, LlamaContextHandle context, int threads, int prefillBatch, bool onGpu)
    {
        MaxPrefillBatch = prefillBatch;
        PrefillBatch = prefillBatch;
        IsOnGpu = onGpu;
        _model = model;
        _context = context;
        _batch = new LlamaBatchHandle(Math.Max(BatchSize, prefillBatch), MaxBranches);
        Threads = new ThreadGovernor(threads, n => LlamaNative.SetThreads(context, n, n));
        Vocabulary = new Vocabulary(model);
        Cache = new KvCache(context, (int)LlamaNative.ContextLength(context), Slots, Forks);
        LlamaNative.SetAbort(context, StopSignal.Callback, Signal.UserData);
    }

    /// <summary>Stops what is being computed.</summary>
    public StopSignal Signal { get; } = new();

    /// <summary>
    /// Tokens of a prompt evaluated at once: what takes about a fifth of a second. A prompt that is cancelled or past its deadline
    /// keeps all whole batches, so that typing on makes progress on slow machines too.
    /// </summary>
    public int PrefillBatch { get; private set; }

    /// <summary>The most that <see cref="PrefillBatch"/> may become.</summary>
    public int MaxPrefillBatch { get; }

    /// <summary>The model is in a GPU's memory.</summary>
    public bool IsOnGpu { get; }

    /// <summary>What small batches cost.</summary>
    public BatchCosts Costs { get; } = new();

    /// <summary>How many threads compute.</summary>
    public ThreadGovernor Threads { get; }

    /// <summary>The model's tokens.</summary>
    public Vocabulary Vocabulary { get; }

    /// <summary>The KV cache.</summary>
    public KvCache Cache { get; }

    /// <summary>Tokens that the model was trained to look back on.</summary>
    public int TrainedContextLength => LlamaNative.TrainedContextLength(_model);

    /// <summary>Loads a model.</summary>
    /// <param name="file">A sound GGUF file.</param>
    /// <param name="threads">Threads that compute.</param>
    /// <param name="contextTokens">Cells of the KV cache.</param>
    /// <param name="prefillBatch">Tokens of a prompt evaluated at once at most; 0: <see cref="BatchSize"/>.</param>
    /// <param name="onGpu">In a GPU's memory; the caller knows that there is one.</param>
    /// <exception cref="LanguageModelUnavailableException">llama.cpp can't load it.</exception>
    public static InferenceContext Load(string file, int threads, int contextTokens, int prefillBatch = 0, bool onGpu = false)
    {
        prefillBatch = prefillBatch > 0 ? Math.Clamp(prefillBatch, SmallestBatch, LargestBatch) : BatchSize;
        var parameters = LlamaNative.DefaultModelParameters();
        // An empty list of devices: nothing is tried on a GPU. The default is all layers on all of them.
        nint noDevices = 0;
        if (!onGpu)
        {
            parameters.GpuLayers = 0;
            parameters.Devices = (nint)(&noDevices);
        }

        var model = LlamaNative.LoadModel(file, parameters);
        if (model.IsInvalid)
        {
            throw new LanguageModelUnavailableException(
                $"llama.cpp cannot load {file}: the file is of a kind or size that it can't use here. Choose another model (smolcode model list), or see the engine's log."
            );
        }

        var settings = LlamaNative.DefaultContextParameters();
        settings.ContextLength = (uint)contextTokens;
        settings.BatchSize = (uint)Math.Max(BatchSize, prefillBatch);
        settings.MicroBatchSize = settings.BatchSize;
        settings.MaxSequences = Slots + Forks;
        settings.MaxOutputs = BatchSize;
        settings.Threads = threads;
        settings.BatchThreads = threads;
        // One pool of cells for all sequences: hypotheses share their prompt's.
        settings.UnifiedCache = 1;
        if (!onGpu)
        {
            settings.OffloadKqv = 0;
            settings.OffloadOperations = 0;
        }

        var context = LlamaNative.CreateContext(model, settings);
        if (context.IsInvalid)
        {
            model.Dispose();
            throw new LanguageModelUnavailableException(
                $"llama.cpp cannot make a context of {contextTokens} tokens for {file}, most likely for want of memory. Close other programs or choose a smaller context."
            );
        }

        context.KeepAlive(model);
        return new InferenceContext(model, context, threads, prefillBatch, onGpu);
    }

    /// <summary>Fits <see cref="PrefillBatch"/> to the measured speed.</summary>
    public void FitBatch(double tokensPerSecond) => PrefillBatch = BatchFor(tokensPerSecond, MaxPrefillBatch);

    /// <summary>Tokens of a prompt that are evaluated at once at a speed; at most <paramref name="most"/>.</summary>
    public static int BatchFor(double tokensPerSecond, int most) =>
        Math.Clamp((int)(tokensPerSecond * BatchSeconds) / SmallestBatch * SmallestBatch, SmallestBatch, most);

    /// <summary>A value of the model's metadata as text, or null.</summary>
    public string? Metadata(string key)
    {
        var buffer = new byte[1 << 16];
        fixed (byte* p = buffer)
        {
            var length = LlamaNative.Metadata(_model, key, p, (nuint)buffer.Length);
            return length < 0 ? null : System.Text.Encoding.UTF8.GetString(buffer, 0, Math.Min(length, buffer.Length - 1));
        }
    }

    /// <summary>
    /// Evaluates what a slot lacks of a prompt. False: <see cref="Signal"/> stopped it; the slot then holds what was done before.
    /// </summary>
    /// <param name="slot">From <see cref="KvCache.Place"/>.</param>
    /// <param name="tokens">The prompt.</param>
    public bool Prefill(KvCache.Slot slot, ReadOnlySpan<int> tokens)
    {
        try
        {
            foreach (var part in slot.Plan?.Parts ?? [])
            {
                if (!Evaluate(slot, tokens, part.To))
                {
                    return false;
                }

                Cache.Move(slot, part);
                _keysToTurn |= part.From != part.To;
            }

            return Evaluate(slot, tokens, tokens.Length);
        }
        finally
        {
            Cache.EndPlan(slot);
        }
    }

    private bool Evaluate(KvCache.Slot slot, ReadOnlySpan<int> tokens, int end)
    {
        while (slot.Tokens.Count < end)
        {
            var start = slot.Tokens.Count;
            var part = tokens.Slice(start, Math.Min(_keysToTurn ? UndisturbedBatch : PrefillBatch, end - start));
            _batch.Clear();
            for (var i = 0; i < part.Length; i++)
            {
                _batch.Add(part[i], start + i, slot.Sequence, wantLogits: start + i == tokens.Length - 1);
            }

            if (!Decode())
            {
                Cache.Truncate(slot, start);
                return false;
            }

            Cache.Append(slot, part);
        }

        return true;
    }

    /// <summary>Logits of the last batch: those of the <paramref name="index"/>-th of its tokens; valid until the next batch.</summary>
    public ReadOnlySpan<float> Logits(int index)
    {
        var logits = LlamaNative.Logits(_context, index);
        return logits is null
            ? throw new InvalidOperationException("llama.cpp has no logits for this token.")
            : new ReadOnlySpan<float>(logits, Vocabulary.Count);
    }

    /// <summary>Logits of the last token of the last batch.</summary>
    public ReadOnlySpan<float> LastLogits => Logits(_batch.Count - 1);

    /// <summary>Evaluates one token for each of several sequences in one batch. False: stopped; the sequences may be dropped only.</summary>
    public bool DecodeTogether(ReadOnlySpan<(int Token, int Position, int Sequence)> tokens)
    {
        _batch.Clear();
        foreach (var (token, position, sequence) in tokens)
        {
            _batch.Add(token, position, sequence, wantLogits: true);
        }

        var start = Stopwatch.GetTimestamp();
        var done = Decode();
        if (done)
        {
            Costs.Add(tokens.Length, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        return done;
    }

    /// <summary>
    /// Evaluates nodes of a tree of tokens, parents before children, in the sequences that they belong to. False: stopped; the sequences may
    /// be dropped only.
    /// </summary>
    public bool DecodeTree(ReadOnlySpan<TokenTree.Node> nodes, int position)
    {
        _batch.Clear();
        foreach (var node in nodes)
        {
            _batch.Add(
                node.Token,
                position + node.Depth,
                System.Runtime.InteropServices.CollectionsMarshal.AsSpan(node.Sequences),
                wantLogits: node.Wanted.Count > 0
            );
        }

        return Decode();
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _batch.Dispose();
        _context.Dispose();
        _model.Dispose();
        Signal.Dispose();
    }

    private bool Decode()
    {
        while (!Signal.Stopped)
        {
            var start = Stopwatch.GetTimestamp();
            Signal.Overrun = Threads.Begin(start, _batch.Count);
            // llama.cpp turns moved keys in place before the batch: half of that would be neither the old nor the new.
            Signal.Undisturbed = _keysToTurn;
            var result = _batch.Decode(_context);
            Signal.Undisturbed = _keysToTurn = false;
            Signal.Overrun = long.MaxValue;
            switch (result)
            {
                case 0:
                    Threads.End(start, _batch.Count);
                    return true;
                case 1:
                    throw new InvalidOperationException("The KV cache has no room although room was made; this is a defect of SmolCode.");
                case 2 when !Signal.Stopped:
                    _batch.Withdraw(LlamaNative.Memory(_context));
                    // The threads wait for each other: other programs have their cores. llama.cpp took the batch back; again with fewer.
                    Threads.Overrun(Stopwatch.GetTimestamp());
                    break;
                case 2:
                    return false;
                default:
                    throw new InvalidOperationException($"llama.cpp failed to evaluate a batch (code {result}); see the engine's log.");
            }
        }

        return false;
    }
}
