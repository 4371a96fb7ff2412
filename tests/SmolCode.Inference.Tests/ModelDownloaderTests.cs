using System.Security.Cryptography;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Downloads;
using SmolCode.Inference.Models;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

/// <summary>Downloads from a hub that misbehaves.</summary>
public sealed class ModelDownloaderTests : IAsyncDisposable
{
    private static readonly byte[] Weights = new GgufBuilder()
        .Text("general.architecture", "llama")
        .Texts("some.words", [.. Enumerable.Range(0, 20_000).Select(i => $"word {i}")])
        .Build();

    private readonly TemporaryFolder _folder = new();
    private readonly ModelHub _hub = new(Weights);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static PublishedModel Model => new("Some-Model", "owner/name", "some-model-q8_0.gguf", null, null, "MIT");

    private string Target => Path.Combine(_folder.Path, "models", Model.File);

    public async ValueTask DisposeAsync()
    {
        await _hub.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task A_model_arrives_whole_with_its_checksum_and_is_listed()
    {
        var reports = new List<DownloadProgress>();
        var pulled = await PullAsync(Model, new SynchronousProgress<DownloadProgress>(reports.Add));

        Assert.Equal(Weights, await File.ReadAllBytesAsync(Target, Token));
        Assert.True(pulled.IsCompared);
        Assert.Equal(Weights.Length, reports[^1].Bytes);
        var stored = Assert.Single(new ModelStore(Folders(), NullLogger<ModelStore>.Instance).List());
        Assert.Equal(("some-model", Convert.ToHexStringLower(SHA256.HashData(Weights))), (stored.Name, stored.Sha256));
        Assert.Equal(
            ["SHA256SUMS", Model.File, Model.File + ".lock"],
            Directory.GetFiles(Path.GetDirectoryName(Target)!).Select(Path.GetFileName).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task What_is_here_is_not_downloaded_again()
    {
        await PullAsync(Model);
        Assert.True((await PullAsync(Model)).WasHere);
        Assert.Single(_hub.Starts);
    }

    [Fact]
    public async Task A_damaged_file_is_downloaded_again()
    {
        await PullAsync(Model);
        await File.WriteAllTextAsync(Target, "damaged", Token);
        Assert.False((await PullAsync(Model)).WasHere);
        Assert.Equal(Weights, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task A_download_that_breaks_off_goes_on_where_it_was()
    {
        _hub.Cuts.Enqueue(1000);
        _hub.Cuts.Enqueue(5000);
        await PullAsync(Model);

        Assert.Equal(Weights, await File.ReadAllBytesAsync(Target, Token));
        Assert.Equal([-1, 1000, 6000], _hub.Starts);
    }

    [Fact]
    public async Task A_later_call_goes_on_where_an_earlier_one_was_cancelled()
    {
        _hub.Silence = new();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using (var downloader = Create())
        {
            var running = downloader.PullAsync(Model, new SynchronousProgress<DownloadProgress>(_ => cancel.Cancel()), null, cancel.Token);
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        }

        Assert.False(File.Exists(Target));
        _hub.Silence.SetResult();
        _hub.Silence = null;
        Assert.Equal(10, (await PullAsync(Model)).ResumedAt);
        Assert.Equal(Weights, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task A_tag_that_was_not_written_to_its_end_keeps_nobody_from_going_on()
    {
        _hub.Cuts.Enqueue(1000);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _hub.Cuts.Enqueue(0);
        }

        await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model));
        await File.WriteAllTextAsync(Target + ".part.etag", "", Token);

        await PullAsync(Model);
        Assert.Equal(Weights, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task Another_version_meanwhile_is_downloaded_from_the_start()
    {
        _hub.Cuts.Enqueue(1000);
        foreach (var _ in Enumerable.Range(0, 5))
        {
            _hub.Cuts.Enqueue(0);
        }

        await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model));
        _hub.Content = new GgufBuilder().Text("general.architecture", "other").Build();
        _hub.Tag = "\"two\"";
        await PullAsync(Model);
        Assert.Equal(_hub.Content, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task A_server_without_ranges_sends_all_of_it_again()
    {
        _hub.KnowsRanges = false;
        _hub.Cuts.Enqueue(1000);
        await PullAsync(Model);
        Assert.Equal(Weights, await File.ReadAllBytesAsync(Target, Token));
    }

    [Fact]
    public async Task Damaged_content_is_deleted_and_told()
    {
        _hub.Sha256 = new string('0', 64);
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model));
        Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
        Assert.Equal([Model.File + ".lock"], Directory.GetFiles(Path.GetDirectoryName(Target)!).Select(Path.GetFileName));
    }

    [Fact]
    public async Task The_checksum_that_was_known_beforehand_counts_more_than_the_servers()
    {
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model with { Sha256 = new string('1', 64) }));
        Assert.Contains(new string('1', 64), e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_sign_in_page_is_no_model()
    {
        _hub.Sha256 = "";
        _hub.Content = "<html>Please sign in</html>"u8.ToArray();
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model));
        Assert.Contains("sign-in page", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target + ".part"));
    }

    [Fact]
    public async Task A_server_in_trouble_is_tried_again()
    {
        _hub.Statuses.Enqueue(503);
        _hub.Statuses.Enqueue(429);
        await PullAsync(Model);
        Assert.True(File.Exists(Target));
    }

    [Theory]
    [InlineData(404, "does not exist")]
    [InlineData(403, "refused")]
    public async Task A_refusal_is_told_at_once(int status, string expected)
    {
        _hub.Statuses.Enqueue(status);
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model));
        Assert.Contains(expected, e.Message, StringComparison.Ordinal);
        Assert.Contains("model use PATH", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_falls_silent_is_given_up_and_what_came_is_kept()
    {
        _hub.Silence = new();
        using var downloader = Create(patience: TimeSpan.FromMilliseconds(200));
        var running = downloader.PullAsync(Model, null, null, Token);
        // Requests that follow wait behind the silent one, which is silence as well.
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => running);
        Assert.Contains("sent nothing", e.Message, StringComparison.Ordinal);
        Assert.Equal(10, new FileInfo(Target + ".part").Length);
    }

    [Fact]
    public async Task Nobody_there_is_told()
    {
        await _hub.DisposeAsync();
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => PullAsync(Model));
        Assert.Contains("Check the connection", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Too_little_room_is_told_before_anything_is_written()
    {
        using var downloader = Create(freeSpace: 1000);
        var e = await Assert.ThrowsAsync<ModelDownloadException>(() => downloader.PullAsync(Model, null, null, Token));
        Assert.Contains("Make room", e.Message, StringComparison.Ordinal);
        Assert.False(File.Exists(Target + ".part"));
    }

    [Fact]
    public async Task Two_that_want_the_same_file_download_it_once()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 2).Select(_ => PullAsync(Model)));
        Assert.Single(results, r => r.WasHere);
        Assert.Single(_hub.Starts);
    }

    [Theory]
    [InlineData("ftp://host")]
    [InlineData("models")]
    public void A_wrong_address_of_the_hub_is_told(string setting) =>
        Assert.Contains(
            "HF_ENDPOINT",
            Assert.Throws<ModelDownloadException>(() => ModelDownloader.Endpoint(setting)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_unknown_name_is_answered_with_those_there_are() =>
        Assert.Contains(
            "SmolLM2-360M-Instruct",
            Assert.Throws<ModelDownloadException>(() => PublishedModel.Find("GPT-5")).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_downloaded_model_can_be_removed_and_a_bundled_one_not()
    {
        await PullAsync(Model);
        var store = new ModelStore(Folders(), NullLogger<ModelStore>.Instance);
        // What was made of it, of other models with it, and of something else whose name is longer.
        var cache = Directory.CreateDirectory(Path.Combine(Folders().Cache, "models")).FullName;
        string[] made =
        [
            "some-model.Q8_0.1.gguf",
            "some-model+adapter.Q8_0.1.gguf",
            "base+some-model.Q8_0.1.gguf",
            "base+some-model.Q8_0.2.gguf",
        ];
        foreach (var name in made.Append("some-model-two.Q8_0.1.gguf"))
        {
            await File.WriteAllTextAsync(Path.Combine(cache, name), "", Token);
        }

        await store.RemoveAsync(store.Find("some-model"), Token);
        Assert.False(File.Exists(Target));
        Assert.Equal(["some-model-two.Q8_0.1.gguf"], Directory.EnumerateFiles(cache).Select(f => Path.GetFileName(f)));
        Assert.Empty(await File.ReadAllLinesAsync(Path.Combine(Path.GetDirectoryName(Target)!, "SHA256SUMS"), Token));

        var bundled = new ModelStore(EngineFixture.Options.Folders, NullLogger<ModelStore>.Instance);
        await Assert.ThrowsAsync<ModelFileException>(() => bundled.RemoveAsync(bundled.Find(ModelStore.DefaultModel), Token));
        Assert.Null(bundled.Find(ModelStore.DefaultModel).Problem);
    }

    [Fact]
    public async Task What_has_arrived_can_be_given_up()
    {
        _hub.Silence = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var source = CancellationTokenSource.CreateLinkedTokenSource(Token);
        using var downloader = Create();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            downloader.PullAsync(
                Model,
                new SynchronousProgress<DownloadProgress>(p =>
                {
                    if (p.Bytes > 0)
                    {
                        source.Cancel();
                    }
                }),
                null,
                source.Token
            )
        );
        Assert.Equal(10, ModelDownloader.ArrivedBytes(Folders(), Model));

        await downloader.DiscardAsync(Model, Token);

        Assert.Equal(0, ModelDownloader.ArrivedBytes(Folders(), Model));
        Assert.Equal([Model.File + ".lock"], Directory.GetFiles(Path.GetDirectoryName(Target)!).Select(Path.GetFileName));
        // Where there is nothing, nothing is done.
        await downloader.DiscardAsync(Model, Token);
    }

    [Fact]
    public async Task What_another_program_downloads_is_not_given_up_for_it()
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Target)!);
        await File.WriteAllTextAsync(Target + ".part", "0123456789", Token);
        using var other = new FileStream(Target + ".lock", FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        using var downloader = new ModelDownloader(Folders(), _hub.Address, NullLogger.Instance, null, _ => long.MaxValue)
        {
            DiscardPatience = TimeSpan.FromMilliseconds(1),
        };

        var error = await Assert.ThrowsAsync<ModelDownloadException>(() => downloader.DiscardAsync(Model, Token));

        Assert.Contains("Another window or program", error.Message, StringComparison.Ordinal);
        Assert.Equal(10, ModelDownloader.ArrivedBytes(Folders(), Model));
    }

    private async Task<DownloadedModel> PullAsync(PublishedModel model, IProgress<DownloadProgress>? progress = null)
    {
        using var downloader = Create();
        return await downloader.PullAsync(model, progress, null, Token);
    }

    private ModelDownloader Create(TimeSpan? patience = null, long freeSpace = long.MaxValue) =>
        new(Folders(), _hub.Address, NullLogger.Instance, null, _ => freeSpace)
        {
            Patience = patience ?? TimeSpan.FromSeconds(20),
            FirstDelay = TimeSpan.FromMilliseconds(1),
        };

    private UserFolders Folders() =>
        new()
        {
            Cache = Path.Combine(_folder.Path, "cache"),
            Models = Path.Combine(_folder.Path, "models"),
            Bundled = Path.Combine(_folder.Path, "bundled"),
        };
}
