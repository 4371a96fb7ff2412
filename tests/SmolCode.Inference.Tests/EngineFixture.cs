using Microsoft.Extensions.Logging.Abstractions;

namespace SmolCode.Inference.Tests;

/// <summary>
/// An engine process with the bundled model and adapter for the tests of one class that don't harm it, with one thread. What other tests ask for
/// would decide which part of a prompt is evaluated anew and in which batches, and how busy the machine is decides the threads; both round the
/// sums in other ways, and near ties fall either way.
/// </summary>
public sealed class EngineFixture : IAsyncDisposable
{
    /// <summary>Starts the worker beside the tests. The repacked model stays there for the next run.</summary>
    public static EngineOptions Options { get; } =
        new()
        {
            Command = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
            Arguments = [Path.Combine(AppContext.BaseDirectory, "SmolCode.Inference.Tests.Worker.dll")],
            Folders = new UserFolders
            {
                Cache = Path.Combine(AppContext.BaseDirectory, "cache"),
                Models = Path.Combine(AppContext.BaseDirectory, "no-models"),
                Bundled = Bundled.Folder,
            },
        };

    public EngineLanguageModel Model { get; } = new(Options with { Threads = 1 }, NullLogger<EngineLanguageModel>.Instance);

    public ValueTask DisposeAsync() => Model.DisposeAsync();
}
