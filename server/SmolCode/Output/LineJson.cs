using System.Text.Json.Serialization;

namespace SmolCode.Output;

/// <summary>JSON of progress: one document a line.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull
)]
[JsonSerializable(typeof(LearnProgressLine))]
internal sealed partial class LineJson : JsonSerializerContext;
