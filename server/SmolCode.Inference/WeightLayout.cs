using System.Text.Json.Serialization;

namespace SmolCode.Inference;

/// <summary>How a model's matrices are stored while it is used (blocks of 32 values, ggml-common.h).</summary>
[JsonConverter(typeof(JsonStringEnumConverter<WeightLayout>))]
public enum WeightLayout
{
    /// <summary>As the file has them; nothing is written.</summary>
    AsStored,

    /// <summary>Half-precision floats.</summary>
    F16,

    /// <summary>Eight bits a value.</summary>
    [JsonStringEnumMemberName("Q8_0")]
    Q8,

    /// <summary>Four bits a value, a scale and a minimum a block; the embeddings as <see cref="Q8"/>.</summary>
    [JsonStringEnumMemberName("Q4_1")]
    Q4WithMinimum,

    /// <summary>Four bits a value, a scale a block; the embeddings as <see cref="Q8"/>.</summary>
    [JsonStringEnumMemberName("Q4_0")]
    Q4,
}
