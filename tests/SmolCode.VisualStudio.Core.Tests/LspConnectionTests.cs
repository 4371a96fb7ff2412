using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>What the client makes of what a server sends.</summary>
public sealed class LspConnectionTests : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private readonly FakeServer server = new();
    private readonly ListLog log = new();
    private readonly MemoryEditor editor = new("file:///a.cs", "class A;");
    private readonly LspConnection connection;

    public LspConnectionTests() =>
        connection = new LspConnection(
            server.ClientWrites,
            server.ClientReads,
            () => new ServerOptions(null, false, "", new JObject { ["candidates"] = 3 }),
            editor,
            log
        );

    public void Dispose()
    {
        connection.Dispose();
        server.Dispose();
    }

    [Fact]
    public async Task Documents_are_told_in_order_with_their_versions_and_a_new_server_is_told_of_all()
    {
        var sync = new DocumentSync();
        sync.Attach(connection);
        sync.Open(editor.Uri, () => "class A;");
        sync.Open(editor.Uri, () => "another view of it");
        var first = editor.Replace(6, 1, "B");
        sync.Change(editor.Uri, [first, editor.Replace(0, 0, "// ")], () => "// class B;");
        sync.Change("file:///other.cs", [first], () => "");
        sync.Save(editor.Uri);
        sync.Close(editor.Uri);

        Assert.Equal("class A;", (string?)(await server.NextAsync(LspMethods.DidOpen))["params"]!["textDocument"]!["text"]);
        var change = (JObject)(await server.NextAsync(LspMethods.DidChange))["params"]!;
        Assert.Equal(2, (int)change["textDocument"]!["version"]!);
        // The later place first, so that the earlier change does not move it.
        Assert.Equal(["B", "// "], change["contentChanges"]!.Select(c => (string?)c["text"]));
        await server.NextAsync(LspMethods.DidSave);
        Assert.Equal(2, sync.VersionOf(editor.Uri));

        sync.Detach();
        sync.Attach(connection);
        var again = (JObject)(await server.NextAsync(LspMethods.DidOpen))["params"]!["textDocument"]!;
        Assert.Equal(("// class B;", 2), ((string?)again["text"], (int)again["version"]!));
        sync.Close(editor.Uri);
        await server.NextAsync(LspMethods.DidClose);
        Assert.Null(sync.VersionOf(editor.Uri));
    }

    [Fact]
    public async Task A_cancelled_request_ends_at_once_and_the_server_is_told()
    {
        using var cancellation = new CancellationTokenSource();
        var asking = connection.RequestAsync("test/slow", new JObject(), cancellation.Token);
        var id = (await server.NextAsync("test/slow"))["id"];

        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(Patience));
        Assert.Equal(id, (await server.NextAsync("$/cancelRequest"))["params"]!["id"]);
    }

    [Fact]
    public async Task An_error_is_an_exception_with_its_message_and_a_null_result_is_none()
    {
        var asking = connection.RequestAsync("test/fails", new JObject(), default);
        var request = await server.NextAsync("test/fails");
        await server.SendAsync(
            new JObject
            {
                ["id"] = request["id"],
                ["error"] = new JObject { ["code"] = -32803, ["message"] = "Not trusted." },
            }
        );
        var error = await Assert.ThrowsAsync<ServerErrorException>(() => asking.WaitAsync(Patience));
        Assert.Equal(("Not trusted.", -32803), (error.Message, error.Code));

        var nothing = connection.RequestAsync("test/nothing", new JObject(), default);
        request = await server.NextAsync("test/nothing");
        await server.SendAsync(new JObject { ["id"] = request["id"], ["result"] = null });
        Assert.Equal(JTokenType.Null, (await nothing.WaitAsync(Patience)).Type);
    }

    [Fact]
    public async Task Parts_of_an_answer_are_handed_on_in_order()
    {
        var parts = new List<string?>();
        var asking = connection.RequestInPartsAsync("test/parts", [], p => parts.Add((string?)p["markdown"]), default);
        var request = await server.NextAsync("test/parts");
        var token = request["params"]!["partialResultToken"];
        foreach (var part in (string[])["a", "b"])
        {
            await server.SendAsync(
                new JObject
                {
                    ["method"] = "$/progress",
                    ["params"] = new JObject
                    {
                        ["token"] = token,
                        ["value"] = new JObject { ["markdown"] = part },
                    },
                }
            );
        }

        await server.SendAsync(new JObject { ["id"] = request["id"], ["result"] = "all" });

        Assert.Equal("all", (string?)await asking.WaitAsync(Patience));
        Assert.Equal(["a", "b"], parts);
    }

    [Fact]
    public async Task What_the_server_asks_is_answered()
    {
        await server.SendAsync(
            JObject.Parse(
                """{ "id": 7, "method": "workspace/configuration", "params": { "items": [ { "section": "smolcode" }, { "section": "other" } ] } }"""
            )
        );
        Assert.Equal("""[{"candidates":3},null]""", (await server.NextAsync(null))["result"]!.ToString(Newtonsoft.Json.Formatting.None));

        await server.SendAsync(
            JObject.Parse(
                """
                { "id": 8, "method": "workspace/applyEdit", "params": { "edit": { "documentChanges": [ {
                  "textDocument": { "uri": "file:///a.cs", "version": 3 },
                  "edits": [ { "range": { "start": { "line": 0, "character": 0 }, "end": { "line": 0, "character": 0 } }, "newText": "using System;\n" } ] } ] } } }
                """
            )
        );
        Assert.True((bool)(await server.NextAsync(null))["result"]!["applied"]!);
        var edit = Assert.Single(Assert.Single(editor.Applied).Documents);
        Assert.Equal((3, "using System;\n"), (edit.Version, edit.Edits[0].NewText));

        await server.SendAsync(JObject.Parse("""{ "id": 9, "method": "client/registerCapability", "params": { "registrations": [] } }"""));
        Assert.Equal(9, (int)(await server.NextAsync(null))["id"]!);
        await server.SendAsync(JObject.Parse("""{ "id": 10, "method": "client/nonsense", "params": {} }"""));
        Assert.Equal(-32601, (int)(await server.NextAsync(null))["error"]!["code"]!);
        Assert.False(connection.WaitForEndAsync().IsCompleted);
    }

    [Fact]
    public async Task An_error_without_an_id_is_written_down_and_the_connection_goes_on()
    {
        var asking = connection.RequestAsync("test/asks", new JObject(), default);
        var request = await server.NextAsync("test/asks");
        await server.SendAsync(JObject.Parse("""{ "id": null, "error": { "code": -32600, "message": "Bytes were skipped." } }"""));
        await server.SendAsync(new JObject { ["id"] = request["id"], ["result"] = 1 });

        Assert.Equal(1, (int)await asking.WaitAsync(Patience));
        Assert.Contains("Bytes were skipped.", Assert.Single(log.Lines), StringComparison.Ordinal);
        Assert.False(connection.WaitForEndAsync().IsCompleted);
    }

    [Theory]
    [InlineData("this is no header\r\n\r\n")]
    [InlineData("Content-Length: 9\r\n\r\n{ no JSON")]
    [InlineData("")]
    public async Task Garbage_or_the_end_of_the_servers_output_ends_the_connection_and_what_is_asked(string garbage)
    {
        var asking = connection.RequestAsync("test/slow", new JObject(), default);
        await server.NextAsync("test/slow");
        await server.SendRawAsync(System.Text.Encoding.ASCII.GetBytes(garbage));
        if (garbage.Length == 0)
        {
            server.End();
        }

        Assert.True(await connection.WaitForEndAsync().WaitAsync(Patience));
        await Assert.ThrowsAsync<ServerErrorException>(() => asking.WaitAsync(Patience));
        Assert.NotEmpty(connection.EndReason);
        // What is told to a server that is gone is lost, and nothing else.
        connection.Notify("test/late", new JObject());
        await Assert.ThrowsAsync<ServerErrorException>(() =>
            connection.RequestAsync("test/late", new JObject(), default).WaitAsync(Patience)
        );
    }
}
