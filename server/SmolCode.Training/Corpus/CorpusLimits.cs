namespace SmolCode.Training.Corpus;

/// <summary>How much is read and how much has to be there.</summary>
internal sealed record CorpusLimits
{
    /// <summary>Characters a root at most, as in the bundled adapter's corpus; an hour on two cores reads half of it once.</summary>
    public int Characters { get; init; } = 9_000_000;

    /// <summary>Files a root at most.</summary>
    public int Files { get; init; } = 2_500;

    /// <summary>Larger files are not read (bytes).</summary>
    public int FileBytes { get; init; } = 400_000;

    /// <summary>Smaller files say nothing (bytes).</summary>
    public int SmallestFileBytes { get; init; } = 200;

    /// <summary>Files with longer lines are data (UTF-16 units).</summary>
    public int LineLength { get; init; } = 400;

    /// <summary>With fewer files in all, what is held out is too little to prove anything.</summary>
    public int LeastFiles { get; init; } = 30;

    /// <summary>With less text in all (UTF-16 units), there is nothing to learn: some 30,000 tokens.</summary>
    public int LeastCharacters { get; init; } = 100_000;

    /// <summary>Share of the text that is held out.</summary>
    public double HeldOutShare { get; init; } = 0.15;
}
