using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using SmolCode.LanguageServer.Configuration;

namespace SmolCode.LanguageServer.Tests;

/// <summary>The settings in the VS Code extension's manifest are those of the schema.</summary>
public sealed class VsCodeManifestTests
{
    /// <summary>Settings of the client itself, which the server does not know.</summary>
    private static readonly string[] ClientSettings = ["smolcode.server.path", "smolcode.explainOnHover"];

    /// <summary>Those of them that a workspace must not set.</summary>
    private static readonly string[] ClientSettingsOfTheUser = ["smolcode.server.path"];

    [Fact]
    public void Every_setting_is_there_and_nothing_else_is()
    {
        Assert.Equal(
            Settings.Schema.Select(s => $"smolcode.{s.Name}").Concat(ClientSettings).Order(StringComparer.Ordinal),
            Properties().Select(p => p.Key).Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_setting_is_as_the_schema_says()
    {
        var texts = Read("package.nls.json");
        foreach (var setting in Settings.Schema)
        {
            var property = Properties()[$"smolcode.{setting.Name}"]!;
            var expected = new JsonObject { ["type"] = setting.Type, ["default"] = JsonNode.Parse(setting.Default) };
            if (setting is { Minimum: { } minimum, Maximum: { } maximum })
            {
                expected["minimum"] = minimum;
                expected["maximum"] = maximum;
            }

            if (!setting.Values.IsEmpty)
            {
                expected["enum"] = JsonSerializer.SerializeToNode(setting.Values);
            }

            if (setting.IsUserOnly)
            {
                expected["scope"] = "machine";
            }

            expected["description"] = setting.Description;
            var actual = property.DeepClone().AsObject();
            actual.Remove("order");
            actual["description"] = (string?)texts[((string)actual["description"]!).Trim('%')];
            Assert.True(JsonNode.DeepEquals(expected, actual), $"smolcode.{setting.Name} is {actual} but should be {expected}");
        }
    }

    [Fact]
    public void What_is_the_users_own_is_not_read_in_an_untrusted_workspace_either() =>
        Assert.Equal(
            Settings
                .Schema.Where(s => s.IsUserOnly)
                .Select(s => $"smolcode.{s.Name}")
                .Concat(ClientSettingsOfTheUser)
                .Order(StringComparer.Ordinal),
            Read("package.json")["capabilities"]!["untrustedWorkspaces"]!["restrictedConfigurations"]!
                .AsArray()
                .Select(n => (string?)n)
                .Order(StringComparer.Ordinal)
        );

    private static JsonObject Properties() => Read("package.json")["contributes"]!["configuration"]!["properties"]!.AsObject();

    private static JsonNode Read(string name, [CallerFilePath] string file = "") =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "vscode-extension", name)))!;
}
