using System.Text.Json.Serialization;

namespace SmolCode.Evaluation.Proof;

/// <summary>JSON of proofs.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(ProofReport))]
internal sealed partial class ProofJson : JsonSerializerContext;
