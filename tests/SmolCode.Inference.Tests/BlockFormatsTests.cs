using System.Runtime.InteropServices;
using System.Security.Cryptography;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Native;

namespace SmolCode.Inference.Tests;

public sealed unsafe class BlockFormatsTests
{
    [Fact]
    public void Q8_0_is_what_the_formula_says() =>
        Gen.Float[-40, 40]
            .Array[BlockFormats.BlockSize]
            .Sample(
                values =>
                {
                    var data = new byte[BlockFormats.Q8Bytes];
                    BlockFormats.EncodeQ8(values, data);
                    var d = (Half)(values.Max(MathF.Abs) / 127f);
                    Assert.Equal(d, BitConverter.ToHalf(data));
                    for (var i = 0; i < values.Length; i++)
                    {
                        var q = d == (Half)0 ? 0 : Math.Clamp(MathF.Round(values[i] / (float)d, MidpointRounding.ToEven), -127, 127);
                        Assert.Equal((sbyte)q, (sbyte)data[2 + i]);
                    }
                },
                seed: "0000KOIPe036",
                iter: 1000,
                threads: 1
            );

    // What ggml's own code makes of them, byte for byte: rows of small and large values, one sign, many equal ones.
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    public void Four_bits_are_those_of_the_library(int type)
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "Compilers for other processors fuse multiplications and additions."
        );
        LlamaLibraries.Load(null, NullLogger.Instance);
        Gen.OneOf(Gen.Float[-40, 40], Gen.Float[-1e-3f, 1e-3f], Gen.Float[0, 2], Gen.Int[-3, 3].Select(i => (float)i))
            .Array[4 * BlockFormats.BlockSize]
            .Sample(
                values =>
                {
                    var size = (int)GgufTensor.SizeOf((GgufTensorType)type, values.Length)!.Value;
                    var (ours, theirs) = (new byte[size], new byte[size]);
                    BlockFormats.Encode((GgufTensorType)type, values, ours);
                    Quantize(type, values, theirs);
                    Assert.Equal(theirs, ours);
                },
                seed: "0000KOIPe036",
                iter: 2000,
                threads: 1
            );
    }

    [Theory]
    [InlineData(1, 1f / 2048)]
    [InlineData(2, 1f / 8)]
    [InlineData(3, 1f / 15)]
    [InlineData(8, 1f / 127)]
    public void What_is_written_is_read_within_a_step(int type, float step) =>
        Gen.Float[-40, 40]
            .Array[BlockFormats.BlockSize]
            .Sample(
                values =>
                {
                    var data = new byte[GgufTensor.SizeOf((GgufTensorType)type, values.Length)!.Value];
                    var read = new float[values.Length];
                    BlockFormats.Encode((GgufTensorType)type, values, data);
                    BlockFormats.Decode((GgufTensorType)type, data, read);
                    // Steps of the greatest magnitude; with a minimum, of the distance between the extremes. The scale is a half, so a little more.
                    var range = type == 3 ? values.Max() - values.Min() : values.Max(MathF.Abs);
                    Assert.All(values.Zip(read), p => Assert.InRange(MathF.Abs(p.First - p.Second), 0, (range * step * 1.01f) + 0.03f));
                },
                seed: "0000KOIPe036",
                iter: 1000,
                threads: 1
            );

    // A real matrix, by what llama-quantize v0.4.0 makes of the same half-precision floats.
    [Theory]
    [InlineData(2, "acb6d30d94cfa8eb9b7a7363f3dd41712396bb0caebcfef1662155bd500df609")]
    [InlineData(3, "89e18b9f9168d5f457a58850f93fdf0f8a681209aa7bf4c205c13b3d110db24f")]
    public void A_matrix_of_the_bundled_model_becomes_what_llama_quantize_makes_of_it(int type, string sha256)
    {
        Assert.SkipUnless(
            RuntimeInformation.ProcessArchitecture == Architecture.X64,
            "Compilers for other processors fuse multiplications and additions."
        );
        var tensor = GgufFile.Open(Bundled.Model).Tensors.Single(t => t.Name == "blk.0.attn_k.weight");
        var stored = new byte[GgufTensor.SizeOf(tensor.Type, tensor.Count)!.Value];
        using (var file = ModelRepacker.OpenRead(Bundled.Model))
        {
            ModelRepacker.ReadExactly(file, stored, tensor.Position);
        }

        var values = new float[tensor.Count];
        BlockFormats.Decode(tensor.Type, stored, values);
        var halves = Array.ConvertAll(values, v => (float)(Half)v);
        var data = new byte[GgufTensor.SizeOf((GgufTensorType)type, tensor.Count)!.Value];
        BlockFormats.Encode((GgufTensorType)type, halves, data);
        Assert.Equal(sha256, Convert.ToHexStringLower(SHA256.HashData(data)));
    }

    [Fact]
    public void Zeros_stay_zeros()
    {
        var data = Enumerable.Repeat((byte)0xFF, BlockFormats.Q8Bytes).ToArray();
        BlockFormats.EncodeQ8(new float[BlockFormats.BlockSize], data);
        Assert.All(data, b => Assert.Equal(0, b));
    }

    [Fact]
    public void Q4_1_is_low_nibbles_then_high_nibbles_times_scale_plus_minimum()
    {
        var data = new byte[20];
        BitConverter.TryWriteBytes(data, (Half)0.5f);
        BitConverter.TryWriteBytes(data.AsSpan(2), (Half)(-3f));
        for (var i = 0; i < 16; i++)
        {
            data[4 + i] = (byte)(i | ((15 - i) << 4));
        }

        var values = new float[32];
        BlockFormats.Decode(GgufTensorType.Q4_1, data, values);
        for (var i = 0; i < 16; i++)
        {
            Assert.Equal((0.5f * i) - 3f, values[i]);
            Assert.Equal((0.5f * (15 - i)) - 3f, values[16 + i]);
        }
    }

    [Theory]
    [InlineData(64)]
    [InlineData(40)]
    public void A_low_rank_update_is_the_product_of_its_factors(int columns)
    {
        float[] b = [1, -2, 3];
        var a = Enumerable.Range(0, 3 * columns).Select(i => (float)(i % 7)).ToArray();
        var row = Enumerable.Range(0, columns).Select(i => (float)i).ToArray();
        BlockFormats.AddLowRank(row, b, a, 2);
        for (var c = 0; c < columns; c++)
        {
            Assert.Equal(c + (2 * (a[c] - (2 * a[columns + c]) + (3 * a[(2 * columns) + c]))), row[c]);
        }
    }

    /// <summary>ggml_quantize_chunk of the library that the engine computes with.</summary>
    private static void Quantize(int type, float[] values, byte[] data)
    {
        var library = Directory
            .EnumerateFiles(LlamaLibraries.DefaultFolder, "*ggml-base*")
            .Select(f => NativeLibrary.TryLoad(f, out var loaded) ? loaded : 0)
            .First(h => h != 0);
        var quantize = (delegate* unmanaged[Cdecl]<int, float*, void*, long, long, long, float*, nuint>)
            NativeLibrary.GetExport(library, "ggml_quantize_chunk");
        fixed (float* source = values)
        {
            fixed (byte* target = data)
            {
                Assert.Equal((nuint)data.Length, quantize(type, source, target, 0, 1, values.Length, null));
            }
        }
    }
}
