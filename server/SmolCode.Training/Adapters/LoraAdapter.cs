using System.Collections.Immutable;
using SmolCode.Inference;
using SmolCode.Inference.Gguf;
using SmolCode.Training.Model;

namespace SmolCode.Training.Adapters;

/// <summary>
/// Low-rank updates of a model by the names of its matrices: each scale · B A. Two of them one after the other are one of the ranks' sum, exactly:
/// s₁ B₁ A₁ + s₂ B₂ A₂ = [s₁ B₁, s₂ B₂] [A₁; A₂].
/// </summary>
internal sealed class LoraAdapter
{
    private readonly ImmutableSortedDictionary<string, Update> _updates;

    private LoraAdapter(ImmutableSortedDictionary<string, Update> updates) => _updates = updates;

    /// <summary>What was learned.</summary>
    /// <param name="layout">Where the updates lie in <paramref name="parameters"/>.</param>
    /// <param name="parameters">The updates.</param>
    /// <param name="scale">alpha / rank.</param>
    public static LoraAdapter Of(LoraLayout layout, float[] parameters, float scale) =>
        new(
            layout.Parts.ToImmutableSortedDictionary(
                p => p.Name,
                p => new Update(
                    p.Inputs,
                    p.Outputs,
                    layout.Rank,
                    parameters.AsSpan(p.OffsetA, layout.Rank * p.Inputs).ToArray(),
                    parameters.AsSpan(p.OffsetB, p.Outputs * layout.Rank).ToArray(),
                    scale
                ),
                StringComparer.Ordinal
            )
        );

    /// <summary>Reads an adapter.</summary>
    /// <exception cref="ModelFileException">It is not a LoRA adapter, or does not fit the model.</exception>
    public static LoraAdapter Read(GgufFile adapter, GgufFile model) =>
        new(
            LowRankUpdate
                .Read(adapter, model)
                .ToImmutableSortedDictionary(
                    u => u.Key,
                    u => new Update(
                        u.Value.A.Length / u.Value.Rank,
                        u.Value.B.Length / u.Value.Rank,
                        u.Value.Rank,
                        u.Value.A,
                        u.Value.B,
                        u.Value.Scale
                    ),
                    StringComparer.Ordinal
                )
        );

    /// <summary>This one and then another.</summary>
    public LoraAdapter Then(LoraAdapter other) =>
        new(
            _updates
                .Keys.Union(other._updates.Keys)
                .ToImmutableSortedDictionary(
                    n => n,
                    n =>
                        (_updates.GetValueOrDefault(n), other._updates.GetValueOrDefault(n)) switch
                        {
                            ({ } one, { } next) => one.Then(next),
                            ({ } one, null) => one,
                            (_, var next) => next!,
                        },
                    StringComparer.Ordinal
                )
        );

    /// <summary>Writes it as llama.cpp and SmolCode read it, at Q8_0 as the bundled one (at F16 where a rank has no whole blocks).</summary>
    /// <param name="output">Receives the file.</param>
    /// <param name="metadata">Strings of the metadata beside those that make it an adapter.</param>
    public void Write(Stream output, IEnumerable<KeyValuePair<string, string>> metadata)
    {
        var writer = new GgufWriter();
        writer.Add("general.type", "adapter");
        writer.Add("general.architecture", "llama");
        writer.Add("adapter.type", "lora");
        foreach (var (key, value) in metadata)
        {
            writer.Add(key, value);
        }

        // One alpha for all: each matrix is scaled by alpha over its own rank, and what is left of its scale goes into B.
        var first = _updates.Values.MaxBy(u => u.Rank)!;
        var alpha = first.Scale * first.Rank;
        writer.Add("adapter.lora.alpha", alpha);
        foreach (var (name, update) in _updates)
        {
            var type =
                update.Rank % BlockFormats.BlockSize == 0 && update.Inputs % BlockFormats.BlockSize == 0
                    ? GgufTensorType.Q8_0
                    : GgufTensorType.F16;
            var factor = update.Scale / (alpha / update.Rank);
            writer.Add(name + LowRankUpdate.SuffixA, update.Inputs, update.Rank, type, () => update.A);
            writer.Add(
                name + LowRankUpdate.SuffixB,
                update.Rank,
                update.Outputs,
                type,
                () => factor == 1 ? update.B : Array.ConvertAll(update.B, v => v * factor)
            );
        }

        writer.Write(output);
    }

    /// <summary>One matrix' update: A is rank by inputs, B outputs by rank.</summary>
    private sealed record Update(int Inputs, int Outputs, int Rank, float[] A, float[] B, float Scale)
    {
        public Update Then(Update next)
        {
            var rank = Rank + next.Rank;
            var b = new float[Outputs * rank];
            var factor = next.Scale / Scale;
            for (var row = 0; row < Outputs; row++)
            {
                B.AsSpan(row * Rank, Rank).CopyTo(b.AsSpan(row * rank));
                for (var i = 0; i < next.Rank; i++)
                {
                    b[(row * rank) + Rank + i] = next.B[(row * next.Rank) + i] * factor;
                }
            }

            return new Update(Inputs, Outputs, rank, [.. A, .. next.A], b, Scale);
        }
    }
}
