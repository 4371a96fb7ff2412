using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>A capability registered after <c>initialize</c>.</summary>
/// <param name="Id">Names the registration.</param>
/// <param name="Method">The method that the client will send.</param>
/// <param name="RegisterOptions">Its options.</param>
internal sealed record Registration(string Id, string Method, JsonElement? RegisterOptions = null);
