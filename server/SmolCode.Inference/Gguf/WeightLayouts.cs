namespace SmolCode.Inference.Gguf;

/// <summary>What each <see cref="WeightLayout"/> makes of a model's tensors.</summary>
public static class WeightLayouts
{
    /// <summary>The layouts that a model can be written in, the most exact one first.</summary>
    internal static IReadOnlyList<WeightLayout> Written { get; } =
    [WeightLayout.F16, WeightLayout.Q8, WeightLayout.Q4WithMinimum, WeightLayout.Q4];

    /// <summary>The layout's name in the field, e.g. Q8_0.</summary>
    public static string Name(this WeightLayout layout) =>
        layout switch
        {
            WeightLayout.F16 => "F16",
            WeightLayout.Q8 => "Q8_0",
            WeightLayout.Q4WithMinimum => "Q4_1",
            WeightLayout.Q4 => "Q4_0",
            _ => "as stored",
        };

    /// <summary>The storage of one tensor: vectors (norms) stay exact, embeddings are not cut to four bits.</summary>
    internal static GgufTensorType TypeOf(this WeightLayout layout, GgufTensor tensor) =>
        tensor.Dimensions.Length < 2
            ? GgufTensorType.F32
            : layout switch
            {
                WeightLayout.AsStored => tensor.Type,
                WeightLayout.F16 => GgufTensorType.F16,
                // As llama-quantize does with models whose embeddings are the output matrix too: every answer passes them.
                WeightLayout.Q4WithMinimum or WeightLayout.Q4 when tensor.Name is "token_embd.weight" or "output.weight" =>
                    GgufTensorType.Q8_0,
                WeightLayout.Q4WithMinimum => GgufTensorType.Q4_1,
                WeightLayout.Q4 => GgufTensorType.Q4_0,
                _ => GgufTensorType.Q8_0,
            };
}
