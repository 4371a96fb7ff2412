using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Documents as a client opens, changes and closes them, seen by what a completion gets.</summary>
public sealed class DocumentSyncTests
{
    private const string Uri = "file:///a.cs";

    [Fact]
    public async Task A_document_follows_its_edits()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(Uri, "class A\r\n{\r\n}");
        await server.Client.ChangeAsync(Uri, 2, (1, 1), (1, 1), "\r\n    int x;");
        await server.Client.ChangeAsync(Uri, 3, (0, 6), (0, 7), "B😀");

        Assert.Equal(("class B😀\r\n{\r\n    int x;\r\n}", 3), await server.TextAsync(Uri));
    }

    [Fact]
    public async Task Positions_count_bytes_when_utf_8_was_agreed()
    {
        await using var server = await ServerInProcess.StartAsync(
            JsonNode.Parse("""{"general":{"positionEncodings":["utf-8"]}}""")!.AsObject()
        );

        await server.Client.OpenAsync(Uri, "// ä😀x");
        await server.Client.ChangeAsync(Uri, 2, (0, 9), (0, 10), "y");

        Assert.Equal(("// ä😀y", 2), await server.TextAsync(Uri));
    }

    [Fact]
    public async Task A_document_can_be_replaced_as_a_whole()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(Uri, "old");
        await server.Client.NotifyAsync(
            "textDocument/didChange",
            JsonNode.Parse($$"""{"textDocument":{"uri":"{{Uri}}","version":7},"contentChanges":[{"text":"new"}]}""")
        );

        Assert.Equal(("new", 7), await server.TextAsync(Uri));
    }

    [Fact]
    public async Task Edits_outside_of_the_text_are_clamped_and_logged()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(Uri, "ab");
        await server.Client.ChangeAsync(Uri, 2, (900, 900), (901, 0), "c");
        await server.Client.ChangeAsync(Uri, 3, (0, -7), (0, int.MaxValue), "x");

        Assert.Equal(("x", 3), await server.TextAsync(Uri));
        Assert.Equal(2, server.Log.All.Count(l => l.Contains("reach outside the text", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_version_that_goes_back_is_applied_and_logged()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(Uri, "a", version: 5);
        await server.Client.ChangeAsync(Uri, 4, (0, 1), (0, 1), "b");

        Assert.Equal(("ab", 4), await server.TextAsync(Uri));
        Assert.Contains(
            server.Log.All,
            l => l.StartsWith("Warning", StringComparison.Ordinal) && l.Contains("version 4", StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task A_document_opened_twice_has_the_newer_text()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(Uri, "old", version: 3);
        await server.Client.OpenAsync(Uri, "new", version: 1);

        Assert.Equal(("new", 1), await server.TextAsync(Uri));
    }

    [Fact]
    public async Task A_closed_document_is_not_completed()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, "class A;");

        await server.Client.NotifyAsync("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });
        await server.Client.ChangeAsync(Uri, 2, (0, 0), (0, 0), "x");
        var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 0, 0));

        Assert.Empty(response["result"]!["items"]!.AsArray());
        Assert.Empty(server.Completion.Calls);
    }

    [Fact]
    public async Task A_document_of_20_MB_is_kept_in_step()
    {
        await using var server = await ServerInProcess.StartAsync();
        var line = "// " + new string('x', 97) + "\n";
        var text = string.Concat(Enumerable.Repeat(line, 200_000));

        await server.Client.OpenAsync(Uri, text);
        await server.Client.ChangeAsync(Uri, 2, (199_999, 100), (200_000, 0), "!");

        var (kept, _) = await server.TextAsync(Uri);
        Assert.Equal(text.Length, kept.Length);
        Assert.EndsWith("x!", kept, StringComparison.Ordinal);
    }
}
