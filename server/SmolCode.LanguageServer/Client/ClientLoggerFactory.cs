using Microsoft.Extensions.Logging;

namespace SmolCode.LanguageServer.Client;

/// <summary>
/// Loggers of the language server's own classes: they write to the host's log and to the client. They don't go through the host's
/// filter on the way to the client, so that the trace setting works however the server was started.
/// </summary>
internal sealed class ClientLoggerFactory(ILoggerFactory host, ClientLoggerProvider client) : ILoggerFactory
{
    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Both(host.CreateLogger(categoryName), client.CreateOwnLogger(categoryName));

    /// <inheritdoc />
    public void AddProvider(ILoggerProvider provider) => host.AddProvider(provider);

    /// <summary>Does nothing: the host owns its log.</summary>
    public void Dispose() { }

    private sealed class Both(ILogger first, ILogger second) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => first.BeginScope(state);

        public bool IsEnabled(LogLevel logLevel) => first.IsEnabled(logLevel) || second.IsEnabled(logLevel);

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            // The host's logger filters for itself, the client's as well.
            first.Log(logLevel, eventId, state, exception, formatter);
            second.Log(logLevel, eventId, state, exception, formatter);
        }
    }
}
