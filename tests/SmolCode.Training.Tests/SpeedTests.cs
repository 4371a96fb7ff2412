using System.Diagnostics;
using SmolCode.Inference.Gguf;
using SmolCode.Training.Model;
using TorchSharp;

namespace SmolCode.Training.Tests;

/// <summary>
/// Measures steps of the bundled model, by the product's own way and by libtorch's operations with its own gradient, in one run:
/// <c>dotnet SmolCode.Training.Tests.dll -explicit only -class "*SpeedTests" -showLiveOutput</c>. Asserts nothing.
/// </summary>
[Collection(ComputingTests.Name)]
public sealed class SpeedTests(TokenizerFixture fixture)
{
    private const int Length = 768;

    [Theory(Explicit = true)]
    [InlineData(true, true, 4, 1)]
    [InlineData(true, true, 4, 2)]
    [InlineData(true, true, 1, 1)]
    [InlineData(false, true, 1, 1)]
    [InlineData(true, false, 2, 1)]
    public void A_step(bool own, bool brainFloat, int rows, int threads)
    {
        var model = GgufFile.Open(RealCode.Model);
        var sizes = LlamaArchitecture.Read(model);
        var layout = new LoraLayout(sizes, 32);
        var weights = new FrozenWeights(model, GgufFile.Open(RealCode.Adapter));
        using var source = new TrainingRows(fixture.Tokenizer, RealCode.Files).Stream(1, Length).GetEnumerator();
        var batch = new List<TrainingRow>();
        while (batch.Count < rows && source.MoveNext())
        {
            batch.Add(source.Current);
        }

        var parameters = layout.Begin(1);
        var gradient = new float[layout.Count];
        torch.set_num_threads(threads);
        var type = brainFloat ? torch.ScalarType.BFloat16 : torch.ScalarType.Float32;
        using var plain = own ? null : new PlainLlama(sizes, weights, layout, 2, type);
        using ILoraModel? learner =
            !own ? null
            : brainFloat ? new LoraModel<BrainFloat>(sizes, weights, layout, 2, rows, Length, threads)
            : new LoraModel<SingleFloat>(sizes, weights, layout, 2, rows, Length, threads);
        learner?.Load(parameters);
        plain?.Load(parameters);
        using var process = Process.GetCurrentProcess();
        var (wall, cpu) = (double.MaxValue, double.MaxValue);
        for (var round = 0; round < 3; round++)
        {
            process.Refresh();
            var (clock, before) = (Stopwatch.StartNew(), process.TotalProcessorTime);
            _ = learner is null ? plain!.Learn(batch).Loss : learner.Learn(batch, LoraModelTests.Weight(batch), gradient).Sum;
            process.Refresh();
            wall = Math.Min(wall, clock.Elapsed.TotalSeconds);
            cpu = Math.Min(cpu, (process.TotalProcessorTime - before).TotalSeconds);
        }

        var weighted = batch.Sum(r => r.Weights.Count(w => w > 0)) / (double)(rows * Length);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"{(own ? "product" : "libtorch")} {(brainFloat ? "bf16" : "f32")}, {rows} rows, {threads} threads: {rows * Length / wall:0} tokens/s, {rows * Length / cpu:0} a second of processor time, {process.WorkingSet64 / 1e9:0.00} GB resident; {weighted:P0} of tokens with weight"
        );
    }
}
