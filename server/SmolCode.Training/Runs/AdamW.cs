using System.Runtime.Intrinsics;
using SmolCode.Training.Model;

namespace SmolCode.Training.Runs;

/// <summary>AdamW (Loshchilov and Hutter 2019) with β = (0.9, 0.98), ε = 1e-8 and a decay of 0.01, as in server/models/training/train.py.</summary>
internal sealed class AdamW(int count)
{
    private const float Beta1 = 0.9f;
    private const float Beta2 = 0.98f;
    private const float Epsilon = 1e-8f;
    private const float Decay = 0.01f;

    /// <summary>Running mean of gradients.</summary>
    public float[] Means { get; } = new float[count];

    /// <summary>Running mean of their squares.</summary>
    public float[] Squares { get; } = new float[count];

    /// <summary>Steps that are done.</summary>
    public int Steps { get; set; }

    /// <summary>Changes the parameters by one step.</summary>
    /// <param name="cores">Threads.</param>
    /// <param name="parameters">They.</param>
    /// <param name="gradients">Their gradient.</param>
    /// <param name="factor">What the gradient is multiplied by (clipping).</param>
    /// <param name="rate">Rate of learning.</param>
    public unsafe void Step(Cores cores, float[] parameters, float[] gradients, float factor, double rate)
    {
        Steps++;
        var size = Vector512.Create((float)(rate / (1 - Math.Pow(Beta1, Steps))));
        var correction = Vector512.Create((float)(1 / (1 - Math.Pow(Beta2, Steps))));
        var keep = Vector512.Create((float)(1 - (rate * Decay)));
        cores.Split(
            parameters.Length / 16,
            (first, lines) =>
            {
                fixed (
                    float* p = parameters,
                        g = gradients,
                        m = Means,
                        v = Squares
                )
                {
                    for (nint i = first * 16; i < (first + lines) * 16; i += 16)
                    {
                        var gradient = Vector512.Load(g + i) * factor;
                        var mean = (Vector512.Load(m + i) * Beta1) + (gradient * (1 - Beta1));
                        var square = (Vector512.Load(v + i) * Beta2) + (gradient * gradient * (1 - Beta2));
                        mean.Store(m + i);
                        square.Store(v + i);
                        var step = size * mean / (Vector512.Sqrt(square * correction) + Vector512.Create(Epsilon));
                        ((Vector512.Load(p + i) * keep) - step).Store(p + i);
                    }
                }
            }
        );
    }
}
