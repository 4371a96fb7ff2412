using System.Runtime.Intrinsics;
using SmolCode.Training.Model;

namespace SmolCode.Training.Tests;

public sealed class KernelsTests
{
    [Fact]
    public void The_exponential_is_exact_to_a_few_units_in_the_last_place()
    {
        for (var x = -87.0; x < 88; x += 0.037)
        {
            var expected = Math.Exp((float)x);
            Assert.Equal(1, Exponential.Of(Vector512.Create((float)x))[3] / expected, 5e-7);
        }

        Assert.Equal(1, Exponential.Of(Vector512<float>.Zero)[0]);
        Assert.True(Exponential.Of(Vector512.Create(float.NegativeInfinity))[0] < 1.3e-38);
        Assert.True(float.IsNaN(Exponential.Of(Vector512.Create(float.NaN))[0]));
    }

    [Theory]
    [InlineData(1f, 0x3f80)]
    [InlineData(1.00390625f, 0x3f80)] // Half way: to the even one.
    [InlineData(1.01171875f, 0x3f82)]
    [InlineData(-3.14159274f, 0xc049)]
    [InlineData(float.PositiveInfinity, 0x7f80)]
    [InlineData(0f, 0)]
    public unsafe void Floats_become_the_nearest_bfloat16(float value, int bits)
    {
        var data = stackalloc ushort[16];
        BrainFloat.Store((byte*)data, 0, Vector512.Create(value));

        Assert.Equal((ushort)bits, data[7]);
        Assert.Equal(BitConverter.Int32BitsToSingle(bits << 16), BrainFloat.Load((byte*)data, 0)[7]);
    }

    [Fact]
    public unsafe void What_is_not_a_number_stays_none()
    {
        var data = stackalloc ushort[16];
        BrainFloat.Store((byte*)data, 0, Vector512.Create(BitConverter.Int32BitsToSingle(0x7f800001)));

        Assert.True(float.IsNaN(BrainFloat.Load((byte*)data, 0)[0]));
    }
}
