namespace SmolCode.Training.Model;

/// <summary>
/// Cosines and sines of rotary position embedding (Su et al. 2021) for pairs of neighbours: position · base^(−2i / width). Each cosine stands
/// twice, each sine with both signs: (−sin, sin).
/// </summary>
internal sealed unsafe class RotaryTable
{
    private readonly int _width;
    private readonly float[] _cosines;
    private readonly float[] _sines;

    /// <summary>For positions below <paramref name="length"/>.</summary>
    public RotaryTable(int length, int width, float frequencyBase)
    {
        _width = width;
        _cosines = GC.AllocateArray<float>(length * width, pinned: true);
        _sines = GC.AllocateArray<float>(length * width, pinned: true);
        for (var position = 0; position < length; position++)
        {
            for (var i = 0; i < width; i += 2)
            {
                var (sine, cosine) = Math.SinCos(position * Math.Pow(frequencyBase, -(double)i / width));
                var at = (position * width) + i;
                _cosines[at] = _cosines[at + 1] = (float)cosine;
                _sines[at] = (float)-sine;
                _sines[at + 1] = (float)sine;
            }
        }
    }

    /// <summary>The cosines of a position.</summary>
    public float* Cosines(int position) => At(_cosines, position);

    /// <summary>The sines of a position.</summary>
    public float* Sines(int position) => At(_sines, position);

    private float* At(float[] values, int position) =>
        (float*)System.Runtime.InteropServices.Marshal.UnsafeAddrOfPinnedArrayElement(values, position * _width);
}
