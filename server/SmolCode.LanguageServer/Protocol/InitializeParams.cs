using System.Collections.Immutable;
using System.Text.Json;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>initialize</c>, as far as they are used.</summary>
/// <param name="Capabilities">What the client can do.</param>
/// <param name="ProcessId">The client's process; when it dies, the server ends. Null: not watched.</param>
/// <param name="ClientInfo">Who it is.</param>
/// <param name="RootPath">The folder that is open (oldest form).</param>
/// <param name="RootUri">The folder that is open (older form).</param>
/// <param name="WorkspaceFolders">The folders that are open.</param>
/// <param name="InitializationOptions">See <see cref="Protocol.InitializationOptions"/>; unreadable ones are logged and ignored.</param>
internal sealed record InitializeParams(
    ClientCapabilities Capabilities,
    int? ProcessId = null,
    ClientInfo? ClientInfo = null,
    string? RootPath = null,
    string? RootUri = null,
    ImmutableArray<WorkspaceFolder>? WorkspaceFolders = null,
    JsonElement? InitializationOptions = null
);
