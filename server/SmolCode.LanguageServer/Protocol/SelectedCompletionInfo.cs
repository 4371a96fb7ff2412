using System.Text.Json.Serialization;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>The item that is selected in the editor's completion list.</summary>
/// <param name="Range">What the item would replace.</param>
/// <param name="Text">What it would put there.</param>
internal sealed record SelectedCompletionInfo(Range Range, [property: JsonConverter(typeof(LenientStringConverter))] string Text);
