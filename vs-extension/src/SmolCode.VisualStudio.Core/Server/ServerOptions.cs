using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Server;

/// <summary>What a server is told when it starts.</summary>
/// <param name="Folder">The folder of the solution that is open; null where there is none.</param>
/// <param name="Trusted">Its build logic may be run.</param>
/// <param name="ServerPath">The content of <c>smolcode.server.path</c>.</param>
/// <param name="Settings">The settings <c>smolcode.*</c>.</param>
public sealed record ServerOptions(string? Folder, bool Trusted, string ServerPath, JObject Settings);
