using Newtonsoft.Json;

namespace SmolCode.VisualStudio.Protocol;

/// <summary>A part of a text.</summary>
/// <param name="Start">Where it begins.</param>
/// <param name="End">Where it ends; not in it.</param>
public sealed record LineRange([property: JsonProperty("start")] LinePosition Start, [property: JsonProperty("end")] LinePosition End);
