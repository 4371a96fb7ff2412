using Microsoft.Extensions.Logging;
using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Protocol;

/// <summary>The first request of a host to its engine process: what to load. Answered with the <see cref="ModelInfo"/>.</summary>
internal sealed record EngineLoadRequest
{
    /// <summary>Name or path of the model.</summary>
    public required string Model { get; init; }

    /// <summary>Name or path of the adapter, or null.</summary>
    public string? Adapter { get; init; }

    /// <summary>Where models and the cache are.</summary>
    public required UserFolders Folders { get; init; }

    /// <summary>Folder of llama.cpp's libraries; null: beside the executable.</summary>
    public string? LibraryFolder { get; init; }

    /// <summary>Threads that compute; 0: the engine chooses.</summary>
    public int Threads { get; init; }

    /// <summary>Cells of the KV cache; 0: the engine chooses.</summary>
    public int ContextTokens { get; init; }

    /// <summary>How the model is used; null: as <see cref="TunedModelsFile"/> says.</summary>
    public EngineTuning? Tuning { get; init; }

    /// <summary>File of what was measured on this machine; null: none.</summary>
    public string? TunedModelsFile { get; init; }

    /// <summary>Compute on a GPU where there is one.</summary>
    public bool UseGpu { get; init; } = true;

    /// <summary>The host; the engine ends when it is gone.</summary>
    public int HostProcessId { get; init; }

    /// <summary>Least level of what the engine logs on its standard error.</summary>
    public LogLevel LogLevel { get; init; }
}
