using System.Collections.Immutable;
using System.Reflection;
using SmolCode.Inference.Tuning;

namespace SmolCode.Inference;

/// <summary>How an engine process is started and what it loads.</summary>
public sealed record EngineOptions
{
    /// <summary>Executable that runs <see cref="EngineProcess.RunAsync"/>.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>Name or path of the model.</summary>
    public string Model { get; init; } = ModelStore.DefaultModel;

    /// <summary>Name or path of the adapter to merge in; null: the model as it is.</summary>
    public string? Adapter { get; init; } = ModelStore.DefaultAdapter;

    /// <summary>Where models and the cache are.</summary>
    public UserFolders Folders { get; init; } = UserFolders.ForThisUser();

    /// <summary>Folder of llama.cpp's libraries; null: runtimes-llama beside the executable.</summary>
    public string? LibraryFolder { get; init; }

    /// <summary>Threads that compute; 0: as tuned, or one a physical core, at most 8.</summary>
    public int Threads { get; init; }

    /// <summary>Tokens that the KV cache holds (22.5 KiB each for the bundled model); 0: 4,096.</summary>
    public int ContextTokens { get; init; }

    /// <summary>How the model is used; null: as <see cref="TunedModelsFile"/> says, or as fits most machines.</summary>
    public EngineTuning? Tuning { get; init; }

    /// <summary>Absolute path of the results of <c>smolcode model tune</c> (<see cref="TunedModels"/>); null: none.</summary>
    public string? TunedModelsFile { get; init; }

    /// <summary>Compute on a GPU where llama.cpp's libraries have one; the processor otherwise, and where the GPU fails to load the model.</summary>
    public bool UseGpu { get; init; } = true;

    /// <summary>How long a process may take to end by itself before it is killed.</summary>
    public TimeSpan ExitPatience { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How long a process may give no answer until it is asked whether it lives, and how long it has to say so.</summary>
    public TimeSpan HangPatience { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Delay before a process that died is started for the first time again; it doubles each time.</summary>
    public TimeSpan FirstRestartDelay { get; init; } = TimeSpan.FromMilliseconds(100);

    /// <summary>The longest such delay.</summary>
    public TimeSpan LongestRestartDelay { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Options that start this program's own <c>engine</c> command, whether it runs as an executable or under <c>dotnet</c>.</summary>
    public static EngineOptions ForThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        var isHost = Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var assembly = Assembly.GetEntryAssembly()?.Location;
        return new EngineOptions
        {
            Command = executable,
            Arguments = isHost && !string.IsNullOrEmpty(assembly) ? [assembly, "engine"] : ["engine"],
        };
    }
}
