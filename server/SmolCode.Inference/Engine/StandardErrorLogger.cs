using Microsoft.Extensions.Logging;

namespace SmolCode.Inference.Engine;

/// <summary>Logs to standard error, one line a message: standard output belongs to the protocol.</summary>
internal sealed class StandardErrorLogger : ILogger
{
    /// <summary>Least level that is written.</summary>
    public LogLevel Minimum { get; set; } = LogLevel.Warning;

    /// <inheritdoc />
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => null;

    /// <inheritdoc />
    public bool IsEnabled(LogLevel logLevel) => logLevel >= Minimum && logLevel != LogLevel.None;

    /// <inheritdoc />
    public void Log<TState>(
        LogLevel logLevel,
        EventId eventId,
        TState state,
        Exception? exception,
        Func<TState, Exception?, string> formatter
    )
    {
        if (IsEnabled(logLevel))
        {
            var details = exception is null ? "" : $": {exception}".ReplaceLineEndings(" | ");
            Console.Error.WriteLine($"{logLevel}: {formatter(state, exception)}{details}");
        }
    }
}
