using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;
using SmolCode.Training.Model;
using TorchSharp;

namespace SmolCode.Training.Tests;

/// <summary>The model's own gradient against libtorch's.</summary>
[Collection(ComputingTests.Name)]
public sealed class LoraModelTests
{
    private const int Rank = 16;
    private const float Scale = 2;

    // Rows longer than a stretch of queries, with an end that is none of a whole one.
    [Theory]
    [InlineData(2, 64)]
    [InlineData(1, 304)]
    public void Loss_and_gradient_are_libtorchs(int rows, int length)
    {
        using var folder = new TemporaryFolder();
        var (sizes, weights, layout) = Open(folder);
        var parameters = TinyModel.Parameters(layout);
        var batch = TinyModel.Rows(rows, length);
        using var plain = new PlainLlama(sizes, weights, layout, Scale, torch.ScalarType.Float32);
        plain.Load(parameters);
        var (loss, expected) = plain.Learn(batch);

        using var model = new LoraModel<SingleFloat>(sizes, weights, layout, Scale, rows, length, 2);
        model.Load(parameters);
        var gradient = new float[layout.Count];
        var learned = model.Learn(batch, Weight(batch), gradient);

        Assert.Equal(loss, learned.Sum / learned.Weight, 1e-4);
        foreach (var part in layout.Parts)
        {
            AssertClose(
                part.Name + " A",
                expected.AsSpan(part.OffsetA, Rank * part.Inputs),
                gradient.AsSpan(part.OffsetA, Rank * part.Inputs),
                1e-3
            );
            AssertClose(
                part.Name + " B",
                expected.AsSpan(part.OffsetB, Rank * part.Outputs),
                gradient.AsSpan(part.OffsetB, Rank * part.Outputs),
                1e-3
            );
        }
    }

    [Fact]
    public void In_bfloat16_the_gradient_is_as_near_as_libtorchs()
    {
        using var folder = new TemporaryFolder();
        var (sizes, weights, layout) = Open(folder);
        var parameters = TinyModel.Parameters(layout);
        var batch = TinyModel.Rows(2, 64);
        using var exact = new LoraModel<SingleFloat>(sizes, weights, layout, Scale, 2, 64, 1);
        using var rounded = new LoraModel<BrainFloat>(sizes, weights, layout, Scale, 2, 64, 1);
        using var plain = new PlainLlama(sizes, weights, layout, Scale, torch.ScalarType.BFloat16);
        exact.Load(parameters);
        rounded.Load(parameters);
        plain.Load(parameters);
        var (one, other) = (new float[layout.Count], new float[layout.Count]);
        var expected = exact.Learn(batch, Weight(batch), one);
        var actual = rounded.Learn(batch, Weight(batch), other);
        var (_, third) = plain.Learn(batch);

        Assert.Equal(expected.Sum / expected.Weight, actual.Sum / actual.Weight, 0.02);
        var (own, libtorchs) = (Distance(one, other), Distance(one, third));
        Assert.True(own < 1.3 * libtorchs, $"Off by {own:G3}, libtorch by {libtorchs:G3}");
    }

    [Fact]
    public void Gradients_of_several_calls_add_up_and_judging_gives_the_same_loss()
    {
        using var folder = new TemporaryFolder();
        var (sizes, weights, layout) = Open(folder);
        var batch = TinyModel.Rows(2, 64);
        var parameters = TinyModel.Parameters(layout);
        using var both = new LoraModel<SingleFloat>(sizes, weights, layout, Scale, 2, 64, 1);
        using var single = new LoraModel<SingleFloat>(sizes, weights, layout, Scale, 1, 64, 1);
        both.Load(parameters);
        single.Load(parameters);
        var (together, added) = (new float[layout.Count], new float[layout.Count]);
        var sum = both.Learn(batch, Weight(batch), together).Sum;
        var sums = batch.Sum(row => single.Learn([row], Weight(batch), added).Sum);

        Assert.Equal(sum, sums, 1e-3);
        AssertClose("all", together, added, 1e-3);
        Assert.Equal(sum, both.Judge(batch).Sum, 1e-6);
    }

    [Fact]
    public void What_follows_a_token_changes_nothing_before_it()
    {
        using var folder = new TemporaryFolder();
        var (sizes, weights, layout) = Open(folder);
        using var model = new LoraModel<SingleFloat>(sizes, weights, layout, Scale, 1, 64, 1);
        model.Load(TinyModel.Parameters(layout));
        var row = TinyModel.Rows(1, 64)[0];
        var other = row with { Tokens = [.. row.Tokens[..40], .. row.Tokens[40..].Select(t => (t + 1) % TinyModel.Vocabulary)] };

        Assert.Equal(model.Logits([row], 0, 39), model.Logits([other], 0, 39));
        Assert.NotEqual(model.Logits([row], 0, 40), model.Logits([other], 0, 40));
    }

    [Fact]
    public void A_model_of_another_family_is_refused()
    {
        using var folder = new TemporaryFolder();
        var path = TinyModel.Write(
            folder,
            more: w => w.Add("blk.0.attn_q.bias", TinyModel.Width, 0, GgufTensorType.F32, () => new float[TinyModel.Width])
        );

        var problem = Assert.Throws<TrainingException>(() => LlamaArchitecture.Read(GgufFile.Open(path)));
        Assert.Contains("attn_q.bias", problem.Message, StringComparison.Ordinal);
    }

    internal static (LlamaArchitecture Sizes, FrozenWeights Weights, LoraLayout Layout) Open(TemporaryFolder folder)
    {
        var file = GgufFile.Open(TinyModel.Write(folder));
        var sizes = LlamaArchitecture.Read(file);
        return (sizes, new FrozenWeights(file, null), new LoraLayout(sizes, Rank));
    }

    internal static double Weight(IEnumerable<TrainingRow> rows) => rows.Sum(r => r.Weights.Skip(1).Sum(w => (double)w));

    private static void AssertClose(string what, ReadOnlySpan<float> expected, ReadOnlySpan<float> actual, double tolerance)
    {
        var distance = Distance(expected, actual);
        Assert.True(distance < tolerance, $"{what}: off by {distance:G3}");
    }

    /// <summary>The length of the difference in units of what is expected.</summary>
    private static double Distance(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        var (difference, size) = (0.0, 0.0);
        for (var i = 0; i < expected.Length; i++)
        {
            difference += Math.Pow(expected[i] - (double)actual[i], 2);
            size += Math.Pow(expected[i], 2);
        }

        return Math.Sqrt(difference / size);
    }
}
