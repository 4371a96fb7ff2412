namespace SmolCode.Inference.Remote;

/// <summary>A team's server as a user names it; nothing of it is checked yet. The key is no part of it (<see cref="TeamServerOptions.KeyVariable"/>).</summary>
/// <param name="Url">Address of an OpenAI-compatible server, with or without <c>/v1</c>; empty: no server, everything stays on this machine.</param>
/// <param name="Model">The model to ask for; empty: the only one that the server has.</param>
/// <param name="Format">Layout of prompts; see <see cref="PromptTemplate"/>. Empty: plain.</param>
public sealed record TeamServerChoice(string Url, string Model = "", string Format = TeamServerChoice.DefaultFormat)
{
    /// <summary>Text alone, which every model takes.</summary>
    public const string DefaultFormat = "plain";

    /// <summary>No server.</summary>
    public static TeamServerChoice None { get; } = new("");

    /// <summary>Names the address; it goes before the setting.</summary>
    public const string UrlVariable = "SMOLCODE_TEAM_SERVER_URL";

    /// <summary>Names the model, beside <see cref="UrlVariable"/>.</summary>
    public const string ModelVariable = "SMOLCODE_TEAM_SERVER_MODEL";

    /// <summary>Names the layout, beside <see cref="UrlVariable"/>.</summary>
    public const string FormatVariable = "SMOLCODE_TEAM_SERVER_FORMAT";

    /// <summary>
    /// What the environment says; null where it names no address. It is the user's own, which an editor's settings may not be: where it names
    /// an address, settings name none.
    /// </summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static TeamServerChoice? FromEnvironment(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        return variable(UrlVariable) is { } url && !string.IsNullOrWhiteSpace(url)
            ? new TeamServerChoice(url.Trim(), variable(ModelVariable)?.Trim() ?? "", variable(FormatVariable)?.Trim() ?? DefaultFormat)
            : null;
    }
}
