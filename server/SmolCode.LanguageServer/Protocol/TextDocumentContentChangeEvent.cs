using System.Text.Json.Serialization;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>One change of a document.</summary>
/// <param name="Text">The new text of the range, or of the whole document.</param>
/// <param name="Range">What is replaced; null: the whole document.</param>
internal sealed record TextDocumentContentChangeEvent(
    [property: JsonConverter(typeof(LenientStringConverter))] string Text,
    Range? Range = null
);
