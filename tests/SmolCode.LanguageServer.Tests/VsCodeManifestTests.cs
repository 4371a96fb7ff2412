using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmolCode.LanguageServer.Configuration;

namespace SmolCode.LanguageServer.Tests;

/// <summary>
/// The settings in the VS Code extension's manifest are made from the schema. <c>npm run generate:settings</c> in
/// <c>vscode-extension</c> (SMOLCODE_UPDATE_GOLDEN=1) writes them.
/// </summary>
public sealed class VsCodeManifestTests
{
    private const string Manifest = "package.json";
    private const string Texts = "package.nls.json";

    /// <summary>Settings of the client itself, which the server does not know; the manifest is where they are written.</summary>
    private static readonly string[] ClientSettings = ["server.path", "explainOnHover"];

    /// <summary>Those of them that a workspace must not set.</summary>
    private static readonly string[] ClientSettingsOfTheUser = ["server.path"];

    private static readonly JsonSerializerOptions AsNpmWritesIt = new()
    {
        WriteIndented = true,
        NewLine = "\n",
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    [Fact]
    public void Every_setting_is_as_the_schema_says_and_no_other_is_there()
    {
        var manifest = Read(Manifest);
        var configuration = manifest["contributes"]!["configuration"]!.AsObject();
        var before = configuration["properties"]!.AsObject();
        var properties = new JsonObject();
        foreach (var setting in Settings.Schema)
        {
            properties.Add($"smolcode.{setting.Name}", Property(setting, properties.Count + 1));
        }

        foreach (var name in ClientSettings)
        {
            var property = before[$"smolcode.{name}"]!.DeepClone();
            property["order"] = properties.Count + 1;
            properties.Add($"smolcode.{name}", property);
        }

        configuration["properties"] = properties;
        // Nor is what is the user's own read in an untrusted workspace.
        manifest["capabilities"]!["untrustedWorkspaces"]!["restrictedConfigurations"] = new JsonArray([
            .. ClientSettingsOfTheUser
                .Concat(Settings.Schema.Where(s => s.IsUserOnly).Select(s => s.Name))
                .Select(name => JsonValue.Create($"smolcode.{name}")),
        ]);

        IsUpToDate(Manifest, manifest);
    }

    [Fact]
    public void Every_description_is_as_the_schema_says_and_no_other_is_there()
    {
        var texts = Read(Texts).AsObject();
        var described = Settings.Schema.Select(s => (Key: TextKey(s), s.Description)).ToList();
        var clients = ClientSettings.Select(name => $"setting.{name}").ToList();
        foreach (
            var gone in texts
                .Select(t => t.Key)
                .Where(key =>
                    key.StartsWith("setting.", StringComparison.Ordinal) && described.All(d => d.Key != key) && !clients.Contains(key)
                )
                .ToList()
        )
        {
            texts.Remove(gone);
        }

        foreach (var (key, description) in described)
        {
            texts[key] = description;
        }

        IsUpToDate(Texts, texts);
    }

    private static JsonObject Property(SettingDescription setting, int order)
    {
        var property = new JsonObject { ["type"] = setting.Type, ["default"] = JsonNode.Parse(setting.Default) };
        if (setting is { Minimum: { } minimum, Maximum: { } maximum })
        {
            property["minimum"] = minimum;
            property["maximum"] = maximum;
        }

        if (!setting.Values.IsEmpty)
        {
            property["enum"] = new JsonArray([.. setting.Values.Select(value => JsonValue.Create(value))]);
        }

        if (setting.IsUserOnly)
        {
            property["scope"] = "machine";
        }

        property["order"] = order;
        property["description"] = $"%{TextKey(setting)}%";
        return property;
    }

    private static string TextKey(SettingDescription setting) => $"setting.{setting.Name}";

    private static void IsUpToDate(string name, JsonNode expected)
    {
        var text = expected.ToJsonString(AsNpmWritesIt) + "\n";
        if (Environment.GetEnvironmentVariable("SMOLCODE_UPDATE_GOLDEN") == "1")
        {
            File.WriteAllText(PathOf(name), text);
        }

        var actual = File.ReadAllText(PathOf(name)).ReplaceLineEndings("\n").Split('\n');
        var wanted = text.Split('\n');
        var line = wanted.Zip(actual).TakeWhile(pair => pair.First == pair.Second).Count();
        Assert.True(
            line == wanted.Length && line == actual.Length,
            string.Create(
                CultureInfo.InvariantCulture,
                $"{name}, line {line + 1} has {actual.ElementAtOrDefault(line)} where the server's schema makes {wanted.ElementAtOrDefault(line)}. \"npm run generate:settings\" rewrites it."
            )
        );
    }

    private static JsonNode Read(string name) => JsonNode.Parse(File.ReadAllText(PathOf(name)))!;

    private static string PathOf(string name, [CallerFilePath] string file = "") =>
        Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "vscode-extension", name);
}
