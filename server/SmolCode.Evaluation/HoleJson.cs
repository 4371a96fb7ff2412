using System.Text.Json.Serialization;
using SmolCode.Evaluation.Quality;

namespace SmolCode.Evaluation;

/// <summary>JSON of hole files and reports.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = false)]
[JsonSerializable(typeof(HoleRow))]
[JsonSerializable(typeof(RecordedReport))]
internal sealed partial class HoleJson : JsonSerializerContext;
