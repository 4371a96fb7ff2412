using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Source-generated (de)serialisation of everything that crosses the wire.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true
)]
[JsonSerializable(typeof(object))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(JsonElement))]
[JsonSerializable(typeof(NoParams))]
[JsonSerializable(typeof(InitializeParams))]
[JsonSerializable(typeof(InitializeResult))]
[JsonSerializable(typeof(InitializationOptions))]
[JsonSerializable(typeof(DidOpenTextDocumentParams))]
[JsonSerializable(typeof(DidChangeTextDocumentParams))]
[JsonSerializable(typeof(DidCloseTextDocumentParams))]
[JsonSerializable(typeof(DidSaveTextDocumentParams))]
[JsonSerializable(typeof(InlineCompletionParams))]
[JsonSerializable(typeof(InlineCompletionList))]
[JsonSerializable(typeof(ExplainParams))]
[JsonSerializable(typeof(ExplainResult))]
[JsonSerializable(typeof(ExplainProgressParams))]
[JsonSerializable(typeof(HoverParams))]
[JsonSerializable(typeof(HoverResult))]
[JsonSerializable(typeof(ExecuteCommandParams))]
[JsonSerializable(typeof(DidChangeConfigurationParams))]
[JsonSerializable(typeof(ConfigurationParams))]
[JsonSerializable(typeof(DidChangeWatchedFilesParams))]
[JsonSerializable(typeof(DidChangeWorkspaceFoldersParams))]
[JsonSerializable(typeof(DidChangeWatchedFilesRegistrationOptions))]
[JsonSerializable(typeof(ConfigurationItem))]
[JsonSerializable(typeof(RegistrationParams))]
[JsonSerializable(typeof(MessageParams))]
[JsonSerializable(typeof(WorkDoneProgressCreateParams))]
[JsonSerializable(typeof(ProgressParams))]
[JsonSerializable(typeof(StatusParams))]
[JsonSerializable(typeof(DidChangeTrustParams))]
[JsonSerializable(typeof(DidFocusParams))]
[JsonSerializable(typeof(DidShowParams))]
[JsonSerializable(typeof(DidAcceptParams))]
[JsonSerializable(typeof(DidRejectParams))]
[JsonSerializable(typeof(StatisticsParams))]
[JsonSerializable(typeof(StatisticsResult))]
[JsonSerializable(typeof(EraseLogResult))]
[JsonSerializable(typeof(ModelParams))]
[JsonSerializable(typeof(ModelProgressParams))]
[JsonSerializable(typeof(ModelsResult))]
[JsonSerializable(typeof(TeamServerParams))]
[JsonSerializable(typeof(TeamServerResult))]
[JsonSerializable(typeof(GenerateTestsParams))]
[JsonSerializable(typeof(GenerateTestsResult))]
[JsonSerializable(typeof(ApplyWorkspaceEditParams))]
[JsonSerializable(typeof(ApplyWorkspaceEditResult))]
[JsonSerializable(typeof(CreateFile))]
[JsonSerializable(typeof(TextDocumentEdit))]
[JsonSerializable(typeof(VersionedTextDocumentEdit))]
internal sealed partial class LspJsonContext : JsonSerializerContext;
