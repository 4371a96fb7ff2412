using Microsoft.Extensions.Logging;

namespace SmolCode;

/// <summary>Where logs go.</summary>
internal static class Logging
{
    /// <summary>Lines on stderr from a level on; stdout stays free for results and protocols.</summary>
    public static ILoggerFactory ToStandardError(LogLevel minimum) =>
        LoggerFactory.Create(builder =>
            builder
                .SetMinimumLevel(minimum)
                .AddSimpleConsole(o =>
                {
                    o.SingleLine = true;
                    o.TimestampFormat = "HH:mm:ss.fff ";
                })
                .AddConsole(o => o.LogToStandardErrorThreshold = LogLevel.Trace)
        );
}
