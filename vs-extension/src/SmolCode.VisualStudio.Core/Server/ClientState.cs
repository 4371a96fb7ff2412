using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Server;

/// <summary>What the client knows of the server's process, and what the server says of itself.</summary>
/// <param name="Kind">The process.</param>
/// <param name="Status">What a running server said last.</param>
/// <param name="Delay">When it is started again.</param>
/// <param name="Message">Why there is none, and what to do.</param>
public sealed record ClientState(ClientStateKind Kind, ServerStatus? Status = null, TimeSpan Delay = default, string? Message = null);
