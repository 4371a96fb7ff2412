namespace SmolCode.CodeAnalysis;

/// <summary>Finds what the compiler knows about the place at the cursor.</summary>
public static class HoleAnalyzer
{
    /// <summary>Analyses the hole at <paramref name="position"/> (UTF-16 units).</summary>
    public static Task<Hole> AnalyzeAsync(DocumentSnapshot snapshot, int position, CancellationToken cancellationToken) =>
        throw new NotImplementedException();
}
