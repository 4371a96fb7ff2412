using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Remote;

namespace SmolCode.Inference.Tests;

/// <summary>
/// The team's server against a real llama-server: <c>tests/real-servers/llama-server.sh</c> builds one and runs these. Skipped where none is
/// named.
/// </summary>
public sealed class RealLlamaServerTests : IAsyncLifetime
{
    private const string Prefix = """
        public sealed class Account
        {
            public decimal Balance { get; private set; }

            public void Deposit(decimal amount)
            {
                if (amount <= 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(amount));
                }

                Balance
        """;

    private LlamaServerProcess? _server;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private LlamaServerProcess Server => _server!;

    public async ValueTask InitializeAsync()
    {
        Assert.SkipUnless(
            LlamaServerProcess.Executable is not null,
            $"{LlamaServerProcess.Variable} names no llama-server; tests/real-servers/llama-server.sh builds one."
        );
        _server = await LlamaServerProcess.StartAsync(Token);
    }

    public async ValueTask DisposeAsync()
    {
        if (_server is { } server)
        {
            await server.DisposeAsync();
        }
    }

    [Fact]
    public async Task It_writes_what_the_server_writes_up_to_the_lines_end()
    {
        var whole = await Server.AskAsync(
            "/v1/completions",
            new System.Text.Json.Nodes.JsonObject
            {
                ["prompt"] = Prefix,
                ["max_tokens"] = 32,
                ["temperature"] = 0,
            }.ToJsonString(),
            Token
        );
        await using var model = Model();
        var result = await model.GenerateAsync(Request(), Token);

        var only = Assert.Single(result.Hypotheses);
        Assert.Equal(((string)whole["choices"]![0]!["text"]!).Split('\n')[0], only.Text);
        Assert.Equal(only.Tokens.Sum(t => t.LogProbability), only.LogProbability, precision: 9);
        Assert.All(only.Tokens, t => Assert.InRange(t.LogProbability, -20, 0));
        Assert.Equal(only.Text.Length, only.Tokens[^1].TextEnd);
    }

    [Fact]
    public async Task It_takes_several_candidates_in_one_request()
    {
        await using var model = Model();
        var result = await model.GenerateAsync(Request() with { Hypotheses = 4 }, Token);

        Assert.NotEmpty(result.Hypotheses);
        Assert.Equal(result.Hypotheses.Select(h => h.Text).Distinct().Count(), result.Hypotheses.Length);
        Assert.All(result.Hypotheses, h => Assert.NotEmpty(h.Tokens));
        Assert.True(model.Features.Several && model.Features.Scores);
    }

    [Fact]
    public async Task More_candidates_than_the_server_has_room_for_are_asked_for_one_by_one()
    {
        await using var model = Model();
        var result = await model.GenerateAsync(Request() with { Hypotheses = 6 }, Token);

        Assert.NotEmpty(result.Hypotheses);
        Assert.False(model.Features.Several);
        Assert.True(model.Features.Scores);
    }

    [Fact]
    public async Task When_nothing_more_is_needed_the_server_stops_computing()
    {
        await using var model = Model();
        var result = await model.GenerateAsync(Request() with { Stop = new StopRules { MaxTokens = 1900 } }, Token);
        Assert.Equal(FinishReason.Stop, Assert.Single(result.Hypotheses).Finish);
        while ((await Server.AskAsync("/slots", null, Token)).AsArray().Any(s => (bool)s!["is_processing"]!))
        {
            await Task.Yield();
        }

        // A line, and what it wrote until it noticed. Left alone it goes on for 350 tokens.
        Assert.InRange(await Server.CountDecodedAsync(Token), 1, 150);
    }

    [Fact]
    public async Task The_context_that_a_slot_has_is_known_and_a_wrong_model_is_not_taken()
    {
        await using var model = Model();
        Assert.Equal(2048, (await model.GetInfoAsync(Token)).ContextLength);

        await using var wrong = Model(model: "another");
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => wrong.GenerateAsync(Request(), Token));
        Assert.Contains($"has no model 'another', but: {LlamaServerProcess.Model}", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_key_is_told()
    {
        await using var model = Model(key: "another");
        var failure = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GenerateAsync(Request(), Token));
        Assert.Contains("refuses the key in SMOLCODE_TEAM_SERVER_KEY (401", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task While_it_is_dead_the_local_model_answers_and_afterwards_the_server_again()
    {
        await using var model = new FallbackLanguageModel(
            new LocalModelDouble(),
            () => LlamaServerProcess.Key,
            NullLogger<FallbackLanguageModel>.Instance
        )
        {
            Tune = o => o.With(breakDuration: TimeSpan.FromMilliseconds(500)),
        };
        var statuses = new List<string?>();
        model.StatusChanged += (_, s) => statuses.Add(s.Message);
        model.Use(new TeamServerChoice(Server.Address));
        var request = Request() with { DeadlineMs = 60_000 };
        Assert.StartsWith(LlamaServerProcess.Model, (await model.GenerateAsync(request, Token)).Model, StringComparison.Ordinal);

        await Server.KillAsync();
        Assert.Equal("Local", (await model.GenerateAsync(request, Token)).Model);

        await Server.StartAgainAsync(Token);
        while ((await model.GenerateAsync(request, Token)).Model == "Local")
        {
            await Task.Yield();
        }

        Assert.Equal([null, "outage", null], statuses.Select(s => s is null ? null : "outage"));
    }

    private static GenerateRequest Request() =>
        new()
        {
            Prompt = new FillInPrompt { Prefix = Prefix },
            Stop = new StopRules(),
        };

    private OpenAiLanguageModel Model(string key = LlamaServerProcess.Key, string model = "")
    {
        var options = TeamServerOptions.Read(new TeamServerChoice(Server.Address, model), key, out var problem);
        Assert.Null(problem);
        return new OpenAiLanguageModel(options!);
    }
}
