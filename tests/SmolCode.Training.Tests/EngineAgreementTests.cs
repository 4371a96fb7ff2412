using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference;
using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;
using SmolCode.Training.Model;
using SmolCode.Training.Runs;

namespace SmolCode.Training.Tests;

/// <summary>The bundled model, trained for some steps, in the engine that completes.</summary>
[Collection(ComputingTests.Name)]
public sealed class EngineAgreementTests(TokenizerFixture fixture)
{
    private const int Length = 256;

    [Fact]
    public async Task What_was_learned_is_what_the_engine_computes()
    {
        using var folder = new TemporaryFolder();
        var text = RealCode.Files.OrderByDescending(f => f.Text.Length).First().Text;
        var (before, after) = (text[..600], text[600..700]);
        int[] start = fixture.Tokenizer.Encode(before);
        int[] end = fixture.Tokenizer.Encode(after);
        var tokens = new int[Length];
        start.CopyTo(tokens, 0);
        end.CopyTo(tokens, start.Length);
        var weights = new float[Length];
        weights.AsSpan(start.Length, end.Length).Fill(1);
        var row = new TrainingRow(tokens, weights);
        var request = new TrainingRequest
        {
            Model = RealCode.Model,
            Adapter = RealCode.Adapter,
            Output = Path.Combine(folder.Path, "models", "learned.lora.gguf"),
            Checkpoint = Path.Combine(folder.Path, "checkpoint.bin"),
            Corpus = "one row",
            Workspace = "tests",
            Options = new TrainingOptions
            {
                MaxSteps = 3,
                RowsPerStep = 1,
                RowLength = Length,
                WarmUpSteps = 1,
                Rate = 2e-3,
            },
        };
        var losses = new List<double>();
        new LocalTraining(UserFolders.ForThisUser(), TimeProvider.System).Train(
            request,
            () => Enumerable.Repeat(row, int.MaxValue),
            [],
            [],
            null,
            new Losses(losses),
            TestContext.Current.CancellationToken
        );
        Assert.True(losses[^1] < losses[0] - 0.05, string.Join(' ', losses));

        var model = GgufFile.Open(RealCode.Model);
        var sizes = LlamaArchitecture.Read(model);
        var layout = new LoraLayout(sizes, 16);
        using var whole = new LoraModel<SingleFloat>(
            sizes,
            new FrozenWeights(model, GgufFile.Open(request.Output)),
            layout,
            2,
            1,
            Length,
            2
        );
        var expected = whole.Judge([row]).Losses;
        // What the fourth step would have seen: the file is what was learned, to the rounding of its blocks and of bfloat16.
        Assert.True(expected.Average() < losses[^1] - 0.02, $"{expected.Average()} after {string.Join(' ', losses)}");

        await using var engine = new EngineLanguageModel(
            new EngineOptions
            {
                Command = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") is { Length: > 0 } host ? host : "dotnet",
                Arguments = [Path.Combine(AppContext.BaseDirectory, "SmolCode.Inference.Tests.Worker.dll")],
                Adapter = "learned",
                Threads = 1,
                Folders = new UserFolders
                {
                    Cache = Path.Combine(folder.Path, "cache"),
                    Models = Path.Combine(folder.Path, "models"),
                    Bundled = Path.GetDirectoryName(RealCode.Model)!,
                },
            },
            NullLogger<EngineLanguageModel>.Instance
        );
        var scored = await engine.ScoreAsync(
            new ScoreRequest
            {
                Prompt = new FillInPrompt { Prefix = before, Format = FillInFormat.Plain },
                Continuations = [after],
                TokenHealing = false,
            },
            TestContext.Current.CancellationToken
        );
        Assert.Equal(start.Length, scored.PromptTokens);
        var actual = scored.Scores.Single().Tokens.Select(t => -t.LogProbability).ToArray();
        Assert.Equal(end.Length, actual.Length);
        var differences = actual.Zip(expected, (a, e) => Math.Abs(a - e)).ToArray();
        TestContext.Current.TestOutputHelper?.WriteLine(
            $"mean {differences.Average():F4}, worst {differences.Max():F4} nats; losses {string.Join(' ', losses.Select(l => $"{l:F3}"))}, after {expected.Average():F3}"
        );
        // The engine multiplies blocks of eight bits with activations of eight bits.
        Assert.True(differences.Average() < 0.05, $"{differences.Average()}");
        Assert.True(differences.Max() < 0.4, $"{differences.Max()}");
    }

    private sealed class Losses(List<double> losses) : IProgress<TrainingProgress>
    {
        public void Report(TrainingProgress value) => losses.Add(value.Loss);
    }
}
