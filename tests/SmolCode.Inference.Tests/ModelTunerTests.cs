using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Models;
using SmolCode.Inference.Tuning;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

/// <summary>Measuring and following what was measured, with real engines and the bundled weights.</summary>
public sealed class ModelTunerTests : IDisposable
{
    private static readonly TuningOptions Tiny = new()
    {
        Layouts = [WeightLayout.Q8],
        Threads = [1],
        BatchSizes = [64],
        LeastRounds = 1,
        MostRounds = 1,
        Stretches = 1,
        PromptCharacters = 300,
    };

    private readonly TemporaryFolder _folder = new();

    private EngineOptions Engine =>
        EngineFixture.Options with
        {
            Adapter = null,
            Folders = EngineFixture.Options.Folders with { Cache = Path.Combine(_folder.Path, "cache") },
        };

    private IEnumerable<string?> Repacked =>
        Directory.EnumerateFiles(Path.Combine(_folder.Path, "cache", "models"), "*.gguf").Select(f => Path.GetFileName(f).Split('.')[1]);

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Two_layouts_are_measured_and_nothing_needless_stays()
    {
        var report = await new ModelTuner(Engine, Tiny, new SynchronousProgress<string>(_ => { })).RunAsync(
            TestContext.Current.CancellationToken
        );

        // The file as it came is the original; eight bits lose next to nothing of its four (little text, so a loss or a gain by chance).
        Assert.Equal([WeightLayout.AsStored, WeightLayout.Q8], report.Layouts.Select(l => l.Layout));
        Assert.True(report.Layouts[0].IsOriginal);
        Assert.InRange(report.Layouts[0].Perplexity, 3, 12);
        Assert.InRange(Math.Abs(report.Layouts[1].Loss), 1e-9, 0.03);
        Assert.Contains(report.Untuned, report.Tunings.Select(t => t.Tuning));
        Assert.Contains(new EngineTuning(WeightLayout.AsStored, 1, 64), report.Tunings.Select(t => t.Tuning));
        Assert.All(
            report.Tunings,
            t => Assert.True(Assert.Single(t.RequestMs) > 0 && t.PrefillTokensPerSecond > 0 && t.StepsPerSecond > 0)
        );
        Assert.NotNull(report.Chosen);
        var kept = new TunedModels(Path.Combine(_folder.Path, "tuned.json"));
        kept.Add(report.ToTunedModel(DateTimeOffset.UnixEpoch));
        Assert.Equal(report.Chosen, kept.Find(report.Machine, report.Identity)!.Tuning);
        Assert.Equal(["Q8_0"], Repacked);
        Assert.True(File.Exists(Bundled.Model));
    }

    [Fact]
    public async Task Cancelling_leaves_nothing_behind()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        var tuner = new ModelTuner(
            Engine,
            Tiny with
            {
                Layouts = [WeightLayout.Q4],
            },
            new SynchronousProgress<string>(line =>
            {
                if (line.StartsWith("Round 1", StringComparison.Ordinal))
                {
                    cancel.Cancel();
                }
            })
        );

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => tuner.RunAsync(cancel.Token));

        Assert.Equal(["Q8_0"], Repacked);
    }

    [Fact]
    public async Task What_was_measured_is_followed_on_this_machine_and_no_other()
    {
        var file = Path.Combine(_folder.Path, "tuned.json");
        var untuned = await InfoAsync(Engine with { TunedModelsFile = file });
        Assert.False(untuned.IsTuned);
        var tuned = new TunedModel
        {
            Machine = untuned.Machine!,
            Identity = untuned.Identity!,
            Model = untuned.Name,
            Tuning = new EngineTuning(WeightLayout.Q4, 1, 32),
            Loss = 0,
            RequestMs = 1,
            UntunedMs = 1,
            MeasuredAt = default,
        };
        new TunedModels(file).Add(tuned with { Machine = tuned.Machine with { Processor = "Another" } });
        Assert.Equal("Q8_0", (await InfoAsync(Engine with { TunedModelsFile = file })).Layout);

        new TunedModels(file).Add(tuned);
        var info = await InfoAsync(Engine with { TunedModelsFile = file });

        Assert.Equal((true, "Q4_0", 1, 32), (info.IsTuned, info.Layout, info.Threads, info.BatchSize));
        Assert.InRange(info.PrefillBatch, 16, 32);
    }

    [Theory]
    [InlineData(100, "")]
    [InlineData(225, "")]
    [InlineData(300, "32")]
    [InlineData(400, "32 128")]
    [InlineData(600, "32 128")]
    [InlineData(20_000, "32 128 256 512")]
    public void Batches_that_would_never_be_filled_are_not_measured(double tokensPerSecond, string sizes) =>
        Assert.Equal(sizes, string.Join(' ', ModelTuner.BatchSizes(tokensPerSecond)));

    private static async Task<ModelInfo> InfoAsync(EngineOptions options)
    {
        await using var model = new EngineLanguageModel(options, NullLogger<EngineLanguageModel>.Instance);
        return await model.GetInfoAsync(TestContext.Current.CancellationToken);
    }
}
