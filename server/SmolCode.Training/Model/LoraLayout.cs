using System.Collections.Immutable;

namespace SmolCode.Training.Model;

/// <summary>
/// Where the low-rank updates of a model lie in one array of parameters: block after block, layer after layer, A (rank by inputs) before B
/// (outputs by rank).
/// </summary>
internal sealed class LoraLayout
{
    /// <param name="architecture">The model's sizes.</param>
    /// <param name="rank">Rank of each update, a multiple of sixteen.</param>
    public LoraLayout(LlamaArchitecture architecture, int rank)
    {
        Rank = rank;
        var parts = ImmutableArray.CreateBuilder<AdaptedPart>();
        var offset = 0;
        for (var block = 0; block < architecture.Blocks; block++)
        {
            foreach (var layer in LlamaArchitecture.LayerNames)
            {
                var (outputs, inputs) = architecture.SizeOf(layer);
                parts.Add(new AdaptedPart($"blk.{block}.{layer}.weight", inputs, outputs, offset, offset + (rank * inputs)));
                offset += rank * (inputs + outputs);
            }
        }

        Parts = parts.ToImmutable();
        Count = offset;
    }

    /// <summary>Rank of each update.</summary>
    public int Rank { get; }

    /// <summary>Numbers in all.</summary>
    public int Count { get; }

    /// <summary>The layers in the order of their parameters.</summary>
    public ImmutableArray<AdaptedPart> Parts { get; }

    /// <summary>Parameters to begin with: A normal with variance 1 / inputs, B zeros, so that the model is the frozen one.</summary>
    public float[] Begin(int seed)
    {
        var parameters = new float[Count];
        var random = new Random(seed);
        foreach (var part in Parts)
        {
            var deviation = 1 / Math.Sqrt(part.Inputs);
            foreach (ref var value in parameters.AsSpan(part.OffsetA, Rank * part.Inputs))
            {
                // Box and Muller.
                value = (float)(
                    deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble())
                );
            }
        }

        return parameters;
    }
}
