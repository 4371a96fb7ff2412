using System.Collections.Immutable;

namespace SmolCode.Completion.Ranking;

/// <summary>
/// Fits a <see cref="RankingModel"/>: logistic regression with an L2 penalty on standardised features, by Newton's method (Hastie, Tibshirani,
/// Friedman, "The Elements of Statistical Learning", 2nd edition, 4.4.1).
/// </summary>
internal static class RankingTraining
{
    private const int MaxSteps = 50;

    /// <summary>Fits.</summary>
    /// <param name="rows">Features in the order of <see cref="CandidateFeatures.Names"/>, and whether the first line was right.</param>
    /// <param name="penalty">Weight of the squared coefficients.</param>
    /// <param name="trainedOn">What to write into the model.</param>
    public static RankingModel Fit(IReadOnlyList<(ImmutableArray<double> Features, bool Right)> rows, double penalty, string trainedOn)
    {
        var n = CandidateFeatures.Names.Length;
        var mean = new double[n];
        var scale = new double[n];
        for (var j = 0; j < n; j++)
        {
            mean[j] = rows.Average(r => r.Features[j]);
            scale[j] = Math.Sqrt(rows.Average(r => Math.Pow(r.Features[j] - mean[j], 2)));
            scale[j] = scale[j] < 1e-9 ? 1 : scale[j];
        }

        // The last coefficient is the intercept.
        var weights = new double[n + 1];
        var x = new double[n + 1];
        for (var step = 0; step < MaxSteps; step++)
        {
            var gradient = new double[n + 1];
            var hessian = new double[n + 1, n + 1];
            foreach (var (features, right) in rows)
            {
                var logit = weights[n];
                x[n] = 1;
                for (var j = 0; j < n; j++)
                {
                    x[j] = (features[j] - mean[j]) / scale[j];
                    logit += weights[j] * x[j];
                }

                var p = 1 / (1 + Math.Exp(-logit));
                for (var j = 0; j <= n; j++)
                {
                    gradient[j] += ((right ? 1 : 0) - p) * x[j];
                    for (var k = 0; k <= j; k++)
                    {
                        hessian[j, k] += p * (1 - p) * x[j] * x[k];
                    }
                }
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

            if (change.Max(Math.Abs) < 1e-7)
            {
                break;
            }
        }

        var plain = ImmutableArray.CreateRange(Enumerable.Range(0, n).Select(j => Math.Round(weights[j] / scale[j], 6)));
        var intercept = weights[n] - Enumerable.Range(0, n).Sum(j => weights[j] / scale[j] * mean[j]);
        return new RankingModel(plain, Math.Round(intercept, 6), trainedOn);
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
