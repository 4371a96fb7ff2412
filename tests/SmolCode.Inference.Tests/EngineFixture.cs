using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Tests;

[assembly: AssemblyFixture(typeof(EngineFixture))]

namespace SmolCode.Inference.Tests;

/// <summary>One engine process with the bundled model and adapter for all tests that don't harm it.</summary>
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

    public EngineLanguageModel Model { get; } = new(Options, NullLogger<EngineLanguageModel>.Instance);

    public ValueTask DisposeAsync() => Model.DisposeAsync();
}
