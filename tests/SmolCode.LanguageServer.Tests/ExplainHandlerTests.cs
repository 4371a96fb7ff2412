using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;

namespace SmolCode.LanguageServer.Tests;

/// <summary><c>smolcode/explain</c> on its way through the server; the facts are real, no model takes part.</summary>
public sealed class ExplainHandlerTests
{
    private const string Uri = "file:///code/Program.cs";
    private const string Text = "class Program\n{\n    static int Twice(int n)\n    {\n        return 2 * n;\n    }\n}\n";

    [Fact]
    public async Task An_explanation_has_markdown_and_sentences_with_their_places()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);

        var result = (await server.Client.RequestAsync("smolcode/explain", Parameters((2, 15), (2, 15))))["result"]!;

        Assert.StartsWith("`Twice`", (string?)result["markdown"], StringComparison.Ordinal);
        Assert.Equal(0, (int)result["droppedSentences"]!);
        var sentence = result["sentences"]![0]!;
        Assert.Equal("fact", (string?)sentence["origin"]);
        Assert.Equal(LspClient.Range((2, 4), (5, 5)).ToJsonString(), sentence["spans"]![0]!.ToJsonString());
    }

    [Fact]
    public async Task Steps_link_to_the_lines_that_they_speak_of()
    {
        const string Spaced = "file:///code/My%20App%20(1)/Program.cs";
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Spaced, Text);
        var parameters = Parameters((2, 15), (2, 15));
        parameters["textDocument"]!["uri"] = Spaced;

        var markdown = (string?)(await server.Client.RequestAsync("smolcode/explain", parameters))["result"]!["markdown"];

        Assert.True(
            markdown!.Contains("[line 3](file:///code/My%20App%20%281%29/Program.cs#L3,5-L6,6)", StringComparison.Ordinal),
            markdown
        );
    }

    [Fact]
    public async Task A_document_without_a_file_has_no_links()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync("untitled:Untitled-1", Text);
        var parameters = Parameters((2, 15), (2, 15));
        parameters["textDocument"]!["uri"] = "untitled:Untitled-1";

        var markdown = (string?)(await server.Client.RequestAsync("smolcode/explain", parameters))["result"]!["markdown"];

        Assert.DoesNotContain("](", markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\"part-1\"")]
    [InlineData("7")]
    public async Task The_facts_are_sent_as_a_part_ahead_of_the_answer(string token)
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);
        var parameters = Parameters((4, 0), (4, 21));
        parameters["partialResultToken"] = JsonNode.Parse(token);

        var result = (await server.Client.RequestAsync("smolcode/explain", parameters))["result"]!;

        var part = await server.Client.WaitForAsync("$/progress", p => p["token"]?.ToJsonString() == token);
        Assert.Equal((string?)result["markdown"], (string?)part["params"]!["value"]!["markdown"]);
    }

    [Fact]
    public async Task What_is_not_open_is_an_error_that_says_so()
    {
        await using var server = await ServerInProcess.StartAsync();
        var error = (await server.Client.RequestAsync("smolcode/explain", Parameters((0, 0), (0, 0))))["error"]!;
        Assert.Equal(-32602, (int)error["code"]!);
        Assert.Contains("is not open", (string?)error["message"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 0, 99, 99)]
    [InlineData(5, 0, 2, 0)]
    [InlineData(-1, -1, 0, 0)]
    public async Task Any_range_is_answered(int line, int character, int endLine, int endCharacter)
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);
        var result = (await server.Client.RequestAsync("smolcode/explain", Parameters((line, character), (endLine, endCharacter))))[
            "result"
        ]!;
        Assert.NotEqual("", ((string)result["markdown"]!).Trim());
    }

    [Theory]
    [InlineData(8, 0, 8, 0)]
    [InlineData(99, 3, 120, 0)]
    [InlineData(120, 0, 99, 3)]
    public async Task A_range_past_the_end_is_an_error_that_says_how_many_lines_there_are(
        int line,
        int character,
        int endLine,
        int endCharacter
    )
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);
        var error = (await server.Client.RequestAsync("smolcode/explain", Parameters((line, character), (endLine, endCharacter))))[
            "error"
        ]!;
        Assert.Equal(-32602, (int)error["code"]!);
        Assert.StartsWith(
            $"Line {Math.Min(line, endLine) + 1} is past the end of {Uri}, which has 8 lines here.",
            (string?)error["message"],
            StringComparison.Ordinal
        );
        await server.AssertAliveAsync();
    }

    [Theory]
    // The last line, which is empty, and the end of a line are the editor's to point at.
    [InlineData(7, 0)]
    [InlineData(7, 50)]
    [InlineData(6, 1)]
    public async Task At_the_very_end_of_the_document_its_last_code_is_explained(int line, int character)
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);
        var result = (await server.Client.RequestAsync("smolcode/explain", Parameters((line, character), (line, character))))["result"]!;
        Assert.StartsWith("`Program`", (string?)result["markdown"], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{}""")]
    [InlineData("""{ "textDocument": null }""")]
    [InlineData("""{ "textDocument": { "uri": 5 }, "range": {} }""")]
    [InlineData("""{ "textDocument": { "uri": "file:///code/Program.cs" }, "range": { "start": "x", "end": {} } }""")]
    [InlineData(
        """{ "textDocument": { "uri": "file:///code/Program.cs" }, "range": { "start": { "line": 1.5, "character": 0 }, "end": { "line": 2, "character": 0 } } }"""
    )]
    public async Task Garbage_is_answered_with_what_does_not_fit(string parameters)
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);
        var error = (await server.Client.RequestAsync("smolcode/explain", JsonNode.Parse(parameters)!.AsObject()))["error"]!;
        Assert.Equal(-32602, (int)error["code"]!);
        Assert.Contains("smolcode/explain", (string?)error["message"], StringComparison.Ordinal);
        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task Of_a_burst_the_newest_is_answered_and_none_is_left_waiting()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 30).Select(_ => server.Client.RequestAsync("smolcode/explain", Parameters((2, 15), (2, 15))))
        );

        Assert.NotNull(answers[^1]["result"]);
        Assert.All(answers, a => Assert.True(a["result"] is not null || (int)a["error"]!["code"]! == -32800, a.ToJsonString()));
    }

    [Fact]
    public async Task What_changes_or_closes_meanwhile_is_explained_as_it_was()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, Text);

        var asked = server.Client.RequestAsync("smolcode/explain", Parameters((2, 15), (2, 15)));
        await server.Client.NotifyAsync("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });

        Assert.StartsWith("`Twice`", (string?)(await asked)["result"]!["markdown"], StringComparison.Ordinal);
        Assert.NotNull((await server.Client.RequestAsync("smolcode/explain", Parameters((2, 15), (2, 15))))["error"]);
    }

    private static JsonObject Parameters((int Line, int Character) start, (int Line, int Character) end) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri },
            ["range"] = LspClient.Range(start, end),
        };
}
