using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Extensions.Time.Testing;
using SmolCode.Inference.Remote;

namespace SmolCode.Inference.Tests;

/// <summary>Completions from a server on loopback that is well, and from one that is not.</summary>
public sealed class OpenAiLanguageModelTests : IAsyncDisposable
{
    private const string Key = "sk-very-secret";

    private readonly CompletionServer _server = new();
    private readonly FakeTimeProvider _time = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _server.DisposeAsync();

    [Fact]
    public async Task A_stop_rule_ends_the_answer_and_closes_the_connection()
    {
        var gone = new TaskCompletionSource();
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            await e.TokenAsync(" a", -0.25);
            await e.TokenAsync(" + b;\n}", -0.5);
            await e.ClientGoneAsync();
            gone.SetResult();
        });
        await using var model = Model();
        var result = await model.GenerateAsync(Request(), Token);

        var only = Assert.Single(result.Hypotheses);
        Assert.Equal((" a + b;", -0.75, FinishReason.Stop), (only.Text, only.LogProbability, only.Finish));
        Assert.Equal([new TokenScore(2, -0.25), new TokenScore(7, -0.5)], only.Tokens);
        Assert.Equal($"coder at {new Uri(_server.Address).Authority}", result.Model);
        await gone.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task What_is_asked_for_is_what_the_api_defines()
    {
        await using var model = Model();
        await model.GenerateAsync(Request() with { Hypotheses = 1 }, Token);

        var body = Assert.Single(_server.Completions).Body;
        Assert.Equal(
            """{"model":"coder","prompt":"int Add(int a, int b) => return","max_tokens":32,"stream":true,"temperature":0,"logprobs":1}""",
            body.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping })
        );
    }

    [Fact]
    public async Task Candidates_come_in_one_request_the_likeliest_first_and_each_once()
    {
        _server.Answers.Enqueue(async e =>
        {
            Assert.Equal(3, (int)e.Request.Body["n"]!);
            await e.StreamAsync();
            await e.TokenAsync(" b", -2, index: 1);
            await e.TokenAsync(" a", -1, index: 0);
            await e.TokenAsync(" a", -1, index: 2);
            await e.FinishAsync(index: 0);
            await e.FinishAsync(index: 1);
            await e.FinishAsync("length", index: 2);
            await e.DoneAsync();
        });
        await using var model = Model();
        var result = await model.GenerateAsync(Request() with { Hypotheses = 3 }, Token);

        Assert.Equal([(" a", -1.0), (" b", -2.0)], result.Hypotheses.Select(h => (h.Text, h.LogProbability)));
    }

    [Fact]
    public async Task A_server_that_sends_one_candidate_only_is_asked_several_times_at_once_from_then_on()
    {
        await using var model = Model();
        Assert.Single((await model.GenerateAsync(Request() with { Hypotheses = 3 }, Token)).Hypotheses);
        _server.Completions.Clear();

        // None is answered before all have come.
        var all = new TaskCompletionSource();
        _server.Otherwise = async e =>
        {
            if (_server.Completions.Count == 3)
            {
                all.TrySetResult();
            }

            await all.Task;
            await e.CompleteAsync($" {e.Request.Body["seed"]?.ToJsonString() ?? "greedy"}");
        };
        var result = await model.GenerateAsync(Request() with { Hypotheses = 3 }, Token);

        Assert.Equal([" 2", " 3", " greedy"], result.Hypotheses.Select(h => h.Text).Order(StringComparer.Ordinal));
        Assert.All(_server.Completions, c => Assert.Null(c.Body["n"]));
    }

    [Fact]
    public async Task What_a_server_refuses_is_left_out()
    {
        _server.Otherwise = e =>
            e.Request.Body.ContainsKey("n") || e.Request.Body.ContainsKey("logprobs")
                ? e.ErrorAsync(400, "unknown field")
                : e.CompleteAsync(" a", "\n");
        await using var model = Model();
        Assert.Equal([" a"], (await model.GenerateAsync(Request() with { Hypotheses = 2 }, Token)).Hypotheses.Select(h => h.Text));
        _server.Completions.Clear();
        await model.GenerateAsync(Request() with { Hypotheses = 2 }, Token);

        // Remembered: two requests and no refusal.
        Assert.Equal(2, _server.Completions.Count);
    }

    [Fact]
    public async Task Log_probabilities_are_read_in_the_form_of_completions_too()
    {
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            await e.TextAsync(
                """data: {"choices":[{"index":0,"text":" a;","logprobs":{"tokens":[" a",";"],"token_logprobs":[-0.5,-0.25]},"finish_reason":"stop"}]}"""
                    + "\n\n"
            );
            await e.DoneAsync();
        });
        await using var model = Model();
        var only = Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);
        Assert.Equal([new TokenScore(2, -0.5), new TokenScore(3, -0.25)], only.Tokens);
    }

    [Fact]
    public async Task Without_log_probabilities_agreement_counts()
    {
        _server.Otherwise = async e =>
        {
            await e.StreamAsync();
            await e.TokenAsync(" a", null, index: 0);
            await e.TokenAsync(" a", null, index: 1);
            await e.TokenAsync(" b", null, index: 2);
            foreach (var index in (int[])[0, 1, 2])
            {
                await e.FinishAsync(index: index);
            }

            await e.DoneAsync();
        };
        await using var model = Model();
        var result = await model.GenerateAsync(Request() with { Hypotheses = 3 }, Token);

        Assert.Equal(
            [(" a", 2 / 4.0), (" b", 1 / 4.0)],
            result.Hypotheses.Select(h => (h.Text, Math.Round(Math.Exp(h.LogProbability), 6)))
        );
        Assert.All(result.Hypotheses, h => Assert.Empty(h.Tokens));
        Assert.All(result.Hypotheses, h => Assert.Null(h.ModelLogProbability));
    }

    [Theory]
    [InlineData("return ", "return", " a;", "a;")]
    [InlineData("return ", "return", "a;", "a;")]
    [InlineData("{\n        ", "{\n       ", " a;", "a;")]
    [InlineData("{\n\t\t", "{\n\t", "\ta;", "a;")]
    public async Task The_last_space_before_the_cursor_is_held_back_and_may_come_again(
        string prefix,
        string prompt,
        string answer,
        string expected
    )
    {
        _server.Answers.Enqueue(e => e.CompleteAsync([.. answer.Select(c => c.ToString())]));
        await using var model = Model();
        var result = await model.GenerateAsync(Request(prefix), Token);

        Assert.Equal(prompt, Assert.Single(_server.Completions).Prompt);
        Assert.Equal(expected, Assert.Single(result.Hypotheses).Text);
    }

    [Fact]
    public async Task A_forced_prefix_is_part_of_the_prompt_and_of_the_answer()
    {
        _server.Answers.Enqueue(e => e.CompleteAsync("rite", "()"));
        await using var model = Model();
        var result = await model.GenerateAsync(Request("Console. ") with { ForcedPrefix = "W" }, Token);

        Assert.Equal("Console. W", Assert.Single(_server.Completions).Prompt);
        Assert.Equal("Write()", Assert.Single(result.Hypotheses).Text);
    }

    [Fact]
    public async Task Candidates_that_begin_with_another_name_are_dropped()
    {
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            await e.TokenAsync("Count()", index: 0);
            await e.TokenAsync("Size", index: 1);
            await e.FinishAsync(index: 0);
            await e.FinishAsync(index: 1);
            await e.DoneAsync();
        });
        await using var model = Model();
        var result = await model.GenerateAsync(Request("list.") with { Hypotheses = 2, AllowedNames = ["Count", "Coun"] }, Token);

        Assert.Equal("Count()", Assert.Single(result.Hypotheses).Text);
    }

    [Fact]
    public async Task An_answer_without_end_is_ended_at_the_token_limit()
    {
        var gone = new TaskCompletionSource();
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            var client = e.ClientGoneAsync();
            while (!client.IsCompleted)
            {
                try
                {
                    await e.TokenAsync(" x");
                }
                catch (IOException)
                {
                    break;
                }
            }

            gone.SetResult();
        });
        await using var model = Model();
        var only = Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);

        Assert.Equal((32, FinishReason.Length), (only.Tokens.Length, only.Finish));
        await gone.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task Cancellation_closes_the_connection()
    {
        var begun = new TaskCompletionSource();
        var gone = new TaskCompletionSource();
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            begun.SetResult();
            await e.ClientGoneAsync();
            gone.SetResult();
        });
        await using var model = Model();
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = model.GenerateAsync(Request(), cancel.Token);
        await begun.Task.WaitAsync(Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        await gone.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task At_the_deadline_what_has_arrived_is_the_answer()
    {
        var gone = new TaskCompletionSource();
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            await e.TokenAsync(" a");
            await e.ClientGoneAsync();
            gone.SetResult();
        });
        await using var model = Model(time: TimeProvider.System);
        var result = await model.GenerateAsync(Request() with { DeadlineMs = 1000 }, Token);

        Assert.True(result.DeadlineReached);
        Assert.Equal((" a", FinishReason.Deadline), (Assert.Single(result.Hypotheses).Text, result.Hypotheses[0].Finish));
        await gone.Task.WaitAsync(Token);
    }

    [Fact]
    public async Task A_server_that_sends_no_token_in_time_has_failed()
    {
        var asked = new TaskCompletionSource();
        _server.Otherwise = async e =>
        {
            await e.StreamAsync();
            asked.TrySetResult();
            await e.ClientGoneAsync();
        };
        await using var model = Model();
        var running = model.GenerateAsync(Request() with { DeadlineMs = 1000 }, firstTokenMs: 600, Token);
        await asked.Task.WaitAsync(Token);
        _time.Advance(TimeSpan.FromMilliseconds(601));

        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => running);
        Assert.EndsWith("gave no answer within 601 ms", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_single_failure_is_tried_again_within_the_request()
    {
        _server.Answers.Enqueue(e => e.ErrorAsync(500, "out of luck"));
        _server.Answers.Enqueue(e =>
        {
            e.Cut();
            return Task.CompletedTask;
        });
        await using var model = Model();
        Assert.Equal(" a + b;", Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses).Text);
        Assert.Equal(3, _server.Completions.Count);
    }

    [Fact]
    public async Task Nothing_is_tried_again_where_the_deadline_leaves_no_time()
    {
        _server.Otherwise = e => e.ErrorAsync(503, "loading", "Retry-After: 2\r\n");
        await using var model = Model();
        await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request() with { DeadlineMs = 1500 }, Token));
        Assert.Single(_server.Completions);
    }

    [Fact]
    public async Task A_server_that_is_too_busy_is_left_alone_for_as_long_as_it_says()
    {
        _server.Answers.Enqueue(e => e.ErrorAsync(429, "slow down", "Retry-After: 20\r\n"));
        await using var model = Model();
        var first = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        Assert.Contains("is too busy (429, \"slow down\")", first.Message, StringComparison.Ordinal);

        _time.Advance(TimeSpan.FromSeconds(19));
        Assert.Equal(
            first.Message,
            (await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token))).Message
        );
        Assert.Single(_server.Completions);

        _time.Advance(TimeSpan.FromSeconds(2));
        Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);
    }

    [Fact]
    public async Task A_server_that_fails_twice_is_left_alone_for_a_while()
    {
        _server.Otherwise = e => e.ErrorAsync(500, "out of luck");
        await using var model = Model();
        for (var i = 0; i < 3; i++)
        {
            await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        }

        // Two requests, each tried three times; the third was not sent.
        Assert.Equal(6, _server.Completions.Count);
        _server.Otherwise = e => e.CompleteAsync(" a");
        _time.Advance(TimeSpan.FromSeconds(16));
        Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);
    }

    [Fact]
    public async Task One_failure_among_answers_shuts_nobody_out()
    {
        await using var model = Model();
        for (var i = 0; i < 3; i++)
        {
            await model.GenerateAsync(Request(), Token);
        }

        await FailAsync();
        Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);
        // The next one is alone again.
        _time.Advance(TimeSpan.FromSeconds(11));
        await FailAsync();
        Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);
        await FailAsync();
        var before = _server.Completions.Count;
        await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        Assert.Equal(before, _server.Completions.Count);

        async Task FailAsync()
        {
            for (var i = 0; i < 3; i++)
            {
                _server.Answers.Enqueue(e => e.ErrorAsync(500, "out of luck"));
            }

            await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        }
    }

    [Theory]
    [InlineData("{\"error\":\"\\ud83d\"}")]
    [InlineData("{\"error\":{\"message\":\"\\udc00\"}}")]
    public async Task An_error_whose_text_is_no_unicode_is_an_error_like_others(string body)
    {
        _server.Otherwise = e => e.JsonAsync(500, body);
        await using var model = Model();

        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        Assert.Contains("answers 500", failure.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Misbehaviour =>
        new()
        {
            { "end", "cut the answer off" },
            { "reset", "cut the connection" },
            { "garbage", "sends something that is no JSON" },
            { "array", "sends something else than completions" },
            { "page", "answers with text/html instead of a stream of completions" },
            { "error", "broke off with an error: out of memory" },
            { "line", "sends more than 2,048 KB for one answer" },
            { "bytes", "sends something that is no JSON" },
            { "candidates", "sends candidates that were not asked for" },
        };

    [Theory]
    [MemberData(nameof(Misbehaviour))]
    public async Task What_is_no_answer_is_told_by_what_it_was(string what, string expected)
    {
        _server.Otherwise = async e =>
        {
            if (what == "page")
            {
                await e.HeadAsync(200, "text/html");
                await e.TextAsync("<html>Sign in</html>");
                return;
            }

            await e.StreamAsync();
            await e.TokenAsync(" a");
            switch (what)
            {
                case "reset":
                    e.Cut();
                    break;
                case "garbage":
                    await e.TextAsync("data: {\"choices\": [ oops\n\n");
                    break;
                case "array":
                    await e.TextAsync("data: [1, 2]\n\n");
                    break;
                case "error":
                    await e.TextAsync("data: {\"error\": {\"message\": \"out of\\nmemory\"}}\n\n");
                    break;
                case "line":
                    await e.TextAsync("data: ");
                    for (var i = 0; i < 64; i++)
                    {
                        await e.TextAsync(new string('x', 65536));
                    }

                    break;
                case "bytes":
                    await e.BytesAsync([.. "data: {\"choices\":[{\"index\":0,\"text\":\""u8, 0xC3, 0x28, 0xFF, .. "\"}]}\n\n"u8]);
                    break;
                case "candidates":
                    await e.TokenAsync(" b", index: 7);
                    break;
            }
        };
        await using var model = Model();
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        Assert.Contains(expected, failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Text_in_other_alphabets_arrives_whole()
    {
        _server.Answers.Enqueue(e => e.CompleteAsync(" \"größe", " 数", "😀", "\";"));
        await using var model = Model();
        Assert.Equal(" \"größe 数😀\";", Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses).Text);
    }

    [Fact]
    public async Task A_model_that_the_server_does_not_have_is_told_with_those_that_it_has()
    {
        await using var model = Model(model: "another");
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));

        Assert.Contains("has no model 'another', but: coder. Name one of them", failure.Message, StringComparison.Ordinal);
        Assert.Empty(_server.Completions);
    }

    [Fact]
    public async Task A_server_that_lists_no_models_is_asked_for_the_one_that_is_named()
    {
        _server.Models = e => e.ErrorAsync(404, "no such page");
        await using var model = Model(model: "another");
        await model.GenerateAsync(Request(), Token);
        Assert.Equal("another", (string?)Assert.Single(_server.Completions).Body["model"]);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(295)]
    public async Task A_key_that_comes_back_in_the_middle_of_an_answer_is_in_no_message(int before)
    {
        _server.Otherwise = async e =>
        {
            await e.StreamAsync();
            await e.TextAsync($"data: {{\"error\":{{\"message\":\"{new string('x', before)}{Key} is bad\"}}}}\n\n");
        };
        await using var model = Model();
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));

        Assert.Contains("broke off with an error", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(Key[..4], failure.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task After_a_model_is_gone_the_server_is_asked_which_one_there_is_now()
    {
        _server.Models = Serve("one");
        _server.Answers.Enqueue(e => e.ErrorAsync(404, "The model 'one' does not exist."));
        await using var model = Model();
        await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        _server.Models = Serve("two");
        _time.Advance(TimeSpan.FromSeconds(16));

        Assert.Single((await model.GenerateAsync(Request(), Token)).Hypotheses);
        Assert.Equal(["one", "two"], _server.Completions.Select(c => (string?)c.Body["model"]));

        static Func<CompletionServer.Exchange, Task> Serve(string id) =>
            async e =>
            {
                await e.HeadAsync(200, "application/json");
                await e.TextAsync($"{{\"data\":[{{\"id\":\"{id}\"}}]}}");
            };
    }

    [Fact]
    public async Task The_key_goes_with_every_request_and_into_no_message()
    {
        _server.Otherwise = e => e.ErrorAsync(401, $"Incorrect API key provided: {Key}");
        await using var model = Model();
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));

        Assert.All(_server.All, r => Assert.Equal($"Bearer {Key}", r.Headers["Authorization"]));
        Assert.Contains(
            "refuses the key in SMOLCODE_TEAM_SERVER_KEY (401, \"Incorrect API key provided: ***\")",
            failure.Message,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain(Key, failure.ToString(), StringComparison.Ordinal);
        Assert.Single(_server.Completions);
    }

    [Fact]
    public async Task A_redirection_is_not_followed()
    {
        await using var other = new CompletionServer();
        _server.Otherwise = e => e.JsonAsync(307, "{}", $"Location: {other.Address}/v1/completions\r\n");
        await using var model = Model();
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));

        Assert.Contains("points to another address, where neither code nor key are sent", failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.All);
    }

    [Fact]
    public async Task A_certificate_that_nobody_vouches_for_is_not_taken()
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        using var certificate = asked.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var sent = Task.Run(
            async () =>
            {
                using var client = await listener.AcceptTcpClientAsync(Token);
                await using var stream = new SslStream(client.GetStream());
                try
                {
                    await stream.AuthenticateAsServerAsync(certificate);
                    return await stream.ReadAsync(new byte[1], Token);
                }
                catch (Exception e) when (e is AuthenticationException or IOException)
                {
                    return 0;
                }
            },
            Token
        );
        var address = $"https://localhost:{((IPEndPoint)listener.LocalEndpoint).Port}";
        await using var model = new OpenAiLanguageModel(TeamServerOptions.Read(new TeamServerChoice(address), Key, out _)!, _time);
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));

        Assert.Contains("has a certificate that this machine does not trust", failure.Message, StringComparison.Ordinal);
        Assert.Equal(0, await sent);
    }

    [Fact]
    public async Task What_the_server_says_of_its_model_is_known()
    {
        await using var model = Model();
        var info = await model.GetInfoAsync(Token);
        Assert.Equal(($"coder at {new Uri(_server.Address).Authority}", 2048, "remote"), (info.Name, info.ContextLength, info.Layout));
    }

    [Fact]
    public async Task Given_texts_are_not_scored()
    {
        await using ILanguageModel model = Model();
        await Assert.ThrowsAsync<NotSupportedException>(async () =>
            await model.ScoreAsync(
                new ScoreRequest
                {
                    Prompt = new FillInPrompt { Prefix = "a" },
                    Continuations = ["b"],
                },
                Token
            )
        );
    }

    private static GenerateRequest Request(string prefix = "int Add(int a, int b) => return") =>
        new()
        {
            Prompt = new FillInPrompt { Prefix = prefix },
            Stop = new StopRules(),
        };

    private OpenAiLanguageModel Model(string model = "", TimeProvider? time = null)
    {
        var options = TeamServerOptions.Read(new TeamServerChoice(_server.Address, model), Key, out var problem);
        Assert.Null(problem);
        // Retries at once: the clock of these tests stands still.
        return new OpenAiLanguageModel(options!.With(retryDelay: TimeSpan.Zero), time ?? _time);
    }
}
