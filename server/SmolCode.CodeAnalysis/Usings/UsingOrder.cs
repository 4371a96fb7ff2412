namespace SmolCode.CodeAnalysis.Usings;

/// <summary>The order that a file keeps its <c>using</c> directives in.</summary>
/// <param name="systemFirst"><c>System</c> and what is below it come before all others.</param>
internal sealed class UsingOrder(bool systemFirst) : IComparer<string>
{
    private static readonly UsingOrder SystemFirst = new(systemFirst: true);
    private static readonly UsingOrder Alphabetical = new(systemFirst: false);

    /// <summary>The order of these names; null where they have none.</summary>
    internal static UsingOrder? Of(IReadOnlyList<string> names) =>
        IsSorted(SystemFirst, names) ? SystemFirst
        : IsSorted(Alphabetical, names) ? Alphabetical
        : null;

    /// <inheritdoc />
    public int Compare(string? x, string? y) =>
        systemFirst && IsSystem(x) != IsSystem(y) ? (IsSystem(x) ? -1 : 1) : string.Compare(x, y, StringComparison.OrdinalIgnoreCase);

    private static bool IsSystem(string? name) => name == "System" || name?.StartsWith("System.", StringComparison.Ordinal) == true;

    private static bool IsSorted(UsingOrder order, IReadOnlyList<string> names) =>
        names.Zip(names.Skip(1)).All(p => order.Compare(p.First, p.Second) <= 0);
}
