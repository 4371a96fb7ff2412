using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class JsonFileTests : IDisposable
{
    private static readonly JsonTypeInfo<string[]> Type =
        (JsonTypeInfo<string[]>)
            new JsonSerializerOptions { TypeInfoResolver = new DefaultJsonTypeInfoResolver() }.GetTypeInfo(typeof(string[]));

    private readonly TemporaryFolder folder = new();

    private string Path => System.IO.Path.Combine(folder.Path, "data", "list.json");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_change_is_given_what_is_there()
    {
        var file = new JsonFile<string[]>(Path, Type);
        Assert.Null(file.Read());
        file.Change(known => known is null ? ["a"] : ["wrong"]);
        file.Change(known => [.. known!, "b"]);
        file.Change(_ => null);

        Assert.Equal(["a", "b"], file.Read()!);
    }

    [Fact]
    public void A_file_that_somebody_broke_is_kept_beside_the_new_one()
    {
        var file = new JsonFile<string[]>(folder.Write("data/list.json", "[\"a\", \"b\",]"), Type);
        Assert.Null(file.Read());
        file.Change(_ => null);
        Assert.False(File.Exists(Path + ".damaged"));

        file.Change(known => known is null ? ["c"] : known);

        Assert.Equal(["c"], file.Read()!);
        Assert.Equal("[\"a\", \"b\",]", File.ReadAllText(Path + ".damaged"));
    }

    [Fact]
    public void What_cannot_be_read_now_is_not_written_over()
    {
        var file = new JsonFile<string[]>(folder.Write("data/list.json", "[\"a\"]"), Type);
        using (new FileStream(Path, FileMode.Open, FileAccess.ReadWrite, FileShare.None))
        {
            Assert.Null(file.Read());
            Assert.ThrowsAny<IOException>(() => file.Change(_ => ["c"]));
        }

        Assert.Equal(["a"], file.Read()!);
    }
}
