using System.Globalization;

namespace SmolCode.VisualStudio.Output;

/// <summary>A line of the output, as it is shown.</summary>
public static class OutputLine
{
    /// <summary>Time, level and message; ends with a line feed.</summary>
    public static string Format(DateTimeOffset at, LogLevel level, string message) =>
        $"{at.ToString("HH:mm:ss.fff", CultureInfo.InvariantCulture)} [{level.ToString().ToLowerInvariant()}] {message}\n";
}
