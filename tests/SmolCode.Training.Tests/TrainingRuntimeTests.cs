using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using SmolCode.Inference;
using SmolCode.TestSupport;
using SmolCode.Training.Runtime;

namespace SmolCode.Training.Tests;

/// <summary>Where the native libraries come from; nothing is loaded here.</summary>
public sealed class TrainingRuntimeTests : IDisposable
{
    private static readonly string[] Files = ["libone.so", "libtwo.so"];

    private readonly TemporaryFolder folder = new();
    private readonly Server server = new();

    private string Global => Path.Combine(folder.Path, "packages");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        server.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task What_nuget_has_already_is_taken_from_there()
    {
        var libraries = Libraries();
        foreach (var package in libraries.Packages)
        {
            folder.Write(
                $"packages/{package.Id.ToLowerInvariant()}/{package.Version}/runtimes/linux-x64/native/lib{package.Id.ToLowerInvariant()}.so",
                package.Id
            );
        }

        var runtime = Runtime(libraries);
        Assert.True(runtime.IsHere);
        await runtime.PrepareAsync(null, Token);

        Assert.Equal(["One", "Two"], Files.Select(f => File.ReadAllText(Path.Combine(runtime.Folder, f))));
        Assert.Empty(server.Asked);

        // When the packages are deleted, they are brought anew.
        Directory.Delete(Global, recursive: true);
        await runtime.PrepareAsync(null, Token);
        Assert.Equal(["One", "Two"], Files.Select(f => File.ReadAllText(Path.Combine(runtime.Folder, f))));
    }

    [Fact]
    public async Task Without_an_sdk_they_are_downloaded_and_only_what_is_needed_is_kept()
    {
        var runtime = Runtime(Libraries());
        Assert.False(runtime.IsHere);
        await runtime.PrepareAsync(null, Token);

        Assert.Equal(["/flat/one/1.0.0/one.1.0.0.nupkg", "/flat/two/2.0.0/two.2.0.0.nupkg"], server.Asked);
        Assert.Equal(Files, Directory.EnumerateFiles(runtime.Folder).Select(f => Path.GetFileName(f)).Order());
        Assert.Equal([runtime.Folder], Directory.EnumerateDirectories(Path.GetDirectoryName(runtime.Folder)!));
        Assert.True(runtime.IsHere);
    }

    [Fact]
    public async Task What_is_not_what_it_should_be_is_refused_and_leaves_nothing()
    {
        var libraries = Libraries();
        server.Packages["/flat/two/2.0.0/two.2.0.0.nupkg"] = "<html>Please sign in</html>"u8.ToArray();
        var runtime = Runtime(libraries);

        var problem = await Assert.ThrowsAsync<TrainingException>(() => runtime.PrepareAsync(null, Token));
        Assert.Contains("SHA-512", problem.Message, StringComparison.Ordinal);
        Assert.False(runtime.IsHere);
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(runtime.Folder)!));
    }

    [Fact]
    public async Task Without_a_network_the_message_says_so()
    {
        var libraries = Libraries();
        server.Packages.Clear();
        var problem = await Assert.ThrowsAsync<TrainingException>(() => Runtime(libraries).PrepareAsync(null, Token));
        Assert.Contains("404", problem.Message, StringComparison.Ordinal);

        server.IsDown = true;
        problem = await Assert.ThrowsAsync<TrainingException>(() => Runtime(libraries).PrepareAsync(null, Token));
        Assert.Contains("Check the connection", problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_download_that_breaks_off_is_gone_on_with()
    {
        server.BreakOffAfter = 100;
        var runtime = Runtime(Libraries());
        await runtime.PrepareAsync(null, Token);

        Assert.True(runtime.IsHere);
        Assert.Contains(server.Ranges, r => r == "bytes=100-");
    }

    [Fact]
    public async Task A_folder_that_cannot_be_written_is_named()
    {
        var file = folder.Write("cache", "a file where a folder should be");
        var problem = await Assert.ThrowsAsync<TrainingException>(() => Runtime(Libraries()).PrepareAsync(null, Token));

        Assert.Contains(file, problem.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("linux-musl-x64")]
    [InlineData("osx-x64")]
    [InlineData("linux-arm64")]
    public void Other_platforms_are_refused(string platform)
    {
        var problem = Assert.Throws<TrainingException>(() => NativeLibraries.For(platform, true));
        Assert.Contains(platform, problem.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_processor_without_vectors_is_refused() =>
        Assert.Contains(
            "AVX2",
            Assert.Throws<TrainingException>(() => NativeLibraries.For("linux-x64", false)).Message,
            StringComparison.Ordinal
        );

    private NativeLibraries Libraries() =>
        new("linux-x64", [Package("One", "1.0.0", "libone.so"), Package("Two", "2.0.0", "libtwo.so")], [.. Files]);

    private NativePackage Package(string id, string version, string file)
    {
        using var memory = new MemoryStream();
        using (var archive = new ZipArchive(memory, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in new[] { (file, id), ("libpython.so", "not needed") })
            {
                using var entry = archive.CreateEntry($"runtimes/linux-x64/native/{name}").Open();
                entry.Write(System.Text.Encoding.UTF8.GetBytes(text));
            }

            using var other = archive.CreateEntry($"runtimes/win-x64/native/{file}").Open();
            other.Write("another platform's"u8);
        }

        var bytes = memory.ToArray();
        var lower = id.ToLowerInvariant();
        server.Packages[$"/flat/{lower}/{version}/{lower}.{version}.nupkg"] = bytes;
        return new NativePackage(id, version, Convert.ToBase64String(SHA512.HashData(bytes)), bytes.Length);
    }

    private TrainingRuntime Runtime(NativeLibraries libraries) =>
        new(
            new UserFolders
            {
                Cache = Path.Combine(folder.Path, "cache"),
                Models = Path.Combine(folder.Path, "models"),
                Bundled = Path.Combine(folder.Path, "bundled"),
            },
            libraries,
            Global,
            _ => Task.FromResult<string?>(null),
            () =>
                new PackageDownload(new Uri("https://packages.example/flat/"), server, disposeHandler: false) { FirstDelay = TimeSpan.Zero }
        );

    /// <summary>Answers from memory.</summary>
    private sealed class Server : HttpMessageHandler
    {
        public Dictionary<string, byte[]> Packages { get; } = [];

        public List<string> Asked { get; } = [];

        public List<string> Ranges { get; } = [];

        public bool IsDown { get; set; }

        public int? BreakOffAfter { get; set; }

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (IsDown)
            {
                throw new HttpRequestException("No such host is known.");
            }

            var path = request.RequestUri!.AbsolutePath;
            Asked.Add(path);
            Ranges.Add(request.Headers.Range?.ToString() ?? "");
            if (!Packages.TryGetValue(path, out var bytes))
            {
                return Task.FromResult(new HttpResponseMessage(HttpStatusCode.NotFound));
            }

            var from = (int)(request.Headers.Range?.Ranges.Single().From ?? 0);
            HttpContent content = new ByteArrayContent(bytes[from..]);
            if (from == 0 && BreakOffAfter is { } most)
            {
                content = new StreamContent(new Breaking(bytes[..most]));
            }

            return Task.FromResult(
                new HttpResponseMessage(from > 0 ? HttpStatusCode.PartialContent : HttpStatusCode.OK) { Content = content }
            );
        }
    }

    private sealed class Breaking(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            var read = Read(buffer.Span);
            return read > 0 ? ValueTask.FromResult(read) : throw new IOException("The connection was reset.");
        }
    }
}
