using System.Security.Cryptography;
using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class ModelRepackerTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    // The checksums of what server/models/training/merge.py, the reference, writes for the bundled files.
    [Theory]
    [InlineData(true, "4cf7ecf6f744ab008bb7c4ab411abfc9c447aff6286a2a1f35a1b64dbdbb7676")]
    [InlineData(false, "5ccd984c3aeeb90feecc8db85b7bd799db41abdf2345317ccbf95f2a977f5d2b")]
    public void The_bytes_are_the_references(bool withAdapter, string sha256)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var output = new HashingStream(hash);
        ModelRepacker.Repack(
            GgufFile.Open(Bundled.Model),
            withAdapter ? GgufFile.Open(Bundled.Adapter) : null,
            WeightLayout.Q8,
            output,
            null,
            TestContext.Current.CancellationToken
        );
        Assert.Equal(sha256, Convert.ToHexStringLower(hash.GetHashAndReset()));
        Assert.InRange(ModelRepacker.OutputSize(GgufFile.Open(Bundled.Model)), output.Length, output.Length + 100_000);
    }

    [Fact]
    public void An_adapter_for_another_model_is_refused()
    {
        var model = Write("model.gguf", new GgufBuilder().Tensor("w", 3, new byte[40], 32, 2));
        var adapter = Write(
            "adapter.gguf",
            Adapter().Floats("w.lora_a", new float[64 * 4], 64, 4).Floats("w.lora_b", new float[2 * 4], 4, 2)
        );
        Refused(model, adapter, "does not fit the model");
    }

    [Fact]
    public void A_model_is_no_adapter()
    {
        var model = Write("model.gguf", new GgufBuilder().Tensor("w", 3, new byte[40], 32, 2));
        Refused(model, model, "is not a LoRA adapter");
    }

    [Fact]
    public void An_adapter_with_half_a_pair_is_refused()
    {
        var model = Write("model.gguf", new GgufBuilder().Tensor("w", 3, new byte[40], 32, 2));
        Refused(model, Write("adapter.gguf", Adapter().Floats("w.lora_a", new float[32 * 4], 32, 4)), "does not fit the model");
    }

    [Fact]
    public void A_layout_that_is_not_read_is_told()
    {
        var model = Write("model.gguf", new GgufBuilder().Tensor("w", 12, new byte[144], 256, 1));
        Assert.False(ModelRepacker.IsWorthwhile(model));
        Refused(model, null, "cannot be repacked");
    }

    private static GgufBuilder Adapter() =>
        new GgufBuilder().Text("general.type", "adapter").Text("adapter.type", "lora").Number("adapter.lora.alpha", 8);

    private static void Refused(GgufFile model, GgufFile? adapter, string part)
    {
        var e = Assert.Throws<ModelFileException>(() =>
            ModelRepacker.Repack(model, adapter, WeightLayout.Q8, Stream.Null, null, CancellationToken.None)
        );
        Assert.Contains(part, e.Message, StringComparison.Ordinal);
    }

    private GgufFile Write(string name, GgufBuilder builder)
    {
        var path = Path.Combine(_folder.Path, name);
        File.WriteAllBytes(path, builder.Build());
        return GgufFile.Open(path);
    }

    private sealed class HashingStream(IncrementalHash hash) : Stream
    {
        private long _length;

        public override bool CanRead => false;

        public override bool CanSeek => false;

        public override bool CanWrite => true;

        public override long Length => _length;

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override void Flush() { }

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

        public override void Write(ReadOnlySpan<byte> buffer)
        {
            hash.AppendData(buffer);
            _length += buffer.Length;
        }
    }
}
