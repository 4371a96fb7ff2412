using System.Text.Json.Serialization;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>A document as the client opened it.</summary>
/// <param name="Uri">The document's URI.</param>
/// <param name="LanguageId">The client's name of the language, e.g. <c>csharp</c>.</param>
/// <param name="Version">Its version.</param>
/// <param name="Text">All of its text.</param>
internal sealed record TextDocumentItem(
    string Uri,
    string LanguageId,
    int Version,
    [property: JsonConverter(typeof(LenientStringConverter))] string Text
);
