using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>A command that the client runs.</summary>
/// <param name="Title">What a user reads.</param>
/// <param name="Name">The command's identifier, <c>command</c> in JSON.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record Command(
    string Title,
    [property: JsonPropertyName("command")] string Name,
    ImmutableArray<JsonElement>? Arguments = null
);
