using System.Runtime.CompilerServices;
using System.Text.Json;
using System.Text.RegularExpressions;
using SmolCode.LanguageServer.Handlers;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Tests;

/// <summary>docs/lsp-extensions.md says what the code does.</summary>
public sealed partial class DocumentationTests
{
    [Fact]
    public void Every_extension_is_documented_and_nothing_else_is()
    {
        var headings = Headings().Matches(Document()).Select(m => m.Groups[1].Value);
        var handled = Handlers().Where(m => m.StartsWith("smolcode/", StringComparison.Ordinal));

        Assert.Equal(
            handled.Append(LspMethods.Status).Concat(ExecuteCommandHandler.Commands).Order(StringComparer.Ordinal),
            headings.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public void Every_example_can_be_read_as_what_it_is_an_example_of()
    {
        var sections = Document().Split("\n#");
        foreach (var section in sections)
        {
            var name = section.TrimStart('#', ' ').Split('\n')[0].Trim('`');
            foreach (Match block in JsonBlock().Matches(section))
            {
                var json = block.Groups[1].Value;
                object? read = name switch
                {
                    "Initialization options" => JsonSerializer.Deserialize(json, LspJsonContext.Default.InitializationOptions),
                    "smolcode/status" => JsonSerializer.Deserialize(json, LspJsonContext.Default.StatusParams),
                    "smolcode/didChangeTrust" => JsonSerializer.Deserialize(json, LspJsonContext.Default.DidChangeTrustParams),
                    "smolcode/explain" => json.Contains("textDocument", StringComparison.Ordinal)
                        ? JsonSerializer.Deserialize(json, LspJsonContext.Default.ExplainParams)
                    : json.Contains("sentences", StringComparison.Ordinal)
                        ? JsonSerializer.Deserialize(json, LspJsonContext.Default.ExplainResult)
                    : JsonSerializer.Deserialize(json, LspJsonContext.Default.ExplainProgressParams),
                    "smolcode/didFocus" => JsonSerializer.Deserialize(json, LspJsonContext.Default.DidFocusParams),
                    "smolcode/didShow" => JsonSerializer.Deserialize(json, LspJsonContext.Default.DidShowParams),
                    "smolcode/didAccept" => JsonSerializer.Deserialize(json, LspJsonContext.Default.DidAcceptParams),
                    "smolcode/generateTests" => JsonSerializer.Deserialize(json, LspJsonContext.Default.GenerateTestsParams),
                    "smolcode/didReject" => JsonSerializer.Deserialize(json, LspJsonContext.Default.DidRejectParams),
                    "smolcode/statistics" => json.Contains("requests", StringComparison.Ordinal)
                        ? JsonSerializer.Deserialize(json, LspJsonContext.Default.StatisticsResult)
                        : JsonSerializer.Deserialize(json, LspJsonContext.Default.StatisticsParams),
                    "smolcode/models" => JsonSerializer.Deserialize(json, LspJsonContext.Default.ModelsResult),
                    "smolcode/pullModel" or "smolcode/measureModel" => json.Contains("name", StringComparison.Ordinal)
                        ? JsonSerializer.Deserialize(json, LspJsonContext.Default.ModelParams)
                        : JsonSerializer.Deserialize(json, LspJsonContext.Default.ModelProgressParams),
                    "smolcode/useModel" or "smolcode/removeModel" => JsonSerializer.Deserialize(json, LspJsonContext.Default.ModelParams),
                    "smolcode/learnPlan" => JsonSerializer.Deserialize(json, LspJsonContext.Default.LearnPlanResult),
                    "smolcode/learn" => json.Contains("event", StringComparison.Ordinal)
                        ? JsonSerializer.Deserialize(json, LspJsonContext.Default.LearnProgressParams)
                    : json.Contains("used", StringComparison.Ordinal) ? JsonSerializer.Deserialize(json, LspJsonContext.Default.LearnResult)
                    : JsonSerializer.Deserialize(json, LspJsonContext.Default.LearnParams),
                    "smolcode/discardLearning" => JsonSerializer.Deserialize(json, LspJsonContext.Default.DiscardLearningResult),
                    "smolcode/checkTeamServer" => json.Contains("milliseconds", StringComparison.Ordinal)
                        ? JsonSerializer.Deserialize(json, LspJsonContext.Default.TeamServerResult)
                        : JsonSerializer.Deserialize(json, LspJsonContext.Default.TeamServerParams),
                    _ => JsonSerializer.Deserialize(json, LspJsonContext.Default.ExecuteCommandParams),
                };
                Assert.NotNull(read);
            }
        }
    }

    [Fact]
    public async Task Every_command_of_the_capabilities_is_documented()
    {
        await using var server = new ServerInProcess();
        var response = await server.Client.InitializeAsync();
        var commands = response["result"]!["capabilities"]!["executeCommandProvider"]!["commands"]!.AsArray();
        Assert.All(commands, c => Assert.Contains($"### `{(string?)c}`", Document(), StringComparison.Ordinal));
    }

    /// <summary>The methods of all handler classes.</summary>
    private static IEnumerable<string> Handlers() =>
        typeof(MethodHandler)
            .Assembly.GetTypes()
            .Where(t => t is { IsAbstract: false } && t.IsSubclassOf(typeof(MethodHandler)))
            .Select(t => ((MethodHandler)RuntimeHelpers.GetUninitializedObject(t)).Method);

    private static string Document([CallerFilePath] string file = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(file)!, "..", "..", "docs", "lsp-extensions.md")).ReplaceLineEndings("\n");

    [GeneratedRegex(@"^### `(.+)`$", RegexOptions.Multiline)]
    private static partial Regex Headings();

    [GeneratedRegex(@"```json\n(.*?)\n```", RegexOptions.Singleline)]
    private static partial Regex JsonBlock();
}
