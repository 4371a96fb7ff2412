using System.Collections.Immutable;

namespace SmolCode.Evaluation.Quality;

/// <summary>The rows of one policy.</summary>
/// <param name="Policy">Its name.</param>
/// <param name="Model">The model's name.</param>
/// <param name="Items">In the order of the holes, which is the same for all policies of <see cref="PairedReports"/>.</param>
internal sealed record PolicyRows(string Policy, string Model, ImmutableArray<EvaluationItem> Items)
{
    /// <summary>A figure of each row.</summary>
    public double[] Values(Func<EvaluationItem, double> figure) => [.. Items.Select(figure)];

    /// <summary>1 for each row that has something, 0 for the others.</summary>
    public double[] Values(Func<EvaluationItem, bool> test) => Values(i => test(i) ? 1.0 : 0);
}
