using System.Runtime.InteropServices;

namespace SmolCode.Inference.Native;

/// <summary>
/// The functions of llama.cpp v0.4.0 that are used here (include/llama.h, ggml/include/ggml-backend.h). Only the engine process calls
/// them; <see cref="LlamaLibraries.Load"/> comes first.
/// </summary>
internal static unsafe partial class LlamaNative
{
    /// <summary>Resolved by <see cref="LlamaLibraries"/> to libllama.v0.4.0 and its kin.</summary>
    public const string Llama = "llama";

    /// <summary>Resolved by <see cref="LlamaLibraries"/> to libggml.v0.4.0 and its kin.</summary>
    public const string Ggml = "ggml";

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_load_all_from_path", StringMarshalling = StringMarshalling.Utf8)]
    public static partial void LoadBackends(string folder);

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_dev_count")]
    public static partial nuint DeviceCount();

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_dev_get")]
    public static partial nint Device(nuint index);

    /// <summary>0 CPU, 1 GPU, 2 GPU in the processor, 3 accelerator (enum ggml_backend_dev_type).</summary>
    [LibraryImport(Ggml, EntryPoint = "ggml_backend_dev_type")]
    public static partial int DeviceType(nint device);

    [LibraryImport(Ggml, EntryPoint = "ggml_backend_dev_description")]
    public static partial byte* DeviceDescription(nint device);

    [LibraryImport(Llama, EntryPoint = "llama_version")]
    public static partial byte* Version();

    [LibraryImport(Llama, EntryPoint = "llama_log_set")]
    public static partial void SetLog(delegate* unmanaged[Cdecl]<int, byte*, void*, void> callback, void* userData);

    [LibraryImport(Llama, EntryPoint = "llama_backend_init")]
    public static partial void Initialize();

    [LibraryImport(Llama, EntryPoint = "llama_model_default_params")]
    public static partial LlamaModelParameters DefaultModelParameters();

    [LibraryImport(Llama, EntryPoint = "llama_context_default_params")]
    public static partial LlamaContextParameters DefaultContextParameters();

    [LibraryImport(Llama, EntryPoint = "llama_model_load_from_file", StringMarshalling = StringMarshalling.Utf8)]
    public static partial LlamaModelHandle LoadModel(string path, LlamaModelParameters parameters);

    [LibraryImport(Llama, EntryPoint = "llama_model_free")]
    public static partial void FreeModel(nint model);

    [LibraryImport(Llama, EntryPoint = "llama_init_from_model")]
    public static partial LlamaContextHandle CreateContext(LlamaModelHandle model, LlamaContextParameters parameters);

    [LibraryImport(Llama, EntryPoint = "llama_free")]
    public static partial void FreeContext(nint context);

    [LibraryImport(Llama, EntryPoint = "llama_n_ctx")]
    public static partial uint ContextLength(LlamaContextHandle context);

    [LibraryImport(Llama, EntryPoint = "llama_model_n_ctx_train")]
    public static partial int TrainedContextLength(LlamaModelHandle model);

    /// <summary>The vocabulary lives as long as its model.</summary>
    [LibraryImport(Llama, EntryPoint = "llama_model_get_vocab")]
    public static partial nint Vocabulary(LlamaModelHandle model);

    [LibraryImport(Llama, EntryPoint = "llama_model_meta_val_str", StringMarshalling = StringMarshalling.Utf8)]
    public static partial int Metadata(LlamaModelHandle model, string key, byte* buffer, nuint size);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_n_tokens")]
    public static partial int TokenCount(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_get_attr")]
    public static partial LlamaTokenAttributes TokenAttributes(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_is_eog")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool IsEndOfGeneration(nint vocabulary, int token);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_bos")]
    public static partial int BeginToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_eos")]
    public static partial int EndToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_get_add_bos")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool AddsBeginToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_fim_pre")]
    public static partial int FillInPrefixToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_fim_suf")]
    public static partial int FillInSuffixToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_fim_mid")]
    public static partial int FillInMiddleToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_vocab_fim_sep")]
    public static partial int FillInFileToken(nint vocabulary);

    [LibraryImport(Llama, EntryPoint = "llama_tokenize")]
    public static partial int Tokenize(
        nint vocabulary,
        byte* text,
        int length,
        int* tokens,
        int capacity,
        [MarshalAs(UnmanagedType.U1)] bool addSpecial,
        [MarshalAs(UnmanagedType.U1)] bool parseSpecial
    );

    [LibraryImport(Llama, EntryPoint = "llama_token_to_piece")]
    public static partial int TokenToPiece(
        nint vocabulary,
        int token,
        byte* buffer,
        int length,
        int leftStrip,
        [MarshalAs(UnmanagedType.U1)] bool special
    );

    /// <summary>The memory lives as long as its context.</summary>
    [LibraryImport(Llama, EntryPoint = "llama_get_memory")]
    public static partial nint Memory(LlamaContextHandle context);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_rm")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool RemoveSequence(nint memory, int sequence, int from, int to);

    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_cp")]
    public static partial void CopySequence(nint memory, int source, int target, int from, int to);

    /// <summary>Adds to the positions of a sequence's cells, whoever shares them; keys are turned before the next batch.</summary>
    [LibraryImport(Llama, EntryPoint = "llama_memory_seq_add")]
    public static partial void ShiftSequence(nint memory, int sequence, int from, int to, int by);

    [LibraryImport(Llama, EntryPoint = "llama_memory_can_shift")]
    [return: MarshalAs(UnmanagedType.U1)]
    public static partial bool CanShift(nint memory);

    [LibraryImport(Llama, EntryPoint = "llama_decode")]
    public static partial int Decode(LlamaContextHandle context, LlamaBatch batch);

    [LibraryImport(Llama, EntryPoint = "llama_set_n_threads")]
    public static partial void SetThreads(LlamaContextHandle context, int threads, int batchThreads);

    [LibraryImport(Llama, EntryPoint = "llama_get_logits_ith")]
    public static partial float* Logits(LlamaContextHandle context, int index);

    [LibraryImport(Llama, EntryPoint = "llama_set_abort_callback")]
    public static partial void SetAbort(LlamaContextHandle context, delegate* unmanaged[Cdecl]<void*, byte> callback, void* userData);
}

/// <summary>llama_token_attr.</summary>
[Flags]
internal enum LlamaTokenAttributes
{
    /// <summary>None known.</summary>
    None = 0,

    /// <summary>LLAMA_TOKEN_ATTR_UNKNOWN.</summary>
    Unknown = 1,

    /// <summary>LLAMA_TOKEN_ATTR_UNUSED.</summary>
    Unused = 2,

    /// <summary>LLAMA_TOKEN_ATTR_NORMAL.</summary>
    Normal = 4,

    /// <summary>LLAMA_TOKEN_ATTR_CONTROL.</summary>
    Control = 8,

    /// <summary>LLAMA_TOKEN_ATTR_USER_DEFINED.</summary>
    UserDefined = 16,

    /// <summary>LLAMA_TOKEN_ATTR_BYTE.</summary>
    Byte = 32,
}

/// <summary>llama_batch: parallel arrays, one entry a token.</summary>
[StructLayout(LayoutKind.Sequential)]
internal unsafe struct LlamaBatch
{
    public int TokenCount;
    public int* Tokens;
    public float* Embeddings;
    public int* Positions;
    public int* SequenceCounts;
    public int** Sequences;
    public byte* WantLogits;
}

/// <summary>llama_model_params.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaModelParameters
{
    public nint Devices;
    public nint TensorBufferOverrides;
    public int GpuLayers;
    public int SplitMode;
    public int LoadMode;
    public int LazyMode;
    public int MainGpu;
    public nint TensorSplit;
    public nint ProgressCallback;
    public nint ProgressCallbackUserData;
    public nint KeyValueOverrides;
    public byte VocabularyOnly;
    public byte CheckTensors;
    public byte UseExtraBuffers;
    public byte NoHost;
    public byte NoAlloc;
    public byte LoadMultiTokenPrediction;
}

/// <summary>llama_context_params.</summary>
[StructLayout(LayoutKind.Sequential)]
internal struct LlamaContextParameters
{
    public uint ContextLength;
    public uint BatchSize;
    public uint MicroBatchSize;
    public uint MaxSequences;
    public uint RecurrentSnapshots;
    public uint MaxOutputs;
    public uint MaxOutputsPerSequence;
    public int Threads;
    public int BatchThreads;
    public int ContextType;
    public int RopeScaling;
    public int Pooling;
    public int Attention;
    public int FlashAttention;
    public float RopeFrequencyBase;
    public float RopeFrequencyScale;
    public float YarnExtFactor;
    public float YarnAttnFactor;
    public float YarnBetaFast;
    public float YarnBetaSlow;
    public uint YarnOriginalContext;
    public float DefragThreshold;
    public nint EvalCallback;
    public nint EvalCallbackUserData;
    public int TypeK;
    public int TypeV;
    public nint AbortCallback;
    public nint AbortCallbackUserData;
    public byte Embeddings;
    public byte OffloadKqv;
    public byte NoPerformanceCounters;
    public byte OffloadOperations;
    public byte FullSlidingWindow;
    public byte UnifiedCache;
    public nint Samplers;
    public nuint SamplerCount;
    public nint OtherContext;
}
