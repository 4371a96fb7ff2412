using SmolCode.Inference.Measuring;
using SmolCode.Inference.Models;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

/// <summary>What a model is worth here, measured on the real engine with the bundled model.</summary>
public sealed class ModelMeasurementTests : IDisposable
{
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Kept => Path.Combine(folder.Path, "data", "measured-models.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task The_bundled_model_is_measured_and_the_next_answer_is_faster_than_the_first()
    {
        var lines = new List<string>();
        var measured = await MeasureAsync(ModelStore.DefaultAdapter, new SynchronousProgress<string>(lines.Add));

        Assert.Equal((ModelStore.DefaultModel, ModelStore.DefaultAdapter), (measured.Model, measured.Adapter));
        Assert.Equal((Environment.MachineName, "Q8_0", Now), (measured.Computer, measured.Layout, measured.MeasuredAt));
        // The prompt of the next one is in the cache: hundreds of tokens that are not evaluated again.
        Assert.InRange(measured.NextAnswerMs, 1, measured.FirstAnswerMs);
        Assert.True(measured.PrefillTokensPerSecond > 1 && measured.DecodeTokensPerSecond > 1);
        // A uniform guess among letters would be above 4; nothing that small is below a quarter.
        Assert.InRange(measured.BitsPerCharacter, 0.25, 2);
        Assert.True(measured.ResidentBytes > 50_000_000, $"{measured.ResidentBytes} bytes");
        Assert.Equal(["Loading the model", "Answers: 1 of 1", "C# that it has not seen: 1 of 1"], lines);
    }

    [Fact]
    public async Task What_is_measured_does_not_depend_on_when()
    {
        var one = await MeasureAsync(null);
        var other = await MeasureAsync(null);
        Assert.Equal(one.BitsPerCharacter, other.BitsPerCharacter, 3);
    }

    [Fact]
    public async Task A_machine_that_takes_longer_than_the_budget_is_asked_no_more_than_twice()
    {
        var lines = new List<string>();
        await ModelMeasurement.RunAsync(
            EngineFixture.Options with
            {
                Adapter = null,
            },
            5,
            TimeSpan.Zero,
            1,
            new SynchronousProgress<string>(lines.Add),
            new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now),
            Token
        );
        Assert.Equal(["Answers: 1 of 5", "Answers: 2 of 5"], lines.Where(l => l.StartsWith("Answers", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Cancelling_ends_it()
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var progress = new SynchronousProgress<string>(line =>
        {
            if (line.StartsWith("Answers", StringComparison.Ordinal))
            {
                source.Cancel();
            }
        });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => MeasureAsync(null, progress, source.Token));
    }

    [Fact]
    public void Results_are_kept_by_model_adapter_and_computer()
    {
        var models = new MeasuredModels(Kept);
        Assert.Empty(models.Read());
        models.Add(Result("A", null, "here", 1));
        models.Add(Result("A", "B", "here", 2));
        models.Add(Result("A", null, "there", 3));
        models.Add(Result("A", null, "here", 4));

        Assert.Equal(
            [("A", null, "here", 4), ("A", null, "there", 3), ("A", "B", "here", 2)],
            models.Read().Select(m => (m.Model, m.Adapter, m.Computer, m.FirstAnswerMs))
        );
        Assert.Equal(["measured-models.json"], Directory.GetFiles(Path.GetDirectoryName(Kept)!).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("")]
    [InlineData("[{]")]
    [InlineData("[{}]")]
    public void A_file_that_can_not_be_read_holds_none(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Kept)!);
        File.WriteAllText(Kept, text);
        Assert.Empty(new MeasuredModels(Kept).Read());
    }

    private static Task<MeasuredModel> MeasureAsync(
        string? adapter,
        IProgress<string>? progress = null,
        CancellationToken? cancellationToken = null
    ) =>
        ModelMeasurement.RunAsync(
            EngineFixture.Options with
            {
                Adapter = adapter,
            },
            1,
            TimeSpan.FromMinutes(1),
            1,
            progress ?? new SynchronousProgress<string>(_ => { }),
            new Microsoft.Extensions.Time.Testing.FakeTimeProvider(Now),
            cancellationToken ?? Token
        );

    private static MeasuredModel Result(string model, string? adapter, string computer, double milliseconds) =>
        new()
        {
            Model = model,
            Adapter = adapter,
            Computer = computer,
            Layout = "Q8_0",
            Threads = 1,
            FirstAnswerMs = milliseconds,
            NextAnswerMs = 1,
            PrefillTokensPerSecond = 1,
            DecodeTokensPerSecond = 1,
            BitsPerCharacter = 1,
            Spread = 0,
            MeasuredAt = Now,
        };
}
