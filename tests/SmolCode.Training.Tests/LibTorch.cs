using SmolCode.Inference;
using SmolCode.Training.Runtime;

namespace SmolCode.Training.Tests;

/// <summary>The native libraries, brought as the product brings them, for the tests that compute.</summary>
public sealed class LibTorch : IAsyncLifetime
{
    public async ValueTask InitializeAsync() =>
        await new TrainingRuntime(UserFolders.ForThisUser()).LoadAsync(null, TestContext.Current.CancellationToken);

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
