using System.Collections.Concurrent;
using SmolCode.VisualStudio.Output;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>An output that a test reads.</summary>
internal sealed class ListLog : IClientLog
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyList<string> Lines => [.. lines];

    public void Write(LogLevel level, string message) => lines.Enqueue($"{level}: {message}");
}
