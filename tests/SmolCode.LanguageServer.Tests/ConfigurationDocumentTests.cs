using System.Globalization;
using System.Runtime.CompilerServices;
using SmolCode.LanguageServer.Configuration;

namespace SmolCode.LanguageServer.Tests;

/// <summary>docs/configuration.md says what the schema says.</summary>
public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Every_setting_is_documented_as_it_is()
    {
        var documented = File.ReadAllLines(Document()).Where(l => l.StartsWith("| `smolcode.", StringComparison.Ordinal));

        Assert.Equal(Settings.Schema.Select(Row), documented);
    }

    private static string Row(SettingDescription setting)
    {
        var values = setting switch
        {
            { Type: "integer" } => string.Create(CultureInfo.InvariantCulture, $"integer, {setting.Minimum} to {setting.Maximum}"),
            { Type: "string", Values.IsEmpty: true } => "text",
            { Type: "string" } => string.Join(", ", setting.Values),
            _ => setting.Type,
        };
        return $"| `smolcode.{setting.Name}` | {values} | `{setting.Default}` | {setting.Description} |";
    }

    private static string Document([CallerFilePath] string file = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", "configuration.md"));
}
