using System.Collections.Immutable;
using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>workspace/executeCommand</c>.</summary>
/// <param name="Command">The command's identifier.</param>
/// <param name="Arguments">Its arguments.</param>
internal sealed record ExecuteCommandParams(string Command, ImmutableArray<JsonElement>? Arguments = null);
