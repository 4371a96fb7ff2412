using Newtonsoft.Json;

namespace SmolCode.VisualStudio.Protocol;

/// <summary>A place in a text.</summary>
/// <param name="Line">From 0.</param>
/// <param name="Character">UTF-16 units from the line's start, from 0.</param>
public sealed record LinePosition([property: JsonProperty("line")] int Line, [property: JsonProperty("character")] int Character);
