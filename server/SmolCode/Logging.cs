using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Console;

namespace SmolCode;

/// <summary>Where logs go.</summary>
internal static class Logging
{
    /// <summary>
    /// Lines on stderr from a level on; stdout stays free for results and protocols. The level is the console's alone: an editor that asks
    /// the language server for its log sets another one.
    /// </summary>
    public static ILoggerFactory ToStandardError(LogLevel minimum) =>
        LoggerFactory.Create(builder =>
            builder
                .SetMinimumLevel(LogLevel.Trace)
                .AddFilter<ConsoleLoggerProvider>(null, minimum)
                .AddSimpleConsole(o =>
                {
                    o.SingleLine = true;
                    o.TimestampFormat = "HH:mm:ss.fff ";
                })
                .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
        );
}
