using SmolCode.Inference.Tuning;

namespace SmolCode.Inference;

/// <summary>What is loaded and how fast it is here.</summary>
public sealed record ModelInfo
{
    /// <summary>The model's name as in <c>general.name</c> or its file, e.g. SmolLM2-135M-Instruct.</summary>
    public required string Name { get; init; }

    /// <summary>Name of the merged adapter, or null.</summary>
    public string? Adapter { get; init; }

    /// <summary>File that is loaded.</summary>
    public required string File { get; init; }

    /// <summary>Layout of the weights, e.g. Q8_0.</summary>
    public required string Layout { get; init; }

    /// <summary>Tokens that fit the model's context.</summary>
    public required int ContextLength { get; init; }

    /// <summary>Size of the vocabulary in tokens.</summary>
    public required int VocabularySize { get; init; }

    /// <summary>Layout of prompts that <see cref="FillInFormat.Automatic"/> stands for.</summary>
    public required FillInFormat Format { get; init; }

    /// <summary>The chat template, or null.</summary>
    public string? ChatTemplate { get; init; }

    /// <summary>Threads used.</summary>
    public required int Threads { get; init; }

    /// <summary>Tokens of a prompt that are evaluated at once at most; slow machines do fewer, so that cancelling stays quick.</summary>
    public int BatchSize { get; init; }

    /// <summary>Tokens of a prompt that are evaluated at once at the speed measured last.</summary>
    public int PrefillBatch { get; init; }

    /// <summary>Layout, threads and batch size are those that <c>smolcode model tune</c> chose.</summary>
    public bool IsTuned { get; init; }

    /// <summary>The machine as results of <c>smolcode model tune</c> name it; null where there is no engine process.</summary>
    public MachineIdentity? Machine { get; init; }

    /// <summary>The weights as results of <c>smolcode model tune</c> name them; null where that is not known.</summary>
    public ModelIdentity? Identity { get; init; }

    /// <summary>Measured at load, updated by requests: tokens of a prompt evaluated a second.</summary>
    public required double PrefillTokensPerSecond { get; init; }

    /// <summary>Measured at load, updated by requests: tokens decoded a second by one hypothesis.</summary>
    public required double DecodeTokensPerSecond { get; init; }

    /// <summary>Cells of the KV cache in use and in all, in tokens.</summary>
    public int CachedTokens { get; init; }

    /// <summary>Cells of the KV cache, in tokens.</summary>
    public int CacheCapacity { get; init; }

    /// <summary>Tokens of the workspace's files in the n-gram index.</summary>
    public int NgramTokens { get; init; }

    /// <summary>Process id of the engine; 0 where there is none.</summary>
    public int ProcessId { get; init; }

    /// <summary>Why it is not quite what was asked for (no room for the adapter, say) and what to do; null when it is.</summary>
    public string? Warning { get; init; }

    /// <summary>CPU variant of the native library that was picked, e.g. haswell, or the GPU's name.</summary>
    public string? Backend { get; init; }
}
