using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class WholeFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task It_replaces_what_stands_there_and_makes_the_folder()
    {
        var file = Path.Combine(folder.Path, "new", "file.json");
        WholeFile.Write(file, "one");
        Assert.Equal("one", await File.ReadAllTextAsync(file, Token));
        await WholeFile.WriteAsync(file, "two", Token);

        Assert.Equal("two", await File.ReadAllTextAsync(file, Token));
        Assert.Equal([file], Directory.EnumerateFileSystemEntries(Path.GetDirectoryName(file)!));
    }

    [Fact]
    public async Task What_cannot_be_written_leaves_nothing_half_written()
    {
        // A folder stands where the file should.
        var file = folder.Write("file/kept", "kept")[..^"/kept".Length];
        Assert.ThrowsAny<Exception>(() => WholeFile.Write(file, "text"));
        await Assert.ThrowsAnyAsync<Exception>(() => WholeFile.WriteAsync(file, "text", Token));
        var other = folder.Write("other", "before");
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => WholeFile.WriteAsync(other, "after", new CancellationToken(true)));

        Assert.Equal("before", await File.ReadAllTextAsync(other, Token));
        Assert.Equal([file, other], Directory.EnumerateFileSystemEntries(folder.Path).Order());
    }
}
