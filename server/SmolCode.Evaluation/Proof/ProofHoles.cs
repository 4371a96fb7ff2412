namespace SmolCode.Evaluation.Proof;

/// <summary>Where a proof's holes are.</summary>
/// <param name="Root">Folder that <paramref name="Paths"/> are relative to.</param>
/// <param name="Paths">Files that nothing was learned from.</param>
public sealed record ProofHoles(string Root, IReadOnlyCollection<string> Paths)
{
    // A small workspace has few files held out; a hole more of the same file says less than one of another.
    private const int PerFile = 6;

    /// <summary>Most holes; each is completed twice.</summary>
    public int Count { get; init; } = 120;

    /// <summary>What the draws begin with.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>Punches them.</summary>
    /// <exception cref="EvaluationException">No hole can be made.</exception>
    public IReadOnlyList<HoleRow> Make(CancellationToken cancellationToken) =>
        HoleMaker.Make(Root, Paths, PerFile, Count, Seed, cancellationToken);
}
