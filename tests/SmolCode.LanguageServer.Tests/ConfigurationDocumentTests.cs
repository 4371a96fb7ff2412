using System.Globalization;
using System.Runtime.CompilerServices;
using SmolCode.LanguageServer.Configuration;

namespace SmolCode.LanguageServer.Tests;

/// <summary>docs/configuration.md says what the schema says; SMOLCODE_UPDATE_GOLDEN=1 rewrites its table.</summary>
public sealed class ConfigurationDocumentTests
{
    [Fact]
    public void Every_setting_is_documented_as_it_is()
    {
        var lines = File.ReadAllLines(Document());
        var first = Array.FindIndex(lines, IsRow);
        if (Environment.GetEnvironmentVariable("SMOLCODE_UPDATE_GOLDEN") == "1")
        {
            lines = [.. lines.Take(first), .. Settings.Schema.Select(Row), .. lines.Skip(first).Where(l => !IsRow(l))];
            File.WriteAllText(Document(), string.Join('\n', lines) + "\n");
        }

        Assert.Equal(Settings.Schema.Select(Row), lines.Where(IsRow));
    }

    private static bool IsRow(string line) => line.StartsWith("| `smolcode.", StringComparison.Ordinal);

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
