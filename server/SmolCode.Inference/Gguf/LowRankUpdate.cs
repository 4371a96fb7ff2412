namespace SmolCode.Inference.Gguf;

/// <summary>One matrix' part of a LoRA adapter: (alpha / rank) · B A.</summary>
internal sealed class LowRankUpdate
{
    /// <summary>What follows a matrix' name in that of its A.</summary>
    public const string SuffixA = ".lora_a";

    /// <summary>What follows a matrix' name in that of its B.</summary>
    public const string SuffixB = ".lora_b";

    private LowRankUpdate(float[] a, float[] b, int rank, float scale) => (A, B, Rank, Scale) = (a, b, rank, scale);

    /// <summary>Rank rows of as many values as the matrix has inputs.</summary>
    public float[] A { get; }

    /// <summary>As many rows as the matrix has outputs, of a value for each rank.</summary>
    public float[] B { get; }

    /// <summary>Rank.</summary>
    public int Rank { get; }

    /// <summary>alpha / rank.</summary>
    public float Scale { get; }

    /// <summary>Adds row <paramref name="row"/> of the update to a row of the base.</summary>
    public void AddTo(Span<float> values, int row) => BlockFormats.AddLowRank(values, B.AsSpan(row * Rank, Rank), A, Scale);

    /// <summary>The updates of an adapter by the names of the matrices that they belong to.</summary>
    /// <exception cref="ModelFileException">It is not a LoRA adapter, or does not fit <paramref name="model"/>.</exception>
    public static Dictionary<string, LowRankUpdate> Read(GgufFile adapter, GgufFile model)
    {
        if (
            adapter.Text("general.type") != "adapter"
            || adapter.Text("adapter.type") != "lora"
            || adapter.Metadata.GetValueOrDefault("adapter.lora.alpha") is not float alpha
        )
        {
            throw new ModelFileException($"{adapter.Path} is not a LoRA adapter. Choose a file that was made as one, or no adapter.");
        }

        var tensors = adapter.Tensors.ToDictionary(t => t.Name);
        var bases = model.Tensors.ToDictionary(t => t.Name);
        var updates = new Dictionary<string, LowRankUpdate>();
        using var file = ModelRepacker.OpenRead(adapter.Path);
        foreach (var a in adapter.Tensors.Where(t => t.Name.EndsWith(SuffixA, StringComparison.Ordinal)))
        {
            var name = a.Name[..^SuffixA.Length];
            if (
                !tensors.TryGetValue(name + SuffixB, out var b)
                || !bases.TryGetValue(name, out var target)
                || target.Dimensions.Length != 2
                || a.Dimensions.Length != 2
                || b.Dimensions.Length != 2
                || a.Dimensions[0] != target.Dimensions[0]
                || b.Dimensions[1] != target.Dimensions[1]
                || a.Dimensions[1] != b.Dimensions[0]
                || !BlockFormats.CanDecode(a.Type)
                || !BlockFormats.CanDecode(b.Type)
            )
            {
                throw new ModelFileException(
                    $"The adapter {adapter.Path} does not fit the model {model.Path}: '{name}' is not the same matrix in both. Use it with the model that it was made for, or choose no adapter."
                );
            }

            var rank = (int)a.Dimensions[1];
            // Computed as Python does: a quotient of doubles, rounded once.
            updates[name] = new LowRankUpdate(Values(file, a), Values(file, b), rank, (float)(alpha / (double)rank));
        }

        return updates.Count > 0
            ? updates
            : throw new ModelFileException($"The adapter {adapter.Path} holds no matrices. Get the file again, or choose no adapter.");
    }

    private static float[] Values(Microsoft.Win32.SafeHandles.SafeFileHandle file, GgufTensor tensor)
    {
        var data = new byte[GgufTensor.SizeOf(tensor.Type, tensor.Count)!.Value];
        ModelRepacker.ReadExactly(file, data, tensor.Position);
        var values = new float[tensor.Count];
        BlockFormats.Decode(tensor.Type, data, values);
        return values;
    }
}
