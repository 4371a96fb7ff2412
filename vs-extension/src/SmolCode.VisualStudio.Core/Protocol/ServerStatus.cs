using Newtonsoft.Json.Linq;

namespace SmolCode.VisualStudio.Protocol;

/// <summary>The content of <c>smolcode/status</c>.</summary>
/// <param name="State">How it is.</param>
/// <param name="Untrusted">Nothing of the workspace is run.</param>
/// <param name="Model">The model's name; null: nothing to say.</param>
/// <param name="Message">What happened and what to do; null: nothing to say.</param>
/// <param name="Workspace">What is loaded; null: nothing.</param>
public sealed record ServerStatus(
    ServerStateName State,
    bool Untrusted = false,
    string? Model = null,
    string? Message = null,
    string? Workspace = null
)
{
    /// <summary>Reads what arrived; null when it is something else: a server may be older or newer than this client.</summary>
    public static ServerStatus? Read(JToken? json)
    {
        if (
            json is not JObject
            || json["state"] is not { Type: JTokenType.String } name
            || !Enum.TryParse<ServerStateName>((string?)name, ignoreCase: true, out var state)
            // A number is read as well.
            || !string.Equals(state.ToString(), (string?)name, StringComparison.OrdinalIgnoreCase)
        )
        {
            return null;
        }

        return new ServerStatus(
            state,
            json["untrusted"] is { Type: JTokenType.Boolean } untrusted && (bool)untrusted,
            Text(json["model"]),
            Text(json["message"]),
            Text(json["workspace"])
        );
    }

    private static string? Text(JToken? json) => json is { Type: JTokenType.String } && (string?)json is { Length: > 0 } text ? text : null;
}
