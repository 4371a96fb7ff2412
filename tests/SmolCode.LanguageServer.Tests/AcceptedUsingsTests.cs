using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Suggestions that lack a <c>using</c> directive, from the request to the edit that adds it.</summary>
public sealed class AcceptedUsingsTests
{
    private const string Uri = "file:///code/Program.cs";
    private const string Code = "using System;\n\nclass C\n{\n    void M()\n    {\n        \n    }\n}\n";
    private const string Suggestion = "var text = new StringBuilder();";
    private const int Line = 6;
    private const int Character = 8;

    [Fact]
    public async Task The_directive_is_added_when_the_suggestion_was_taken_and_only_then()
    {
        await using var server = await StartAsync(documentChanges: true);
        var id = Id(await CompleteAsync(server, Character));
        await server.Client.NotifyAsync("smolcode/didShow", new JsonObject { ["id"] = id });
        await server.AssertAliveAsync();
        Assert.Empty(Edits(server));

        await TypeAsync(server, 2, Character, Suggestion);
        await AcceptAsync(server, id);
        await AcceptAsync(server, id);

        var edit = Assert.Single(Edits(server));
        Assert.Equal("using System.Text;", (string?)edit["label"]);
        var change = Assert.Single(edit["edit"]!["documentChanges"]!.AsArray())!;
        Assert.Equal((Uri, 2), ((string?)change["textDocument"]!["uri"], (int)change["textDocument"]!["version"]!));
        AssertAdds(Assert.Single(change["edits"]!.AsArray())!, line: 1);
        Assert.Null(edit["edit"]!["changes"]);
    }

    [Fact]
    public async Task A_client_without_versions_gets_the_plain_form()
    {
        await using var server = await StartAsync(documentChanges: false);
        var id = Id(await CompleteAsync(server, Character));
        await TypeAsync(server, 2, Character, Suggestion);
        await AcceptAsync(server, id);

        var edit = Assert.Single(Edits(server))["edit"]!;
        AssertAdds(Assert.Single(edit["changes"]![Uri]!.AsArray())!, line: 1);
        Assert.Null(edit["documentChanges"]);
    }

    [Fact]
    public async Task A_client_that_applies_no_edits_gets_no_such_suggestion()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = Suggestion;
        await server.Client.OpenAsync(Uri, Code);
        Assert.Empty(await CompleteAsync(server, Character));
    }

    [Fact]
    public async Task The_place_is_that_of_the_document_as_it_is_then()
    {
        await using var server = await StartAsync();
        var id = Id(await CompleteAsync(server, Character));
        await TypeAsync(server, 2, Character, Suggestion);
        await server.Client.ChangeAsync(Uri, 3, (0, 0), (0, 0), "// Copyright\n");
        await AcceptAsync(server, id);

        AssertAdds(Assert.Single(Assert.Single(Edits(server))["edit"]!["changes"]![Uri]!.AsArray())!, line: 2);
    }

    [Fact]
    public async Task A_directive_that_was_added_meanwhile_is_not_added()
    {
        await using var server = await StartAsync();
        var id = Id(await CompleteAsync(server, Character));
        await TypeAsync(server, 2, Character, Suggestion);
        await server.Client.ChangeAsync(Uri, 3, (1, 0), (1, 0), "using System.Text;\n");
        await AcceptAsync(server, id);

        Assert.Empty(Edits(server));
    }

    [Fact]
    public async Task Without_the_name_in_the_document_no_directive_is_added()
    {
        await using var server = await StartAsync();
        var id = Id(await CompleteAsync(server, Character));
        await TypeAsync(server, 2, Character, "var text");
        await AcceptAsync(server, id);

        Assert.Empty(Edits(server));
    }

    [Fact]
    public async Task The_rest_of_a_suggestion_that_is_typed_into_keeps_its_directive()
    {
        await using var server = await StartAsync();
        await CompleteAsync(server, Character);
        await TypeAsync(server, 2, Character, "var");
        var id = Id(await CompleteAsync(server, Character + 3));
        Assert.Single(server.Completion.Calls);
        await TypeAsync(server, 3, Character + 3, Suggestion["var".Length..]);
        await AcceptAsync(server, id);

        AssertAdds(Assert.Single(Assert.Single(Edits(server))["edit"]!["changes"]![Uri]!.AsArray())!, line: 1);
    }

    [Fact]
    public async Task An_edit_that_the_client_refuses_is_logged_and_not_asked_for_again()
    {
        await using var server = await StartAsync();
        server.Client.EditAnswer = new JsonObject { ["applied"] = false, ["failureReason"] = "the file is read-only" };
        var id = Id(await CompleteAsync(server, Character));
        await TypeAsync(server, 2, Character, Suggestion);
        await AcceptAsync(server, id);
        await AcceptAsync(server, id);

        Assert.Single(Edits(server));
        Assert.Contains(server.Log.All, l => l.Contains("the file is read-only", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_suggestion_that_lacks_nothing_is_taken_without_an_edit()
    {
        await using var server = await StartAsync();
        server.Completion.Text = "Console.WriteLine();";
        var id = Id(await CompleteAsync(server, Character));
        await TypeAsync(server, 2, Character, "Console.WriteLine();");
        await AcceptAsync(server, id);

        Assert.Empty(Edits(server));
    }

    private static async Task<ServerInProcess> StartAsync(bool documentChanges = false)
    {
        var server = await ServerInProcess.StartAsync(
            new JsonObject
            {
                ["workspace"] = new JsonObject
                {
                    ["applyEdit"] = true,
                    ["workspaceEdit"] = new JsonObject { ["documentChanges"] = documentChanges },
                },
            }
        );
        server.Completion.Text = Suggestion;
        await server.Client.OpenAsync(Uri, Code);
        return server;
    }

    private static async Task<JsonArray> CompleteAsync(ServerInProcess server, int character) =>
        (await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, Line, character)))["result"]![
            "items"
        ]!.AsArray();

    private static string Id(JsonArray items) => (string)Assert.Single(items)!["command"]!["arguments"]![0]!;

    private static Task TypeAsync(ServerInProcess server, int version, int character, string text) =>
        server.Client.ChangeAsync(Uri, version, (Line, character), (Line, character), text);

    private static async Task AcceptAsync(ServerInProcess server, string id)
    {
        var response = await server.Client.RequestAsync(
            "workspace/executeCommand",
            new JsonObject { ["command"] = "smolcode.suggestionAccepted", ["arguments"] = new JsonArray(id) }
        );
        Assert.Null(response["error"]);
    }

    private static List<JsonNode> Edits(ServerInProcess server) =>
        [.. server.Client.Received.Where(m => (string?)m["method"] == "workspace/applyEdit").Select(m => m["params"]!)];

    private static void AssertAdds(JsonNode edit, int line)
    {
        Assert.Equal("using System.Text;\n", (string?)edit["newText"]);
        Assert.Equal(LspClient.Range((line, 0), (line, 0)).ToJsonString(), edit["range"]!.ToJsonString());
    }
}
