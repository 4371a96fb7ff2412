using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Json.Serialization.Metadata;
using SmolCode.Inference.Recording;
using StreamJsonRpc;

namespace SmolCode.Inference.Protocol;

/// <summary>Source-generated JSON of the engine protocol.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    UseStringEnumConverter = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals
)]
[JsonSerializable(typeof(EngineLoadRequest))]
[JsonSerializable(typeof(EngineLoadResult))]
[JsonSerializable(typeof(GenerateRequest))]
[JsonSerializable(typeof(GenerateResult))]
[JsonSerializable(typeof(RecordedAnswer))]
[JsonSerializable(typeof(ScoreRequest))]
[JsonSerializable(typeof(ScoreResult))]
[JsonSerializable(typeof(FillInPrompt))]
[JsonSerializable(typeof(ModelInfo))]
[JsonSerializable(typeof(IReadOnlyList<NgramDocument>))]
[JsonSerializable(typeof(NgramFigures))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(bool))]
internal sealed partial class EngineJson : JsonSerializerContext
{
    /// <summary>Messages over a pair of streams: a Content-Length header and JSON.</summary>
    public static HeaderDelimitedMessageHandler CreateHandler(Stream sending, Stream receiving)
    {
        var options = new JsonSerializerOptions(Default.Options)
        {
            // The second one serves the library's own types (error details).
            TypeInfoResolver = JsonTypeInfoResolver.Combine(Default, new DefaultJsonTypeInfoResolver()),
        };
        return new HeaderDelimitedMessageHandler(sending, receiving, new SystemTextJsonFormatter { JsonSerializerOptions = options });
    }
}
