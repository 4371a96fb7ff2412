using SmolCode.Inference.Tuning;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class TunedModelsTests : IDisposable
{
    private static readonly TunedModel Tuned = new()
    {
        Machine = new MachineIdentity("Some CPU", 2, "v0.4.0 haswell"),
        Identity = new ModelIdentity("aa", "bb"),
        Model = "M",
        Adapter = "A",
        Tuning = new EngineTuning(WeightLayout.Q8, 1, 128),
        Loss = 0.004,
        RequestMs = 80,
        UntunedMs = 100,
        MeasuredAt = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero),
    };

    private readonly TemporaryFolder _folder = new();

    private string File => Path.Combine(_folder.Path, "data", "tuned.json");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_result_is_found_for_the_same_weights_on_the_same_machine_only()
    {
        var store = new TunedModels(File);
        store.Add(Tuned);
        Assert.Equal(Tuned, store.Find(Tuned.Machine, Tuned.Identity));
        Assert.Null(store.Find(Tuned.Machine with { Cores = 4 }, Tuned.Identity));
        Assert.Null(store.Find(Tuned.Machine with { Processor = "Other" }, Tuned.Identity));
        Assert.Null(store.Find(Tuned.Machine with { Library = "v0.4.0 cuda" }, Tuned.Identity));
        Assert.Null(store.Find(Tuned.Machine, Tuned.Identity with { AdapterSha256 = null }));
        Assert.Contains("Q8_0", System.IO.File.ReadAllText(File), StringComparison.Ordinal);
    }

    [Fact]
    public void A_new_result_replaces_the_old_one_and_leaves_others()
    {
        var store = new TunedModels(File);
        var other = Tuned with { Identity = new ModelIdentity("cc", null) };
        store.Add(other);
        store.Add(Tuned);
        store.Add(Tuned with { Tuning = Tuned.Tuning with { Threads = 2 } });
        Assert.Equal(2, store.Find(Tuned.Machine, Tuned.Identity)!.Tuning.Threads);
        Assert.Equal(2, store.Read().Count);
        Assert.Equal([Path.GetFileName(File)], Directory.EnumerateFiles(Path.GetDirectoryName(File)!).Select(Path.GetFileName));
    }

    [Fact]
    public void Results_are_forgotten()
    {
        var store = new TunedModels(File);
        store.Add(Tuned);
        Assert.Equal(0, store.Remove(t => t.Model == "other"));
        Assert.Equal(1, store.Remove(t => t.Model == "M"));
        Assert.Empty(store.Read());
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("[{\"model\": \"M\"}]")]
    [InlineData("[{\"tuning\": {\"layout\": \"Q9\"}}]")]
    public void A_file_that_cannot_be_read_holds_none(string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(File)!);
        System.IO.File.WriteAllText(File, text);
        Assert.Empty(new TunedModels(File).Read());
    }
}
