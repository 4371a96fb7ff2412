using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;

namespace SmolCode.LanguageServer.Tests;

/// <summary><c>smolcode/generateTests</c> on its way through the server.</summary>
public sealed class GenerateTestsHandlerTests
{
    private const string Uri = "file:///code/Program.cs";

    [Fact]
    public async Task The_answer_is_an_edit_that_creates_the_file_and_the_table()
    {
        await using var server = await TrustedAsync();

        var result = (await server.Client.RequestAsync("smolcode/generateTests", At(0, 12)))["result"]!;

        var changes = result["edit"]!["documentChanges"]!.AsArray();
        Assert.Equal("create", (string?)changes[0]!["kind"]);
        Assert.Equal("file:///code/tests/ProgramTests.cs", (string?)changes[1]!["textDocument"]!["uri"]);
        Assert.Equal("class ProgramTests { }\n", (string?)changes[1]!["edits"]![0]!["newText"]);
        Assert.Equal("nunit", (string?)result["framework"]);
        Assert.Equal("characterisation", (string?)result["kept"]![0]!["origin"]);
        Assert.Equal("it is slow", (string?)result["dropped"]![0]!["reason"]);
        Assert.Equal(0.5, (double)result["branchCoverage"]!["after"]!);
        Assert.Equal(4, (int)result["mutants"]!["total"]!);
        Assert.Equal("/code/tests", (string?)result["run"]!["folder"]);
        Assert.Equal("test", (string?)result["run"]!["arguments"]![0]);
        Assert.Equal("FullyQualifiedName~Tests.ProgramTests.", (string?)result["run"]!["arguments"]![3]);
        Assert.Equal(12, server.Tests.Span.Start);
        Assert.Equal(["File.Delete"], server.Tests.Options!.Allowed);
    }

    [Fact]
    public async Task A_new_test_project_is_added_to_the_solution()
    {
        await using var server = await TrustedAsync();
        server.Tests.IsNewProject = true;

        var result = (await server.Client.RequestAsync("smolcode/generateTests", At(0, 12)))["result"]!;

        var solution = result["edit"]!["documentChanges"]!.AsArray()[^1]!;
        Assert.Equal("file:///code/Code.slnx", (string?)solution["textDocument"]!["uri"]);
        Assert.Equal("<Solution>new</Solution>", (string?)solution["edits"]![0]!["newText"]);
        Assert.Equal(1, (int)solution["edits"]![0]!["range"]!["end"]!["line"]!);
        Assert.Equal(11, (int)solution["edits"]![0]!["range"]!["end"]!["character"]!);
    }

    [Fact]
    public async Task A_selection_that_was_made_backwards_is_that_selection()
    {
        await using var server = await TrustedAsync();
        var backwards = At(0, 12);
        backwards["range"]!["start"] = new JsonObject { ["line"] = 0, ["character"] = 16 };

        var answer = await server.Client.RequestAsync("smolcode/generateTests", backwards);

        Assert.NotNull(answer["result"]);
        Assert.Equal((12, 16), (server.Tests.Span.Start, server.Tests.Span.End));
    }

    [Fact]
    public async Task Without_trust_nothing_is_run()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, "class P { void M() { } }");

        var error = (await server.Client.RequestAsync("smolcode/generateTests", At(0, 12)))["error"]!;

        Assert.Equal(-32803, (int)error["code"]!);
        Assert.Contains("not trusted", (string?)error["message"], StringComparison.Ordinal);
        Assert.False(server.Tests.Started.IsCompleted);
    }

    [Fact]
    public async Task Cancelling_the_request_cancels_the_work()
    {
        await using var server = await TrustedAsync();
        server.Tests.Waits = true;

        var (id, response) = await server.Client.BeginRequestAsync("smolcode/generateTests", At(0, 12));
        await server.Tests.Started.WaitAsync(LspClient.Patience, TestContext.Current.CancellationToken);
        await server.Client.CancelAsync(id);

        Assert.Equal(-32800, (int)(await response)["error"]!["code"]!);
        Assert.True(server.Tests.WasCancelled);
    }

    [Fact]
    public async Task It_is_announced()
    {
        await using var server = new ServerInProcess();
        var response = await server.Client.InitializeAsync();

        Assert.True((bool)response["result"]!["capabilities"]!["experimental"]!["smolcode"]!["generateTests"]!);
    }

    private static async Task<ServerInProcess> TrustedAsync()
    {
        var server = await ServerInProcess.StartAsync();
        await server.Client.NotifyAsync("smolcode/didChangeTrust", new JsonObject { ["trusted"] = true });
        await server.Client.OpenAsync(Uri, "class P { void M() { } }");
        return server;
    }

    private static JsonObject At(int line, int character) =>
        new()
        {
            ["textDocument"] = new JsonObject { ["uri"] = Uri },
            ["range"] = LspClient.Range((line, character), (line, character)),
            ["allow"] = new JsonArray("File.Delete"),
        };
}
