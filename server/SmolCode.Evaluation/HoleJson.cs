using System.Text.Json.Serialization;

namespace SmolCode.Evaluation;

/// <summary>JSON of hole files and reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(HoleRow))]
internal sealed partial class HoleJson : JsonSerializerContext;
