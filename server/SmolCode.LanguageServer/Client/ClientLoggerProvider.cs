using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.LanguageServer.Configuration;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Client;

/// <summary>Sends the log to the editor's output view (<c>window/logMessage</c>), as much of it as the trace setting asks for.</summary>
internal sealed class ClientLoggerProvider : ILoggerProvider
{
    private volatile ILanguageClient? client;

    /// <summary>How much is sent.</summary>
    public TraceLevel Trace { get; set; }

    /// <summary>From now on the log is sent to a client; until then it goes to the server's other logs only.</summary>
    public void Connect(ILanguageClient target) => client = target;

    /// <summary>Nothing is sent any more.</summary>
    public void Disconnect() => client = null;

    /// <summary>A logger for the host's filter to stand before; nothing for the language server's own classes, which have their own.</summary>
    public ILogger CreateLogger(string categoryName) =>
        categoryName.StartsWith(typeof(LanguageServerHost).Namespace!, StringComparison.Ordinal)
            ? NullLogger.Instance
            : new ClientLogger(this, categoryName);

    /// <summary>A logger for one of the language server's own classes.</summary>
    public ILogger CreateOwnLogger(string categoryName) => new ClientLogger(this, categoryName);

    /// <inheritdoc />
    public void Dispose() => Disconnect();

    private sealed class ClientLogger(ClientLoggerProvider provider, string category) : ILogger
    {
        private readonly string source = category[(category.LastIndexOf('.') + 1)..];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) =>
            provider.client is not null
            && logLevel != LogLevel.None
            && logLevel
                >= provider.Trace switch
                {
                    TraceLevel.Off => LogLevel.Information,
                    TraceLevel.Messages => LogLevel.Debug,
                    _ => LogLevel.Trace,
                };

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        )
        {
            if (!IsEnabled(logLevel))
            {
                return;
            }

            var type = logLevel switch
            {
                LogLevel.Critical or LogLevel.Error => MessageType.Error,
                LogLevel.Warning => MessageType.Warning,
                LogLevel.Information => MessageType.Info,
                _ => MessageType.Log,
            };
            var details = exception is null ? "" : Environment.NewLine + exception;
            provider.client?.Log(type, $"[{source}] {formatter(state, exception)}{details}");
        }
    }
}
