using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using SmolCode.Completion;
using SmolCode.Inference.Remote;

namespace SmolCode.LanguageServer.Configuration;

/// <summary>The settings <c>smolcode.*</c>. Documentation and the editors' settings pages are made from <see cref="Schema"/>.</summary>
public sealed record Settings
{
    private static readonly Settings Defaults = new();

    /// <summary>Suggestions are made at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>Hypotheses that the model decodes together.</summary>
    public int Candidates { get; init; } = 4;

    /// <summary>Milliseconds within which a suggestion while typing is answered. Asked for by hand, it may take eight times as long.</summary>
    public int DeadlineMs { get; init; } = 550;

    /// <summary>How sure a suggestion while typing has to be.</summary>
    public Eagerness Eagerness { get; init; } = Eagerness.Balanced;

    /// <summary>What becomes of suggestions is logged on this machine.</summary>
    public bool Log { get; init; } = true;

    /// <summary>How much is written to the editor's log.</summary>
    public TraceLevel Trace { get; init; }

    /// <summary>The team's server that completes before the local model; none by default.</summary>
    public TeamServerChoice TeamServer { get; init; } = TeamServerChoice.None;

    /// <summary>Every setting.</summary>
    public static ImmutableArray<SettingDescription> Schema { get; } =
    [
        new("enabled", "boolean", "true", "Suggest code while you type."),
        new(
            "candidates",
            "integer",
            Number(Defaults.Candidates),
            "How many continuations the model decodes together. More find the right one more often and take longer."
        )
        {
            Minimum = 1,
            Maximum = 8,
        },
        new(
            "deadlineMs",
            "integer",
            Number(Defaults.DeadlineMs),
            "Milliseconds within which a suggestion while typing is answered; what is not ready by then is not shown. Asked for by hand, it may take eight times as long."
        )
        {
            Minimum = 50,
            Maximum = 60_000,
        },
        new(
            "eagerness",
            "string",
            "\"balanced\"",
            "How sure a suggestion while typing has to be: \"quiet\" shows what is very likely meant, \"balanced\" what is worth a look, \"eager\" whatever the compiler lets pass. Asked for by hand, it is always eager."
        )
        {
            Values = ["quiet", "balanced", "eager"],
        },
        new(
            "log",
            "boolean",
            "true",
            "Log on this machine what becomes of suggestions: figures only, no code and no names. \"smolcode stats\" shows them, \"smolcode stats --erase\" erases them, and how sure a suggestion has to be follows them within bounds."
        ),
        new(
            "trace",
            "string",
            "\"off\"",
            "What is written to the editor's log: \"off\" what you may want to know, \"messages\" also every request with its time, \"verbose\" everything."
        )
        {
            Values = ["off", "messages", "verbose"],
        },
        new(
            "teamServer.url",
            "string",
            "\"\"",
            "Address of an OpenAI-compatible server (vLLM, llama-server, TGI, Ollama) that completes instead of the local model, which answers when the server doesn't. The text around the cursor is sent there. Empty: nothing leaves this machine. https only, except on this machine. The key comes from the environment variable SMOLCODE_TEAM_SERVER_KEY. See docs/team-server.md."
        )
        {
            IsUserOnly = true,
        },
        new("teamServer.model", "string", "\"\"", "The team server's model to ask for. Empty: the only one that it has.")
        {
            IsUserOnly = true,
        },
        new(
            "teamServer.format",
            "string",
            "\"plain\"",
            "How prompts are laid out for the team server's model: \"plain\" text before the cursor, \"qwen\", \"starcoder\" or \"smolcode\" with the fill-in tokens of those models, or any model's fill-in tokens around {prefix} and {suffix}."
        )
        {
            IsUserOnly = true,
        },
    ];

    /// <summary>
    /// Reads the content of <c>smolcode</c> from an editor's settings. A setting that is missing has its default; one that can't be read
    /// as well, and <paramref name="problems"/> says so.
    /// </summary>
    public static Settings Parse(JsonElement json, out ImmutableArray<string> problems)
    {
        var found = ImmutableArray.CreateBuilder<string>();
        if (json.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null)
        {
            problems = [];
            return Defaults;
        }

        if (json.ValueKind != JsonValueKind.Object)
        {
            problems = [$"The settings smolcode.* are no object but {json.GetRawText()}; the defaults are used."];
            return Defaults;
        }

        var settings = new Settings
        {
            Enabled = Value(json, "enabled", found) is { } enabled ? enabled.ValueKind == JsonValueKind.True : Defaults.Enabled,
            Candidates = Value(json, "candidates", found)?.GetInt32() ?? Defaults.Candidates,
            DeadlineMs = Value(json, "deadlineMs", found)?.GetInt32() ?? Defaults.DeadlineMs,
            Eagerness = Value(json, "eagerness", found) is { } eagerness
                ? Enum.Parse<Eagerness>(eagerness.GetString()!, ignoreCase: true)
                : Defaults.Eagerness,
            Log = Value(json, "log", found) is { } log ? log.ValueKind == JsonValueKind.True : Defaults.Log,
            Trace = Value(json, "trace", found) is { } trace
                ? Enum.Parse<TraceLevel>(trace.GetString()!, ignoreCase: true)
                : Defaults.Trace,
            TeamServer = new TeamServerChoice(
                Value(json, "teamServer.url", found)?.GetString()?.Trim() ?? "",
                Value(json, "teamServer.model", found)?.GetString()?.Trim() ?? "",
                Value(json, "teamServer.format", found)?.GetString()?.Trim() ?? TeamServerChoice.DefaultFormat
            ),
        };
        problems = found.ToImmutable();
        return settings;
    }

    /// <summary>The value of a setting when it is there and the schema allows it.</summary>
    private static JsonElement? Value(JsonElement json, string name, ImmutableArray<string>.Builder problems)
    {
        if (Find(json, name) is not { ValueKind: not JsonValueKind.Null } value)
        {
            return null;
        }

        var setting = Schema.Single(s => s.Name == name);
        var allowed = setting.Type switch
        {
            "boolean" => value.ValueKind is JsonValueKind.True or JsonValueKind.False ? null : "true or false",
            "integer" => value.ValueKind == JsonValueKind.Number
            && value.TryGetInt32(out var number)
            && number >= setting.Minimum
            && number <= setting.Maximum
                ? null
                : $"a whole number from {setting.Minimum} to {setting.Maximum}",
            _ when setting.Values.IsEmpty => value.ValueKind == JsonValueKind.String ? null : "a text",
            _ => value.ValueKind == JsonValueKind.String && setting.Values.Contains(value.GetString()!)
                ? null
                : $"one of {string.Join(", ", setting.Values)}",
        };
        if (allowed is null)
        {
            return value;
        }

        problems.Add($"The setting smolcode.{name} is {value.GetRawText()} but should be {allowed}; {setting.Default} is used.");
        return null;
    }

    /// <summary>A setting in a section: editors send sections as objects, some also names with the dot in them.</summary>
    private static JsonElement? Find(JsonElement json, string name)
    {
        if (json.TryGetProperty(name, out var value))
        {
            return value;
        }

        var dot = name.IndexOf('.', StringComparison.Ordinal);
        return dot > 0 && json.TryGetProperty(name[..dot], out var section) && section.ValueKind == JsonValueKind.Object
            ? Find(section, name[(dot + 1)..])
            : null;
    }

    private static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);
}
