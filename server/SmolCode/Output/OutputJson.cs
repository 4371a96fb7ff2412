using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using SmolCode.Learning;

namespace SmolCode.Output;

/// <summary>JSON of everything that commands print.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase, WriteIndented = true)]
[JsonSerializable(typeof(CompletionDocument))]
[JsonSerializable(typeof(ExplanationDocument))]
[JsonSerializable(typeof(DoctorDocument))]
[JsonSerializable(typeof(TestsDocument))]
[JsonSerializable(typeof(SmolCode.Inference.Benchmarking.EngineReport))]
[JsonSerializable(typeof(SmolCode.LanguageServer.Benchmarking.TypingReport))]
[JsonSerializable(typeof(SmolCode.LanguageServer.Statistics.SuggestionStatistics))]
[JsonSerializable(typeof(ErasedDocument))]
[JsonSerializable(typeof(ModelListDocument))]
[JsonSerializable(typeof(TuningDocument))]
[JsonSerializable(typeof(ForgottenTuningsDocument))]
[JsonSerializable(typeof(LearnedAdapter))]
[JsonSerializable(typeof(HolesDocument))]
[JsonSerializable(typeof(SmolCode.Evaluation.EvaluationReport))]
[JsonSerializable(typeof(EvaluationDocument))]
[JsonSerializable(typeof(SmolCode.Evaluation.Proof.ProofReport))]
internal sealed partial class OutputJson : JsonSerializerContext
{
    /// <summary>As generated, but with code readable: only what JSON requires is escaped.</summary>
    public static OutputJson Readable { get; } =
        new(
            new JsonSerializerOptions
            {
                PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
                WriteIndented = true,
                Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
            }
        );
}
