using System.IO.Pipelines;
using System.Text;
using System.Text.Json.Nodes;
using SmolCode.EndToEnd.Tests;
using SmolCode.LanguageServer.Transport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Whatever arrives, the answer is the one that JSON-RPC prescribes, and the server lives.</summary>
public sealed class MalformedInputTests
{
    [Theory]
    [InlineData("{ this is no JSON", -32700)]
    [InlineData("", -32700)]
    [InlineData("\"\\ud83d", -32700)]
    [InlineData("42", -32600)]
    [InlineData("null", -32600)]
    [InlineData("{}", -32600)]
    [InlineData("""[{"jsonrpc":"2.0","id":1,"method":"shutdown"}]""", -32600)]
    [InlineData("[]", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":1.5,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":{},"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":null,"method":"shutdown"}""", -32600)]
    public async Task A_message_that_is_none_gets_an_error_without_an_id(string content, int code)
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendAsync(content);

        var error = await server.Client.WaitForAsync("error");
        Assert.Equal(code, (int)error["error"]!["code"]!);
        Assert.True(error.ContainsKey("id"));
        Assert.Null(error["id"]);
        await server.AssertAliveAsync();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":7}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":4711}""", -32600)]
    [InlineData("""{"id":4711,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"1.0","id":4711,"method":"shutdown"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"shutdown","params":5}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"shutdown","params":"x"}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"textDocument/inlineCompletion"}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"textDocument/inlineCompletion","params":null}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"textDocument/inlineCompletion","params":[]}""", -32602)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"textDocument/inlineCompletion","params":{}}""", -32602)]
    [InlineData(
        """{"jsonrpc":"2.0","id":4711,"method":"textDocument/inlineCompletion","params":{"textDocument":{"uri":null},"position":{"line":0,"character":0}}}""",
        -32602
    )]
    [InlineData(
        """{"jsonrpc":"2.0","id":4711,"method":"textDocument/inlineCompletion","params":{"textDocument":{"uri":"file:///a.cs"},"position":{"line":"0","character":0}}}""",
        -32602
    )]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"no/such/method"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"$/noSuchMethod"}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"dispatch","params":["shutdown",true,{}]}""", -32601)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"textDocument/didOpen","params":{}}""", -32600)]
    [InlineData("""{"jsonrpc":"2.0","id":4711,"method":"workspace/executeCommand","params":{"command":"rm -rf"}}""", -32602)]
    public async Task A_request_that_can_not_be_answered_gets_an_error_with_its_id(string content, int code)
    {
        await using var server = await ServerInProcess.StartAsync();
        var response = server.Client.Expect(4711);

        await server.Client.SendAsync(content);

        Assert.Equal(code, (int)(await response.WaitAsync(LspClient.Patience))["error"]!["code"]!);
        await server.AssertAliveAsync();
    }

    [Theory]
    [InlineData("""{"jsonrpc":"2.0","method":"no/such/notification"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/setTrace","params":{"value":"off"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didOpen"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{}}}""")]
    [InlineData(
        """{"jsonrpc":"2.0","method":"textDocument/didChange","params":{"textDocument":{"uri":"file:///a.cs","version":1},"contentChanges":[]}}"""
    )]
    [InlineData("""{"jsonrpc":"2.0","method":"textDocument/didClose","params":{"textDocument":{"uri":"file:///a.cs"}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"shutdown"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest"}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":{}}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":99999}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"id":"\ud83d"}}""")]
    [InlineData("""{"jsonrpc":"2.0","method":"$/cancelRequest","params":{"\ud83d":1}}""")]
    [InlineData("""{"jsonrpc":"2.0","id":99999,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","id":99999,"error":"what?"}""")]
    [InlineData("""{"jsonrpc":"2.0","id":null,"result":null}""")]
    [InlineData("""{"jsonrpc":"2.0","result":null}""")]
    public async Task A_message_that_nobody_waits_for_is_ignored(string content)
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendAsync(content);

        await server.AssertAliveAsync();
        Assert.DoesNotContain(server.Client.Received, m => (string?)m["method"] == "error");
    }

    [Fact]
    public async Task Bytes_that_are_no_text_get_an_error()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendRawAsync([.. "Content-Length: 4\r\n\r\n"u8, 0xff, 0xfe, 0x00, 0x80]);

        Assert.Equal(-32700, (int)(await server.Client.WaitForAsync("error"))["error"]!["code"]!);
        await server.AssertAliveAsync();
    }

    [Theory]
    [InlineData("garbage without any sense\r\n\r\n")]
    [InlineData("\r\n\r\n\r\n")]
    [InlineData("Content-Length: many\r\n\r\n")]
    [InlineData("Content-Length: -5\r\n\r\n{}")]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n{}")]
    [InlineData("Content-Length: 2000000000\r\n\r\n{\"jsonrpc\":\"2.0\"}")]
    [InlineData("Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n\r\n{}\r\n\r\n")]
    public async Task Broken_framing_gets_an_error_and_the_next_message_is_found(string bytes)
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendRawAsync(Encoding.UTF8.GetBytes(bytes));

        Assert.Equal(-32600, (int)(await server.Client.WaitForAsync("error"))["error"]!["code"]!);
        await server.AssertAliveAsync();
    }

    [Theory]
    [InlineData(20)]
    [InlineData(60)]
    public async Task A_content_length_that_is_too_small_costs_one_message(int length)
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendRawAsync(
            Encoding.UTF8.GetBytes(
                $"Content-Length: {length}\r\n\r\n" + """{"jsonrpc":"2.0","id":4711,"method":"no/such/method","params":{"a":1}}"""
            )
        );

        Assert.Equal(-32700, (int)(await server.Client.WaitForAsync("error"))["error"]!["code"]!);
        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task A_content_length_that_is_too_large_costs_two_messages()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendRawAsync(
            Encoding.UTF8.GetBytes("""Content-Length: 100""" + "\r\n\r\n" + """{"jsonrpc":"2.0","method":"no/such/method"}""")
        );
        await server.Client.NotifyAsync("no/such/method", new JsonObject { ["padding"] = new string('x', 100) });

        Assert.Equal(-32700, (int)(await server.Client.WaitForAsync("error"))["error"]!["code"]!);
        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task A_stream_of_noise_takes_no_memory_and_is_reported_once()
    {
        await using var server = await ServerInProcess.StartAsync();

        var noise = new byte[64 * 1024];
        Array.Fill(noise, (byte)'x');
        for (var i = 0; i < 50; i++)
        {
            await server.Client.SendRawAsync(noise);
        }

        for (var i = 0; i < 50; i++)
        {
            await server.Client.SendRawAsync("\r\nnoise\r\n\r\n"u8.ToArray());
        }

        await server.AssertAliveAsync();
        Assert.Single(server.Client.Received, m => (string?)m["method"] == "error");
    }

    [Fact]
    public async Task A_mark_before_the_first_message_is_no_trouble_and_one_later_is()
    {
        byte[] marked = [.. Encoding.UTF8.GetPreamble(), .. "Content-Length: 2\r\n\r\n{}"u8];
        var reader = new FrameReader(PipeReader.Create(new MemoryStream([.. marked, .. marked])));

        var first = await reader.ReadAsync(default);
        Assert.Equal((2, null), (first.Content?.Length, first.Problem));
        var second = await reader.ReadAsync(default);
        Assert.Equal(2, second.Content?.Length);
        Assert.Contains("skipped", second.Problem, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_message_in_many_pieces_is_one_message()
    {
        await using var server = await ServerInProcess.StartAsync();
        var response = server.Client.Expect(4711);

        const string Content = """{"jsonrpc":"2.0","id":4711,"method":"shutdown"}""";
        foreach (var b in Encoding.UTF8.GetBytes($"content-length: {Content.Length}\r\nContent-Type: text/plain\r\n\r\n{Content}"))
        {
            await server.Client.SendRawAsync([b]);
        }

        Assert.Null((await response.WaitAsync(LspClient.Patience))["error"]);
    }

    [Fact]
    public async Task A_stream_that_ends_within_a_message_ends_the_server()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendRawAsync("Content-Length: 500\r\n\r\n{"u8.ToArray());
        await server.Client.CloseInputAsync();

        Assert.Equal(1, await server.Exit.WaitAsync(LspClient.Patience));
        Assert.Contains(server.Log.All, l => l.Contains("499 bytes before the end of a message", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Ids_may_be_strings()
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.SendAsync("""{"jsonrpc":"2.0","id":"one","method":"no/such/method"}""");

        var response = await server.Client.WaitForAsync("error");
        Assert.Equal("one", (string?)response["id"]);
        Assert.Equal(-32601, (int)response["error"]!["code"]!);
    }

    [Fact]
    public async Task Two_requests_with_the_same_id_do_not_end_the_server()
    {
        await using var server = await ServerInProcess.StartAsync();
        var hold = new TaskCompletionSource();
        server.Completion.Before = hold.Task;
        await server.Client.OpenAsync("file:///a.cs", "class A;");
        var request = new JsonObject
        {
            ["jsonrpc"] = "2.0",
            ["id"] = 4711,
            ["method"] = "textDocument/inlineCompletion",
            ["params"] = LspClient.At("file:///a.cs", 0, 0),
        }.ToJsonString();

        await server.Client.SendAsync(request);
        await server.Client.SendAsync(request);
        await server.Completion.FirstCall;

        Assert.NotNull((await server.Client.Expect(4711).WaitAsync(LspClient.Patience))["error"]);
        hold.SetResult();
        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task Random_bytes_between_messages_do_no_harm()
    {
        await using var server = await ServerInProcess.StartAsync();
        var random = new Random(20260101);
        for (var i = 0; i < 100; i++)
        {
            var noise = new byte[random.Next(1, 400)];
            random.NextBytes(noise);
            await server.Client.SendRawAsync([.. noise, (byte)'\n']);
            await server.AssertAliveAsync();
        }
    }
}
