using Microsoft.Extensions.Logging.Abstractions;

namespace SmolCode.Inference.Tests;

/// <summary>
/// An engine for the tests of one class alone, with one thread. What other tests ask for decides which part of a prompt is evaluated anew and
/// in which batches, and how busy the machine is decides the threads; both round the sums in other ways.
/// </summary>
public sealed class SteadyEngineFixture : IAsyncDisposable
{
    public EngineLanguageModel Model { get; } = new(EngineFixture.Options with { Threads = 1 }, NullLogger<EngineLanguageModel>.Instance);

    public ValueTask DisposeAsync() => Model.DisposeAsync();
}
