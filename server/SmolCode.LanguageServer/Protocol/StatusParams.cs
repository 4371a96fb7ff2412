namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/status</c>.</summary>
/// <param name="State">starting, loading, ready, degraded, error or disabled.</param>
/// <param name="Untrusted">The workspace is not trusted: projects are not loaded, files are parsed loosely.</param>
/// <param name="Model">Name of the model, once it is known.</param>
/// <param name="Message">One line for a user: what happened, why, and what to do.</param>
/// <param name="Reason"><c>trust</c>: the message says what missing trust costs; null: it says something else, or nothing.</param>
/// <param name="Workspace">Path of what is loaded.</param>
/// <param name="TokensPerSecond">Tokens that the model decodes a second, measured when it was loaded; null: not known.</param>
internal sealed record StatusParams(
    string State,
    bool Untrusted,
    string? Model = null,
    string? Message = null,
    string? Reason = null,
    string? Workspace = null,
    int? TokensPerSecond = null
);
