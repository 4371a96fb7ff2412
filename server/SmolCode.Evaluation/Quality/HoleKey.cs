namespace SmolCode.Evaluation.Quality;

/// <summary>What makes rows of two reports the same hole. A block's first statement is a hole of two kinds at one place.</summary>
internal readonly record struct HoleKey(string Repository, string Path, int Offset, string Kind)
{
    /// <summary>The hole of a row.</summary>
    public static HoleKey Of(EvaluationItem item) => new(item.Repo, item.Path, item.Offset, item.Kind);

    /// <inheritdoc />
    public override string ToString() => FormattableString.Invariant($"{Repository}/{Path}, offset {Offset}, {Kind}");
}
