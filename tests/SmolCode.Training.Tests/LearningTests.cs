using SmolCode.TestSupport;
using SmolCode.Training.Model;
using SmolCode.Training.Runs;
using TorchSharp;

namespace SmolCode.Training.Tests;

/// <summary>The course of a training against one that is computed by other means: libtorch's gradient, and AdamW written out in 64 bits.</summary>
[Collection(ComputingTests.Name)]
public sealed class LearningTests
{
    private const int Steps = 20;
    private const int Length = 64;
    private const double Rate = 0.01;

    [Fact]
    public void Twenty_steps_lose_what_they_lose_elsewhere()
    {
        using var folder = new TemporaryFolder();
        var (sizes, weights, layout) = LoraModelTests.Open(folder);
        var rows = TinyModel.Rows(2 * Steps, Length);
        var options = new TrainingOptions
        {
            MaxSteps = Steps,
            Time = TimeSpan.FromDays(365),
            Rank = layout.Rank,
            RowsPerStep = 2,
            RowLength = Length,
            Rate = Rate,
            WarmUpSteps = 5,
            Threads = 1,
        };
        var expected = Expected(new PlainLlama(sizes, weights, layout, options.Scale, torch.ScalarType.Float32), layout, rows, options);

        using var model = new LoraModel<SingleFloat>(sizes, weights, layout, options.Scale, 1, Length, 1);
        var losses = new List<double>();
        new Trainer(model, layout, options, "tiny", Path.Combine(folder.Path, "checkpoint.bin"), [], TimeProvider.System).Run(
            rows,
            new Losses(losses),
            CancellationToken.None
        );

        Assert.Equal(Steps, losses.Count);
        Assert.True(expected[^1] < expected[0] - 0.2, string.Join(' ', expected));
        Assert.All(losses.Zip(expected), pair => Assert.Equal(1, pair.First / pair.Second, 0.001));
    }

    private static List<double> Expected(PlainLlama plain, LoraLayout layout, List<TrainingRow> rows, TrainingOptions options)
    {
        using var model = plain;
        var parameters = layout.Begin(options.Seed);
        var (means, squares) = (new double[layout.Count], new double[layout.Count]);
        var losses = new List<double>();
        for (var step = 1; step <= Steps; step++)
        {
            model.Load(parameters);
            var (loss, gradient) = model.Learn(rows.GetRange(2 * (step - 1), 2));
            losses.Add(loss);
            var norm = Math.Sqrt(gradient.Sum(g => (double)g * g));
            var rate = Rate * Math.Min(1, step / (double)options.WarmUpSteps);
            for (var i = 0; i < parameters.Length; i++)
            {
                var g = gradient[i] * Math.Min(1, 1 / norm);
                means[i] = (0.9 * means[i]) + (0.1 * g);
                squares[i] = (0.98 * squares[i]) + (0.02 * g * g);
                var (mean, square) = (means[i] / (1 - Math.Pow(0.9, step)), squares[i] / (1 - Math.Pow(0.98, step)));
                parameters[i] = (float)(parameters[i] - (rate * ((mean / (Math.Sqrt(square) + 1e-8)) + (0.01 * parameters[i]))));
            }
        }

        return losses;
    }

    private sealed class Losses(List<double> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => losses.Add(value.Loss);
    }
}
