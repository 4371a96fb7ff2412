using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Explanations on hover: over names of declarations, for clients that ask for them.</summary>
public sealed class HoverHandlerTests
{
    private const string Uri = "file:///code/Program.cs";
    private const string Text =
        "class Program\n{\n    static int Twice(int n)\n    {\n        if (n < 0) throw new System.ArgumentException();\n        return 2 * n;\n    }\n\n    int last = 3;\n}\n";

    [Theory]
    [InlineData(2, 15, "`Twice` is a private static method")]
    [InlineData(2, 20, "`Twice` is a private static method")]
    [InlineData(0, 8, "`Program` is")]
    [InlineData(8, 9, "`last` is a private `int` field of the class `Program`")]
    public async Task Over_a_declared_name_there_is_its_summary(int line, int character, string beginning)
    {
        await using var server = await StartAsync();
        var hover = (await HoverAsync(server, line, character))!;

        Assert.Equal("markdown", (string?)hover["contents"]!["kind"]);
        Assert.StartsWith(beginning, (string?)hover["contents"]!["value"], StringComparison.Ordinal);
        Assert.DoesNotContain("###", (string?)hover["contents"]!["value"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_to_watch_is_below_the_summary_and_the_range_is_the_name()
    {
        await using var server = await StartAsync();
        var hover = (await HoverAsync(server, 2, 16))!;

        Assert.Contains("\n- Callers have to expect `ArgumentException`", (string?)hover["contents"]!["value"], StringComparison.Ordinal);
        Assert.Equal(LspClient.Range((2, 15), (2, 20)).ToJsonString(), hover["range"]!.ToJsonString());
    }

    [Theory]
    [InlineData(2, 8)]
    [InlineData(5, 19)]
    [InlineData(99, 0)]
    public async Task Elsewhere_there_is_nothing(int line, int character)
    {
        await using var server = await StartAsync();
        Assert.Null(await HoverAsync(server, line, character));
    }

    [Fact]
    public async Task A_client_that_does_not_ask_for_it_gets_none()
    {
        await using var server = new ServerInProcess();
        var capabilities = (await server.Client.InitializeAsync())["result"]!["capabilities"]!;
        await server.Client.OpenAsync(Uri, Text);

        Assert.False((bool)capabilities["hoverProvider"]!);
        Assert.Null(await HoverAsync(server, 2, 15));
    }

    private static async Task<ServerInProcess> StartAsync()
    {
        var server = new ServerInProcess();
        var capabilities = (await server.Client.InitializeAsync(hover: true))["result"]!["capabilities"]!;
        Assert.True((bool)capabilities["hoverProvider"]!);
        await server.Client.OpenAsync(Uri, Text);
        return server;
    }

    private static async Task<JsonNode?> HoverAsync(ServerInProcess server, int line, int character) =>
        (await server.Client.RequestAsync("textDocument/hover", LspClient.At(Uri, line, character)))["result"];
}
