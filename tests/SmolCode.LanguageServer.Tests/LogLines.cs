using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Keeps the log for a test to look at.</summary>
internal sealed class LogLines : ILoggerProvider
{
    private readonly ConcurrentQueue<string> lines = [];

    public IReadOnlyCollection<string> All => lines;

    public ILogger CreateLogger(string categoryName) => new Logger(this);

    public void Dispose() { }

    private sealed class Logger(LogLines owner) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => owner.lines.Enqueue($"{logLevel}: {formatter(state, exception)}");
    }
}
