using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SmolCode.EndToEnd.Tests;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Inline completions on their way through the server. What is suggested is scripted; that it is checked is real.</summary>
public sealed class InlineCompletionHandlerTests
{
    private const string Uri = "file:///code/Program.cs";

    private const string Greeting = """
        class Program
        {
            static void Main()
            {
                System.Console.$$
            }
        }
        """;

    [Fact]
    public async Task A_suggestion_has_text_range_and_a_command_with_its_id()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);

        var item = Assert.Single(await CompleteAsync(server, line, character))!;

        Assert.Equal("WriteLine();", (string?)item["insertText"]);
        Assert.Equal(LspClient.Range((line, character), (line, character)).ToJsonString(), item["range"]!.ToJsonString());
        Assert.Equal("smolcode.suggestionAccepted", (string?)item["command"]!["command"]);
        Assert.NotEqual("", (string)item["command"]!["arguments"]![0]!);
    }

    [Fact]
    public async Task What_does_not_compile_is_not_suggested()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteNonsense();";
        var (line, character) = await OpenAsync(server, Greeting);

        Assert.Empty(await CompleteAsync(server, line, character));
    }

    [Fact]
    public async Task Ranges_count_bytes_when_utf_8_was_agreed()
    {
        await using var server = await ServerInProcess.StartAsync(
            JsonNode.Parse("""{"general":{"positionEncodings":["utf-8"]}}""")!.AsObject()
        );
        server.Completion.Text = "WriteLine();";
        await server.Client.OpenAsync(Uri, "class P { static void M() { /* ä😀 */ System.Console. } }");

        // "ä" has one byte more than UTF-16 units, "😀" two.
        const int Character = 53 + 1 + 2;
        var item = Assert.Single(await CompleteAsync(server, 0, Character))!;

        Assert.Equal(Character, (int)item["range"]!["start"]!["character"]!);
    }

    [Fact]
    public async Task By_hand_there_is_more_time_than_while_typing()
    {
        await using var server = await ServerInProcess.StartAsync();
        var (line, character) = await OpenAsync(server, Greeting);

        await CompleteAsync(server, line, character);
        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character, byHand: true));
        var bare = LspClient.At(Uri, line, character);
        bare.Remove("context");
        await server.Client.RequestAsync("textDocument/inlineCompletion", bare);

        Assert.Equal([550, 4400, 550], server.Completion.Calls.Select(c => c.Options.Deadline!.Value.TotalMilliseconds));
    }

    [Fact]
    public async Task Typing_into_a_suggestion_goes_on_with_its_rest_and_computes_nothing()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await TypeAsync(server, "W", version: 2, line, character);
        var first = Assert.Single(await CompleteAsync(server, line, character + 1))!;
        await TypeAsync(server, "rite", version: 3, line, character + 1);
        var second = Assert.Single(await CompleteAsync(server, line, character + 5))!;

        Assert.Equal(("riteLine();", "Line();"), ((string?)first["insertText"], (string?)second["insertText"]));
        Assert.Equal(LspClient.Range((line, character + 5), (line, character + 5)).ToJsonString(), second["range"]!.ToJsonString());
        Assert.NotEqual((string?)first["command"]!["arguments"]![0]!, (string?)second["command"]!["arguments"]![0]!);
        Assert.Single(server.Completion.Calls);

        await TypeAsync(server, "x", version: 4, line, character + 5);
        await CompleteAsync(server, line, character + 6);
        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task With_an_item_selected_in_the_editors_list_a_suggestion_that_goes_on_from_it_is_not_computed_anew()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await TypeAsync(server, "W", version: 2, line, character);
        var first = Assert.Single(await CompleteAsync(server, line, character + 1, Selected(line, character, character + 1, "WriteLine")))!;
        await TypeAsync(server, "ri", version: 3, line, character + 1);
        var second = Assert.Single(
            await CompleteAsync(server, line, character + 3, Selected(line, character, character + 3, "WriteLine"))
        )!;
        // The list is closed.
        var third = Assert.Single(await CompleteAsync(server, line, character + 3))!;

        Assert.Equal(
            ("WriteLine();", "WriteLine();", "teLine();"),
            ((string?)first["insertText"], (string?)second["insertText"], (string?)third["insertText"])
        );
        Assert.Equal(LspClient.Range((line, character), (line, character + 3)).ToJsonString(), second["range"]!.ToJsonString());
        Assert.Single(server.Completion.Calls);
        // Not the one that is selected now.
        await CompleteAsync(server, line, character + 3, Selected(line, character, character + 3, "Write"));
        Assert.Single(server.Completion.Calls);
        await CompleteAsync(server, line, character + 3, Selected(line, character, character + 3, "WriteLineAsync"));
        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task What_goes_on_from_a_selected_item_goes_on_while_its_letters_are_typed()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        server.Completion.Probability = 0.4;
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character, Selected(line, character, character, "WriteLine"));
        // Another item, and back.
        await CompleteAsync(server, line, character, Selected(line, character, character, "ReadLine"));
        Assert.Equal(2, server.Completion.Calls.Count);
        Assert.Single(await CompleteAsync(server, line, character, Selected(line, character, character, "WriteLine")));
        Assert.Equal(2, server.Completion.Calls.Count);

        await TypeAsync(server, "Wri", version: 2, line, character);
        var selected = await CompleteAsync(server, line, character + 3, Selected(line, character, character + 3, "WriteLine"));
        var closed = await CompleteAsync(server, line, character + 3);

        Assert.Equal("WriteLine();", (string?)Assert.Single(selected)!["insertText"]);
        Assert.Equal("teLine();", (string?)Assert.Single(closed)!["insertText"]);
        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task Once_the_editors_list_is_closed_where_it_stood_the_place_is_completed_for_itself()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character, Selected(line, character, character, "WriteLine"));
        await CompleteAsync(server, line, character);

        Assert.Equal(["WriteLine", null], server.Completion.Calls.Select(c => c.Options.RequiredPrefix));
    }

    [Fact]
    public async Task Letters_make_a_suggestion_of_what_was_not_likely_enough_and_nothing_is_computed()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        server.Completion.Probability = 0.3;
        var (line, character) = await OpenAsync(server, Greeting);
        Assert.Empty(await CompleteAsync(server, line, character));

        // 0.3 / (0.3 + 0.7 · 0.4) = 0.52
        await TypeAsync(server, "W", version: 2, line, character);
        var first = Assert.Single(await CompleteAsync(server, line, character + 1))!;
        await TypeAsync(server, "r", version: 3, line, character + 1);
        var second = Assert.Single(await CompleteAsync(server, line, character + 2))!;

        Assert.Equal(("riteLine();", "iteLine();"), ((string?)first["insertText"], (string?)second["insertText"]));
        Assert.Single(server.Completion.Calls);
        var counts = await server.Client.RequestAsync("smolcode/statistics", new JsonObject());
        Assert.Equal((2L, 3L), ((long)counts["result"]!["typedInto"]!, (long)counts["result"]!["requests"]!));
    }

    [Fact]
    public async Task What_was_asked_for_by_hand_stays_while_it_is_typed_however_unlikely()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        server.Completion.LeastShown = 0;
        server.Completion.Probability = 0.01;
        var (line, character) = await OpenAsync(server, Greeting);
        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character, byHand: true));

        await TypeAsync(server, "W", version: 2, line, character);

        Assert.Equal("riteLine();", (string?)Assert.Single(await CompleteAsync(server, line, character + 1))!["insertText"]);
        Assert.Single(server.Completion.Calls);
    }

    [Fact]
    public async Task What_is_pasted_over_a_suggestion_is_completed_from_its_end()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await TypeAsync(server, "Clear();\n        System.Console.", version: 2, line, character);
        var item = Assert.Single(await CompleteAsync(server, line + 1, character))!;

        Assert.Equal("WriteLine();", (string?)item["insertText"]);
        Assert.Equal(2, server.Completion.Calls.Count);
        var call = server.Completion.Calls.Last();
        Assert.EndsWith("Clear();\n        System.Console.", call.Text[..call.Position], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_suggestion_whose_beginning_is_pasted_goes_on_with_its_rest()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await TypeAsync(server, "WriteLine", version: 2, line, character);

        Assert.Equal("();", (string?)Assert.Single(await CompleteAsync(server, line, character + 9))!["insertText"]);
        Assert.Single(server.Completion.Calls);
    }

    [Fact]
    public async Task A_paste_that_is_undone_leaves_the_suggestion_that_was_there()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);
        await TypeAsync(server, "Clear();\n        System.Console.", version: 2, line, character);
        server.Completion.Text = null;
        await CompleteAsync(server, line + 1, character);

        await ReplaceAsync(server, "", version: 3, LspClient.Range((line, character), (line + 1, character)));

        Assert.Equal("WriteLine();", (string?)Assert.Single(await CompleteAsync(server, line, character))!["insertText"]);
        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task With_several_cursors_the_answer_is_of_the_text_that_all_of_them_made()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(
            server,
            """
            class Program
            {
                static void Main()
                {
                    System.Console.$$
                    System.Console.
                }
            }
            """
        );
        await CompleteAsync(server, line, character);

        // One letter at two cursors is one change with two parts, the last place first.
        await server.Client.NotifyAsync(
            "textDocument/didChange",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = Uri, ["version"] = 2 },
                ["contentChanges"] = new JsonArray(
                    new JsonObject { ["range"] = LspClient.Range((line + 1, character), (line + 1, character)), ["text"] = "W" },
                    new JsonObject { ["range"] = LspClient.Range((line, character), (line, character)), ["text"] = "W" }
                ),
            }
        );
        server.Completion.Text = "riteLine();";
        var item = Assert.Single(await CompleteAsync(server, line, character + 1))!;

        Assert.Equal("riteLine();", (string?)item["insertText"]);
        Assert.Equal(LspClient.Range((line, character + 1), (line, character + 1)).ToJsonString(), item["range"]!.ToJsonString());
        Assert.Equal(2, server.Completion.Calls.Count);
        Assert.Equal(2, server.Completion.Calls.Last().Text.Split("System.Console.W").Length - 1);
    }

    [Fact]
    public async Task Back_at_the_place_of_an_answer_it_is_there_at_once()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);
        server.Completion.Text = null;
        await TypeAsync(server, "x", version: 2, line, character);
        Assert.Empty(await CompleteAsync(server, line, character + 1));

        await ReplaceAsync(server, "", version: 3, LspClient.Range((line, character), (line, character + 1)));

        Assert.Equal("WriteLine();", (string?)Assert.Single(await CompleteAsync(server, line, character))!["insertText"]);
        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task A_closer_that_the_editor_adds_is_replaced_by_the_suggestions_own()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine(1);";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await TypeAsync(server, "WriteLine()", version: 2, line, character);
        var item = Assert.Single(await CompleteAsync(server, line, character + 10))!;

        Assert.Equal("1);", (string?)item["insertText"]);
        Assert.Equal(LspClient.Range((line, character + 10), (line, character + 11)).ToJsonString(), item["range"]!.ToJsonString());
        Assert.Single(server.Completion.Calls);
    }

    [Fact]
    public async Task What_is_typed_in_another_document_makes_answers_be_forgotten()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        await server.Client.OpenAsync("file:///code/Other.cs", "class Other;");
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await ChangeAsync(server, "file:///code/Other.cs", version: 2, new JsonObject { ["text"] = "class Another;" });
        await TypeAsync(server, "W", version: 2, line, character);
        await CompleteAsync(server, line, character + 1);

        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task A_file_that_changes_elsewhere_makes_answers_be_forgotten()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await server.Client.NotifyAsync(
            "workspace/didChangeWatchedFiles",
            new JsonObject { ["changes"] = new JsonArray(new JsonObject { ["uri"] = "file:///code/Other.cs", ["type"] = 2 }) }
        );
        await TypeAsync(server, "W", version: 2, line, character);
        await CompleteAsync(server, line, character + 1);

        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task While_a_suggestion_is_shown_the_answer_behind_it_is_computed()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        var item = Assert.Single(await CompleteAsync(server, line, character))!;
        await server.Client.NotifyAsync("smolcode/didShow", new JsonObject { ["id"] = (string?)item["command"]!["arguments"]![0]! });
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (server.Completion.Calls.Count < 2)
        {
            await Task.Delay(10, patience.Token);
        }

        await TypeAsync(server, "WriteLine();", version: 2, line, character);
        await CompleteAsync(server, line, character + 12);

        Assert.Equal(2, server.Completion.Calls.Count);
        Assert.Contains(
            "System.Console.WriteLine();\n",
            server.Completion.Calls.Last().Text.ReplaceLineEndings("\n"),
            StringComparison.Ordinal
        );
        var counts = await server.Client.RequestAsync("smolcode/statistics", new JsonObject());
        Assert.Equal(1L, (long)counts["result"]!["prepared"]!);
    }

    [Fact]
    public async Task Letters_that_something_unlikely_begins_with_are_no_reason_to_show_it()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        server.Completion.Probability = 0.1;
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);

        await TypeAsync(server, "W", version: 2, line, character);
        await CompleteAsync(server, line, character + 1);

        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task A_suggestion_asked_for_by_hand_is_always_computed()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);
        await CompleteAsync(server, line, character);
        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character, byHand: true));

        Assert.Equal(2, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task A_newer_request_in_the_same_document_ends_an_older_one()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var gate = new TaskCompletionSource();
        server.Completion.Before = gate.Task;
        var (line, character) = await OpenAsync(server, Greeting);

        var older = server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        await server.Completion.FirstCall;
        var newer = server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        var answer = await older;
        gate.SetResult();

        Assert.Empty(answer["result"]!["items"]!.AsArray());
        Assert.Single((await newer)["result"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task Where_answers_are_slower_than_keys_nothing_is_computed_until_the_typing_rests()
    {
        var time = new FakeTimeProvider();
        await using var server = new ServerInProcess(time);
        await server.Client.InitializeAsync();
        // Nothing is suggested: there is no answer to go on from.
        var (line, character) = await OpenAsync(server, Greeting);

        // A key every 100 ms, and an answer that takes two seconds.
        await CompleteAsync(server, line, character);
        time.Advance(TimeSpan.FromMilliseconds(100));
        var gate = new TaskCompletionSource();
        server.Completion.Before = gate.Task;
        var slow = server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        while (server.Completion.Calls.Count < 2)
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        time.Advance(TimeSpan.FromSeconds(2));
        gate.SetResult();
        await slow;

        var rests = server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(rests.IsCompleted);
        Assert.Equal(2, server.Completion.Calls.Count);

        while (!rests.IsCompleted)
        {
            time.Advance(TimeSpan.FromMilliseconds(25));
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        Assert.Empty((await rests)["result"]!["items"]!.AsArray());
        Assert.Equal(3, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task A_request_in_another_document_ends_nothing()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var gate = new TaskCompletionSource();
        server.Completion.Before = gate.Task;
        var (line, character) = await OpenAsync(server, Greeting);
        await server.Client.OpenAsync("file:///code/Other.cs", "class Other { }");

        var one = server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        await server.Completion.FirstCall;
        var other = server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At("file:///code/Other.cs", 0, 14));
        gate.SetResult();
        await other;

        Assert.Single((await one)["result"]!["items"]!.AsArray());
    }

    [Theory]
    [InlineData("csharp", Uri, 1)]
    [InlineData("CSharp", Uri, 1)]
    [InlineData("csharp", "untitled:Untitled-1", 1)]
    [InlineData("", Uri, 1)]
    [InlineData("plaintext", "file:///code/notes.txt", 0)]
    [InlineData("razor", "file:///code/a.razor", 0)]
    [InlineData("vb", "file:///code/a.vb", 0)]
    public async Task Only_C_sharp_is_completed(string languageId, string uri, int calls)
    {
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(uri, "class A;", languageId: languageId);
        var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(uri, 0, 0));

        Assert.Empty(response["result"]!["items"]!.AsArray());
        Assert.Equal(calls, server.Completion.Calls.Count);
    }

    [Fact]
    public async Task A_document_that_is_not_open_has_no_completions()
    {
        await using var server = await ServerInProcess.StartAsync();

        var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At("file:///nowhere.cs", 3, 4));

        Assert.Empty(response["result"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_position_outside_of_the_text_is_clamped()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, "class A;");

        await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 99, 99));

        Assert.Equal(8, Assert.Single(server.Completion.Calls).Position);
    }

    [Fact]
    public async Task A_selected_item_is_passed_on()
    {
        await using var server = await ServerInProcess.StartAsync();
        var (line, character) = await OpenAsync(server, Greeting.Replace("$$", "Wr$$", StringComparison.Ordinal));

        await CompleteAsync(server, line, character, Selected(line, character - 2, character, "WriteLine"));

        var call = Assert.Single(server.Completion.Calls);
        Assert.Equal("WriteLine", call.Options.RequiredPrefix);
        Assert.Equal(call.Position - 2, call.Options.ReplaceStart);
    }

    [Fact]
    public async Task A_suggestion_that_does_not_extend_the_selected_item_is_not_returned()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Text = "WriteLine();";
        var (line, character) = await OpenAsync(server, Greeting);

        Assert.Empty(await CompleteAsync(server, line, character, Selected(line, character, character, "ReadLine")));
        Assert.Empty(await CompleteAsync(server, line, character, Selected(line, character, character, "WriteLine();")));
        Assert.Empty(await CompleteAsync(server, line, character, Selected(line, character - 3, character, "WriteLine")));
        Assert.Single(await CompleteAsync(server, line, character, Selected(line, character, character, "WriteLine")));
    }

    [Fact]
    public async Task What_was_typed_meanwhile_is_taken_off_the_suggestion()
    {
        await using var server = await ServerInProcess.StartAsync();
        var (line, character, response) = await BeginAsync(server, "WriteLine();");

        await server.Client.ChangeAsync(Uri, 2, (line, character), (line, character), "Wri");
        await ReleaseAsync(server);

        var item = Assert.Single((await response)["result"]!["items"]!.AsArray())!;
        Assert.Equal("teLine();", (string?)item["insertText"]);
        Assert.Equal(LspClient.Range((line, character + 3), (line, character + 3)).ToJsonString(), item["range"]!.ToJsonString());
    }

    [Theory]
    [InlineData("Read")]
    [InlineData("WriteLine();")]
    [InlineData("WriteLine(); ")]
    public async Task A_suggestion_for_an_older_text_is_dropped_when_something_else_was_typed(string typed)
    {
        await using var server = await ServerInProcess.StartAsync();
        var (line, character, response) = await BeginAsync(server, "WriteLine();");

        await server.Client.ChangeAsync(Uri, 2, (line, character), (line, character), typed);
        await ReleaseAsync(server);

        Assert.Empty((await response)["result"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_suggestion_for_an_older_text_is_dropped_when_the_text_changed_elsewhere()
    {
        await using var server = await ServerInProcess.StartAsync();
        var (_, _, response) = await BeginAsync(server, "WriteLine();");

        await server.Client.ChangeAsync(Uri, 2, (0, 0), (0, 0), "// x\n");
        await ReleaseAsync(server);

        Assert.Empty((await response)["result"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_suggestion_for_a_document_that_was_closed_is_dropped()
    {
        await using var server = await ServerInProcess.StartAsync();
        var (_, _, response) = await BeginAsync(server, "WriteLine();");

        await server.Client.NotifyAsync("textDocument/didClose", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = Uri } });
        await ReleaseAsync(server);

        Assert.Empty((await response)["result"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_cancelled_request_is_answered_so()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Before = new TaskCompletionSource().Task;
        var (line, character) = await OpenAsync(server, Greeting);
        var (id, response) = await server.Client.BeginRequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        await server.Completion.FirstCall;

        await server.Client.CancelAsync(id);

        Assert.Equal(-32800, (int)(await response.WaitAsync(LspClient.Patience))["error"]!["code"]!);
        Assert.True((await server.Completion.FirstCall).CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task A_completion_that_fails_is_an_error_of_its_own()
    {
        await using var server = await ServerInProcess.StartAsync();
        server.Completion.Failure = new InvalidOperationException("out of luck");
        var (line, character) = await OpenAsync(server, Greeting);

        var response = await server.Client.RequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));

        Assert.Equal(-32603, (int)response["error"]!["code"]!);
        Assert.Contains("out of luck", (string?)response["error"]!["message"], StringComparison.Ordinal);
        Assert.Contains(server.Log.All, l => l.StartsWith("Error: textDocument/inlineCompletion failed", StringComparison.Ordinal));
        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task A_burst_of_requests_and_edits_keeps_every_request_at_its_text()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync(Uri, "");

        var responses = new List<Task<JsonObject>>();
        for (var i = 1; i <= 50; i++)
        {
            await server.Client.ChangeAsync(Uri, i + 1, (0, i - 1), (0, i - 1), "x");
            var (id, response) = await server.Client.BeginRequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, 0, i));
            responses.Add(response);
            if (i % 3 == 0)
            {
                await server.Client.CancelAsync(id);
            }
        }

        await Task.WhenAll(responses).WaitAsync(LspClient.Patience);
        Assert.All(server.Completion.Calls, c => Assert.Equal((c.Version - 1, c.Version - 1), (c.Text.Length, c.Position)));
        Assert.All(responses, r => Assert.True(r.Result["result"] is not null || (int)r.Result["error"]!["code"]! == -32800));
        // Cancelled and superseded ones may have been skipped; the newest is neither.
        Assert.Contains(server.Completion.Calls, c => c.Version == 51);
    }

    private static Task TypeAsync(ServerInProcess server, string text, int version, int line, int at) =>
        ReplaceAsync(server, text, version, LspClient.Range((line, at), (line, at)));

    private static Task ReplaceAsync(ServerInProcess server, string text, int version, JsonObject range) =>
        ChangeAsync(server, Uri, version, new JsonObject { ["range"] = range, ["text"] = text });

    private static Task ChangeAsync(ServerInProcess server, string uri, int version, JsonObject change) =>
        server.Client.NotifyAsync(
            "textDocument/didChange",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = uri, ["version"] = version },
                ["contentChanges"] = new JsonArray(change),
            }
        );

    private static async Task<(int Line, int Character)> OpenAsync(ServerInProcess server, string marked)
    {
        var source = MarkedSource.Parse(marked.ReplaceLineEndings("\n"));
        await server.Client.OpenAsync(Uri, source.Text);
        var before = source.Text[..source.Position];
        return (before.Count(c => c == '\n'), before.Length - before.LastIndexOf('\n') - 1);
    }

    private static async Task<JsonArray> CompleteAsync(ServerInProcess server, int line, int character, JsonObject? selected = null)
    {
        var response = await server.Client.RequestAsync(
            "textDocument/inlineCompletion",
            LspClient.At(Uri, line, character, selected: selected)
        );
        return response["result"]!["items"]!.AsArray();
    }

    private static JsonObject Selected(int line, int start, int end, string text) =>
        new() { ["range"] = LspClient.Range((line, start), (line, end)), ["text"] = text };

    /// <summary>A completion that has begun and waits for <see cref="ReleaseAsync"/>.</summary>
    private static async Task<(int Line, int Character, Task<JsonObject> Response)> BeginAsync(ServerInProcess server, string suggestion)
    {
        server.Hold();
        server.Completion.Text = suggestion;
        var (line, character) = await OpenAsync(server, Greeting);
        var (_, response) = await server.Client.BeginRequestAsync("textDocument/inlineCompletion", LspClient.At(Uri, line, character));
        await server.Completion.FirstCall;
        return (line, character, response.WaitAsync(LspClient.Patience));
    }

    /// <summary>Lets the completion go on, once the server has seen everything sent so far.</summary>
    private static async Task ReleaseAsync(ServerInProcess server)
    {
        await server.AssertAliveAsync();
        server.Release();
    }
}
