using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Models;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class ModelStoreTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly List<string> _progress = [];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void The_bundled_files_are_listed()
    {
        var store = Store(bundled: Bundled.Folder);
        var models = store.List();
        Assert.Equal([ModelStore.DefaultAdapter, ModelStore.DefaultModel], models.Select(m => m.Name));
        Assert.Equal([true, false], models.Select(m => m.IsAdapter));
        Assert.All(models, m => Assert.True(m.IsBundled && m.Sha256 is not null && m.Problem is null));
    }

    [Fact]
    public async Task The_bundled_files_are_what_their_checksums_say()
    {
        var store = Store(bundled: Bundled.Folder);
        foreach (var model in store.List())
        {
            var verification = await store.VerifyAsync(model, TestContext.Current.CancellationToken);
            Assert.Null(verification.Problem);
            Assert.Equal(model.Sha256, verification.Sha256);
        }
    }

    [Fact]
    public async Task A_changed_byte_is_found_and_the_model_is_not_used()
    {
        WriteTiny();
        File.WriteAllText(Path.Combine(_folder.Path, "bundled", "SHA256SUMS"), new string('0', 64) + "  tiny.Q4_1.gguf\n");
        var store = Store();
        var verification = await store.VerifyAsync(store.Find("tiny"), TestContext.Current.CancellationToken);
        Assert.Contains("is damaged", verification.Problem, StringComparison.Ordinal);
        var e = await Assert.ThrowsAsync<ModelFileException>(() => Prepare(store, "tiny", null));
        Assert.Contains("Reinstall", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_damaged_file_is_listed_with_its_problem_and_not_used()
    {
        WriteTiny();
        var path = Path.Combine(_folder.Path, "bundled", "tiny.Q4_1.gguf");
        File.WriteAllBytes(path, File.ReadAllBytes(path)[..100]);
        var store = Store();
        Assert.Contains("damaged", Assert.Single(store.List()).Problem, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ModelFileException>(() => Prepare(store, "tiny", null));
    }

    [Fact]
    public void An_unknown_name_tells_those_that_are_there()
    {
        WriteTiny();
        var e = Assert.Throws<ModelFileException>(() => Store().Find("huge"));
        Assert.Contains("There are: tiny", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Preparing_writes_once_and_remembers()
    {
        WriteTiny();
        var first = await Prepare(Store(), "tiny", null);
        Assert.Equal("Q8_0", GgufFile.Open(first.File).Layout);
        Assert.Contains(_progress, p => p.StartsWith("Verifying", StringComparison.Ordinal));
        var written = File.GetLastWriteTimeUtc(first.File);
        _progress.Clear();
        Assert.Equal(first, await Prepare(Store(), "tiny", null));
        Assert.Empty(_progress);
        Assert.Equal(written, File.GetLastWriteTimeUtc(first.File));
    }

    [Fact]
    public async Task Another_content_has_another_place()
    {
        WriteTiny();
        var first = await Prepare(Store(), "tiny", null);
        WriteTiny(fill: 9);
        Assert.NotEqual(first.File, (await Prepare(Store(), "tiny", null)).File);
    }

    [Fact]
    public async Task The_adapters_format_is_told()
    {
        WriteTiny();
        WriteTinyAdapter();
        var prepared = await Prepare(Store(), "tiny", "tiny-csharp");
        Assert.Equal("tiny-csharp", prepared.Adapter);
        Assert.Equal(1, prepared.FillInFormat);
        Assert.Null(prepared.Warning);
    }

    [Fact]
    public async Task Models_that_need_no_repacking_are_used_as_they_are()
    {
        WriteTiny(type: 8, bytes: 34);
        var prepared = await Prepare(Store(), "tiny", null);
        Assert.Equal(Path.Combine(_folder.Path, "bundled", "tiny.Q4_1.gguf"), prepared.File);
    }

    [Fact]
    public async Task Half_a_file_in_the_cache_is_not_used()
    {
        WriteTiny();
        var first = await Prepare(Store(), "tiny", null);
        var whole = File.ReadAllBytes(first.File);
        File.WriteAllBytes(first.File, whole[..(whole.Length - 40)]);
        File.WriteAllBytes(first.File + ".77.tmp", whole[..50]);
        await Prepare(Store(), "tiny", null);
        Assert.Equal(whole, File.ReadAllBytes(first.File));
        Assert.Empty(Directory.EnumerateFiles(Path.GetDirectoryName(first.File)!, "*.tmp"));
    }

    [Fact]
    public async Task Without_access_to_the_cache_the_model_is_used_as_it_is()
    {
        WriteTiny();
        WriteTinyAdapter();
        // A file where the folder should be: no rights let anyone write below it.
        File.WriteAllText(Path.Combine(_folder.Path, "cache"), "");
        var prepared = await Prepare(Store(), "tiny", "tiny-csharp");
        Assert.Equal(Path.Combine(_folder.Path, "bundled", "tiny.Q4_1.gguf"), prepared.File);
        Assert.Null(prepared.Adapter);
        Assert.Null(prepared.FillInFormat);
        Assert.Contains("without the adapter tiny-csharp", prepared.Warning, StringComparison.Ordinal);
        Assert.Contains("SMOLCODE_CACHE_DIR", prepared.Warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_room_the_model_is_used_as_it_is_and_nothing_is_left()
    {
        WriteTiny();
        var prepared = await Prepare(Store(freeSpace: 100), "tiny", null);
        Assert.Contains("not enough room", prepared.Warning, StringComparison.Ordinal);
        Assert.Empty(Directory.EnumerateFiles(Path.Combine(_folder.Path, "cache", "models"), "*.gguf*tmp"));
    }

    [Fact]
    public async Task A_disk_that_fills_up_while_writing_leaves_nothing()
    {
        var cache = new CacheFile(_ => long.MaxValue, TimeProvider.System);
        var path = Path.Combine(_folder.Path, "out", "x.bin");
        var e = await Assert.ThrowsAsync<CacheUnavailableException>(() =>
            cache.GetOrWriteAsync(path, 10, _ => true, FillDisk, () => { }, TestContext.Current.CancellationToken)
        );
        Assert.Contains("not enough room", e.Message, StringComparison.Ordinal);
        Assert.Equal(["x.bin.lock"], Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));

        static void FillDisk(Stream stream)
        {
            stream.Write(new byte[5]);
            throw new IOException("No space left on device", OperatingSystem.IsWindows() ? unchecked((int)0x80070070) : 28);
        }
    }

    [Fact]
    public async Task Cancelling_leaves_nothing()
    {
        var cache = new CacheFile(_ => long.MaxValue, TimeProvider.System);
        var path = Path.Combine(_folder.Path, "out", "x.bin");
        await Assert.ThrowsAsync<OperationCanceledException>(() =>
            cache.GetOrWriteAsync(path, 10, _ => true, _ => throw new OperationCanceledException(), () => { }, CancellationToken.None)
        );
        Assert.Equal(["x.bin.lock"], Directory.EnumerateFiles(Path.GetDirectoryName(path)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task One_writes_and_the_others_wait_for_it()
    {
        var path = Path.Combine(_folder.Path, "out", "x.bin");
        var writing = new TaskCompletionSource();
        var waiting = new TaskCompletionSource();
        var writers = 0;
        var first = new CacheFile(_ => long.MaxValue, TimeProvider.System).GetOrWriteAsync(
            path,
            10,
            _ => true,
            stream =>
            {
                writers++;
                writing.SetResult();
                waiting.Task.Wait(TestContext.Current.CancellationToken);
                stream.WriteByte(1);
            },
            () => { },
            TestContext.Current.CancellationToken
        );
        await writing.Task;
        var second = new CacheFile(_ => long.MaxValue, TimeProvider.System).GetOrWriteAsync(
            path,
            10,
            _ => true,
            _ => writers++,
            waiting.SetResult,
            TestContext.Current.CancellationToken
        );
        await Task.WhenAll(first, second);
        Assert.Equal(1, writers);
        Assert.Equal([1], File.ReadAllBytes(path));
    }

    [Theory]
    [InlineData("SmolLM2-135M-Instruct.Q4_1.gguf", "SmolLM2-135M-Instruct")]
    [InlineData("smollm2-360m-instruct-q8_0.gguf", "smollm2-360m-instruct")]
    [InlineData("smollm2-1.7b-instruct-q4_k_m.gguf", "smollm2-1.7b-instruct")]
    [InlineData("SmolLM2-135M-CSharp.lora.gguf", "SmolLM2-135M-CSharp")]
    [InlineData("model-f16.gguf", "model")]
    public void Names_come_from_files(string file, string name)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "user"));
        File.WriteAllText(Path.Combine(_folder.Path, "user", file), "");
        Assert.Equal(name, Assert.Single(Store().List()).Name);
    }

    private static void Fill(byte[] data, byte fill) => Array.Fill(data, fill);

    private Task<PreparedModel> Prepare(ModelStore store, string model, string? adapter) =>
        store.PrepareAsync(model, adapter, new SynchronousProgress<string>(_progress.Add), TestContext.Current.CancellationToken);

    private void WriteTiny(byte fill = 0, int type = 3, int bytes = 20)
    {
        var data = new byte[2 * bytes];
        Fill(data, fill);
        Write("tiny.Q4_1.gguf", new GgufBuilder().Text("general.architecture", "llama").Tensor("w", type, data, 32, 2));
    }

    private void WriteTinyAdapter() =>
        Write(
            "tiny-csharp.lora.gguf",
            new GgufBuilder()
                .Text("general.type", "adapter")
                .Text("adapter.type", "lora")
                .Number("adapter.lora.alpha", 8)
                .Text("smolcode.fill_in.format", "1")
                .Floats("w.lora_a", Enumerable.Repeat(1f, 32 * 4).ToArray(), 32, 4)
                .Floats("w.lora_b", Enumerable.Repeat(1f, 2 * 4).ToArray(), 4, 2)
        );

    private void Write(string name, GgufBuilder builder)
    {
        Directory.CreateDirectory(Path.Combine(_folder.Path, "bundled"));
        File.WriteAllBytes(Path.Combine(_folder.Path, "bundled", name), builder.Build());
    }

    private ModelStore Store(string? bundled = null, long freeSpace = long.MaxValue) =>
        new(
            new UserFolders
            {
                Cache = Path.Combine(_folder.Path, "cache"),
                Models = Path.Combine(_folder.Path, "user"),
                Bundled = bundled ?? Path.Combine(_folder.Path, "bundled"),
            },
            NullLogger.Instance,
            _ => freeSpace,
            TimeProvider.System
        );
}
