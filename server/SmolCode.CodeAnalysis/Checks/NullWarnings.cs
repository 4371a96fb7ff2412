using System.Globalization;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>The compiler's warnings about null.</summary>
internal static class NullWarnings
{
    /// <summary>
    /// Whether the warning comes from the nullable flow analysis: CS8597 to CS8634 and CS8655, constraints (CS8714), and what attributes like
    /// NotNull promise (CS8762 to CS8777).
    /// </summary>
    internal static bool Include(string id) =>
        id.StartsWith("CS", StringComparison.Ordinal)
        && int.TryParse(id.AsSpan(2), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
        && number is (>= 8597 and <= 8634) or 8655 or 8714 or (>= 8762 and <= 8777);

    /// <summary>
    /// Whether the warning counts against code that is to be inserted: not where a field or property is left without a value when a
    /// constructor ends (CS8618), which says that something is still to come.
    /// </summary>
    internal static bool Refute(string id) => id != "CS8618" && Include(id);
}
