using System.Collections.Immutable;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Fits a <see cref="RankingModel"/>: the likelihood of what was wanted at each hole (the first line of some of its candidates, or none), with
/// an L2 penalty on standardised features. Newton's method, with the curvature of all candidates alone: that of the wanted ones, which several
/// candidates with the same first line make, would only shorten the steps (it is a majorisation, so each step gains).
/// </summary>
internal static class RankingTraining
{
    private const int MaxSteps = 200;

    /// <summary>Fits.</summary>
    /// <param name="requests">
    /// For each hole its candidates: features in the order of <see cref="CandidateFeatures.Names"/>, and whether the first line was right.
    /// </param>
    /// <param name="penalty">Weight of the squared coefficients.</param>
    /// <param name="trainedOn">What to write into the model.</param>
    public static RankingModel Fit(
        IReadOnlyList<IReadOnlyList<(ImmutableArray<double> Features, bool Right)>> requests,
        double penalty,
        string trainedOn
    )
    {
        var n = CandidateFeatures.Names.Length;
        var rows = requests.SelectMany(r => r).ToList();
        var mean = new double[n];
        var scale = new double[n];
        for (var j = 0; j < n; j++)
        {
            mean[j] = rows.Average(r => r.Features[j]);
            scale[j] = Math.Sqrt(rows.Average(r => Math.Pow(r.Features[j] - mean[j], 2)));
            scale[j] = scale[j] < 1e-9 ? 1 : scale[j];
        }

        // The last coefficient is the intercept.
        var holes = requests
            .Where(r => r.Count > 0)
            .Select(r =>
                r.Select(c => (X: Enumerable.Range(0, n).Select(j => (c.Features[j] - mean[j]) / scale[j]).Append(1).ToArray(), c.Right))
                    .ToArray()
            )
            .ToList();
        var weights = new double[n + 1];
        for (var step = 0; step < MaxSteps; step++)
        {
            var gradient = new double[n + 1];
            var hessian = new double[n + 1, n + 1];
            foreach (var candidates in holes)
            {
                Add(candidates, weights, gradient, hessian);
            }

            for (var j = 0; j <= n; j++)
            {
                if (j < n)
                {
                    gradient[j] -= penalty * weights[j];
                    hessian[j, j] += penalty;
                }

                for (var k = 0; k < j; k++)
                {
                    hessian[k, j] = hessian[j, k];
                }
            }

            hessian[n, n] += 1e-9;
            var change = Solve(hessian, gradient);
            for (var j = 0; j <= n; j++)
            {
                weights[j] += change[j];
            }

            if (change.Max(Math.Abs) < 1e-6)
            {
                break;
            }
        }

        var plain = ImmutableArray.CreateRange(Enumerable.Range(0, n).Select(j => Math.Round(weights[j] / scale[j], 6)));
        var intercept = weights[n] - Enumerable.Range(0, n).Sum(j => weights[j] / scale[j] * mean[j]);
        return new RankingModel(plain, Math.Round(intercept, 6), trainedOn);
    }

    /// <summary>Adds what one hole says: the gradient is what was right less what was expected.</summary>
    private static void Add((double[] X, bool Right)[] candidates, double[] weights, double[] gradient, double[,] hessian)
    {
        var n = weights.Length;
        var odds = candidates.Select(c => Math.Exp(c.X.Zip(weights, (x, w) => x * w).Sum())).ToArray();
        var all = 1 + odds.Sum();
        var right = candidates.Zip(odds).Where(c => c.First.Right).Sum(c => c.Second);
        var expected = new double[n];
        foreach (var ((x, isRight), o) in candidates.Zip(odds))
        {
            var p = o / all;
            var wanted = isRight ? o / right : 0;
            for (var j = 0; j < n; j++)
            {
                gradient[j] += (wanted - p) * x[j];
                expected[j] += p * x[j];
                for (var k = 0; k <= j; k++)
                {
                    hessian[j, k] += p * x[j] * x[k];
                }
            }
        }

        for (var j = 0; j < n; j++)
        {
            for (var k = 0; k <= j; k++)
            {
                hessian[j, k] -= expected[j] * expected[k];
            }
        }
    }

    /// <summary>Gaussian elimination with partial pivoting.</summary>
    private static double[] Solve(double[,] matrix, double[] right)
    {
        var n = right.Length;
        var b = (double[])right.Clone();
        for (var column = 0; column < n; column++)
        {
            var pivot = column;
            for (var row = column + 1; row < n; row++)
            {
                pivot = Math.Abs(matrix[row, column]) > Math.Abs(matrix[pivot, column]) ? row : pivot;
            }

            for (var k = 0; k < n; k++)
            {
                (matrix[column, k], matrix[pivot, k]) = (matrix[pivot, k], matrix[column, k]);
            }

            (b[column], b[pivot]) = (b[pivot], b[column]);
            for (var row = column + 1; row < n; row++)
            {
                var factor = matrix[row, column] / matrix[column, column];
                for (var k = column; k < n; k++)
                {
                    matrix[row, k] -= factor * matrix[column, k];
                }

                b[row] -= factor * b[column];
            }
        }

        for (var row = n - 1; row >= 0; row--)
        {
            for (var k = row + 1; k < n; k++)
            {
                b[row] -= matrix[row, k] * b[k];
            }

            b[row] /= matrix[row, row];
        }

        return b;
    }
}
