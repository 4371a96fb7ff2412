namespace SmolCode.Inference.Models;

/// <summary>Reports on the thread that makes the progress, so that reports come in order.</summary>
internal sealed class SynchronousProgress<T>(Action<T> handler) : IProgress<T>
{
    /// <inheritdoc />
    public void Report(T value) => handler(value);
}
