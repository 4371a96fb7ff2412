namespace SmolCode.Inference.Engine;

/// <summary>
/// What batches of some tokens cost here, relative to a batch of one: the processor, the threads and the kernels decide, so it is measured
/// at load and followed while decoding.
/// </summary>
internal sealed class BatchCosts
{
    /// <summary>The largest batch that is kept account of.</summary>
    public const int Largest = 16;

    // Weight of a new measurement.
    private const double Newer = 0.1;

    private readonly double[] _milliseconds = new double[Largest + 1];

    /// <summary>Adds a measurement.</summary>
    public void Add(int tokens, double milliseconds)
    {
        if (tokens is < 1 or > Largest)
        {
            return;
        }

        ref var known = ref _milliseconds[tokens];
        // A batch that was interrupted by other programs says nothing about the next one.
        known = known <= 0 ? milliseconds : known + (Newer * (Math.Min(milliseconds, known * 2) - known));
    }

    /// <summary>Time of a batch of <paramref name="tokens"/> relative to one of a single token, interpolated; 1 a token before anything is known.</summary>
    public double Relative(int tokens)
    {
        if (_milliseconds[1] <= 0)
        {
            return tokens;
        }

        var below = Math.Clamp(tokens, 1, Largest);
        while (_milliseconds[below] <= 0)
        {
            below--;
        }

        var above = Math.Clamp(tokens, 1, Largest);
        while (above < Largest && _milliseconds[above] <= 0)
        {
            above++;
        }

        if (_milliseconds[above] <= 0 || above == below)
        {
            return _milliseconds[below] / _milliseconds[1] * ((double)tokens / below);
        }

        var share = (double)(tokens - below) / (above - below);
        return (_milliseconds[below] + (share * (_milliseconds[above] - _milliseconds[below]))) / _milliseconds[1];
    }
}
