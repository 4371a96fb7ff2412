using CsCheck;
using SmolCode.Inference.Gguf;

namespace SmolCode.Inference.Tests;

public sealed class BlockFormatsTests
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
}
