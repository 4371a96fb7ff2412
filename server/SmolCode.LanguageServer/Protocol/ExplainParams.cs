using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/explain</c>.</summary>
/// <param name="TextDocument">The document.</param>
/// <param name="Range">What to explain; an empty one means the member or statement there.</param>
/// <param name="PartialResultToken">Parts of the answer are sent as progress of this token (a string or a number); null: the answer comes as a whole.</param>
internal sealed record ExplainParams(TextDocumentIdentifier TextDocument, Range Range, JsonElement? PartialResultToken = null);
