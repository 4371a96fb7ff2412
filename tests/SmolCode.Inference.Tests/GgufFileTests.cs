using CsCheck;
using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class GgufFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void A_sound_file_is_read()
    {
        var file = Open(Small().Build());
        Assert.Equal("tiny", file.Text("general.name"));
        Assert.Equal(new GgufArray(8, 2), file.Metadata["tokens"]);
        Assert.Equal(["weights", "norm"], file.Tensors.Select(t => t.Name));
        Assert.Equal("F32", file.Layout);
    }

    [Fact]
    public void The_bundled_model_is_read()
    {
        var file = GgufFile.Open(Bundled.Model);
        Assert.Equal("Q4_1", file.Layout);
        Assert.Equal(272, file.Tensors.Length);
    }

    [Fact]
    public void Every_truncation_is_told()
    {
        var bytes = Small().Build();
        for (var length = 0; length < bytes.Length - 31; length++)
        {
            var e = Assert.Throws<ModelFileException>(() => Open(bytes[..length]));
            Assert.Contains("damaged", e.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Damage_never_ends_in_another_exception() =>
        Gen.Select(Gen.Int[0, 400], Gen.Byte, Gen.Byte)
            .Sample(
                (at, one, other) =>
                {
                    var bytes = Small().Build();
                    bytes[at % bytes.Length] = one;
                    bytes[(at + 8) % bytes.Length] = other;
                    try
                    {
                        Open(bytes);
                    }
                    catch (ModelFileException)
                    {
                        // What callers expect.
                    }
                },
                seed: "0000KOIPe036",
                iter: 2000,
                threads: 1
            );

    [Fact]
    public void A_foreign_file_is_told() => Refused([.. "PK\u0003\u0004 this is an archive, not a model"u8], "is not a GGUF file");

    [Fact]
    public void An_old_version_is_told()
    {
        var small = Small();
        small.Version = 1;
        Refused(small.Build(), "version 1");
    }

    [Fact]
    public void A_key_that_occurs_twice_is_told() => Refused(Small().Text("general.name", "again").Build(), "occurs twice");

    [Fact]
    public void A_tensor_that_occurs_twice_is_told() => Refused(Small().Floats("norm", new float[32], 32).Build(), "'norm' occurs twice");

    [Fact]
    public void A_tensor_of_impossible_size_is_told() =>
        Refused(Small().Tensor("huge", 0, new byte[32], 1L << 39, 1L << 39).Build(), "'huge' has an impossible size");

    [Fact]
    public void A_missing_file_is_told()
    {
        var e = Assert.Throws<ModelFileException>(() => GgufFile.Open(Path.Combine(_folder.Path, "none.gguf")));
        Assert.Contains("is not there", e.Message, StringComparison.Ordinal);
    }

    private static GgufBuilder Small() =>
        new GgufBuilder()
            .Text("general.name", "tiny")
            .Number("alpha", 2)
            .Texts("tokens", "a", "b")
            .Floats("weights", new float[64], 32, 2)
            .Floats("norm", new float[32], 32);

    private void Refused(byte[] bytes, string part) =>
        Assert.Contains(part, Assert.Throws<ModelFileException>(() => Open(bytes)).Message, StringComparison.Ordinal);

    private GgufFile Open(byte[] bytes)
    {
        var path = Path.Combine(_folder.Path, "small.gguf");
        File.WriteAllBytes(path, bytes);
        return GgufFile.Open(path);
    }
}
