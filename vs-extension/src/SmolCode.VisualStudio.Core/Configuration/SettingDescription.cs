using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Configuration;

/// <summary>A setting, as the server's schema describes it.</summary>
/// <param name="Name">Its name after <c>smolcode.</c>; a dot separates a section.</param>
/// <param name="Type"><c>boolean</c>, <c>integer</c> or <c>string</c>.</param>
/// <param name="Default">The value when it is not set.</param>
/// <param name="Description">What it does.</param>
/// <param name="Minimum">The least that an integer may be.</param>
/// <param name="Maximum">The most that an integer may be.</param>
/// <param name="Values">What a text may be; null: anything.</param>
public sealed record SettingDescription(
    [property: JsonProperty("name")] string Name,
    [property: JsonProperty("type")] string Type,
    [property: JsonProperty("default")] JToken Default,
    [property: JsonProperty("description")] string Description,
    [property: JsonProperty("minimum")] int? Minimum = null,
    [property: JsonProperty("maximum")] int? Maximum = null,
    [property: JsonProperty("values")] IReadOnlyList<string>? Values = null
)
{
    /// <summary>Why a value is not allowed; null: it is.</summary>
    public string? Refuse(JToken value) =>
        Type switch
        {
            "boolean" => value.Type == JTokenType.Boolean ? null : "It is true or false.",
            "integer" => value.Type == JTokenType.Integer && (long)value >= Minimum && (long)value <= Maximum
                ? null
                : $"It is a whole number from {Minimum} to {Maximum}.",
            _ when value.Type != JTokenType.String => "It is a text.",
            _ => Values is null || Values.Contains((string)value!) ? null : $"It is one of {string.Join(", ", Values)}.",
        };
}
