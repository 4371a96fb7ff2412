using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmolCode.Inference.Remote;

namespace SmolCode.Inference.Tests;

/// <summary>A team's server with the local model behind it.</summary>
public sealed class FallbackLanguageModelTests : IAsyncDisposable
{
    private readonly CompletionServer _server = new();
    private readonly LocalModelDouble _local = new();
    private readonly FakeTimeProvider _time = new();
    private readonly FallbackLanguageModel _model;
    private readonly List<EngineStatus> _statuses = [];

    public FallbackLanguageModelTests()
    {
        _model = new FallbackLanguageModel(_local, () => null, NullLogger<FallbackLanguageModel>.Instance, _time)
        {
            Tune = o => o.With(retryDelay: TimeSpan.Zero),
        };
        _model.StatusChanged += (_, status) => _statuses.Add(status);
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string Host => new Uri(_server.Address).Authority;

    public async ValueTask DisposeAsync()
    {
        await _model.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public async Task Without_a_server_nothing_is_sent_and_everything_is_the_local_models()
    {
        var result = await _model.GenerateAsync(Request(), Token);
        _local.Raise(EngineState.Preparing, "Repacking");

        Assert.Equal(("local", null), (result.Hypotheses[0].Text, result.Model));
        Assert.Equal([new EngineStatus(EngineState.Preparing, "Repacking")], _statuses);
        Assert.Empty(_server.All);
    }

    [Fact]
    public async Task With_a_server_that_answers_the_local_model_is_not_asked_anything()
    {
        Use();
        var info = await _model.GetInfoAsync(Token);
        var result = await _model.GenerateAsync(Request(), Token);
        await _model.UpdateNgramsAsync([new NgramDocument("A.cs", "class A;")], Token);

        Assert.Equal(($"coder at {Host}", " a + b;", $"coder at {Host}"), (info.Name, result.Hypotheses[0].Text, result.Model));
        Assert.Equal([new EngineStatus(EngineState.Ready, null)], _statuses);
        Assert.Empty(_local.Requests);
        Assert.Empty(_local.Ngrams);
    }

    [Fact]
    public async Task What_the_server_does_not_answer_the_local_model_does_and_the_status_says_so_once()
    {
        Use();
        _server.Otherwise = e => e.ErrorAsync(429, "slow down", "Retry-After: 60\r\n");
        var first = await _model.GenerateAsync(Request(), Token);
        await _model.GenerateAsync(Request(), Token);

        Assert.Equal(("local", "Local"), (first.Hypotheses[0].Text, first.Model));
        Assert.Equal(2, _local.Requests.Count);
        Assert.Single(_server.Completions);
        Assert.Equal(
            [
                new EngineStatus(EngineState.Ready, null),
                new EngineStatus(
                    EngineState.Ready,
                    $"The team server {Host} is too busy (429, \"slow down\"); completing with the local model until it answers again."
                ),
            ],
            _statuses
        );
        Assert.Equal(_statuses[^1].Message, (await _model.GetInfoAsync(Token)).Warning);
    }

    [Fact]
    public async Task When_the_server_answers_again_it_is_used_again_and_the_status_says_so()
    {
        Use();
        _server.Otherwise = e => e.ErrorAsync(500, "out of luck");
        await _model.GenerateAsync(Request(), Token);
        await _model.GenerateAsync(Request(), Token);
        var sent = _server.Completions.Count;
        await _model.GenerateAsync(Request(), Token);
        // The circuit is open.
        Assert.Equal(sent, _server.Completions.Count);

        _server.Otherwise = e => e.CompleteAsync(" back");
        _time.Advance(TimeSpan.FromSeconds(16));
        var result = await _model.GenerateAsync(Request(), Token);

        Assert.Equal(" back", result.Hypotheses[0].Text);
        Assert.Equal([null, "outage", null], _statuses.Select(s => s.Message is null ? null : "outage"));
    }

    [Fact]
    public async Task A_server_that_is_slow_leaves_the_local_model_the_rest_of_the_deadline()
    {
        Use();
        await _model.GetInfoAsync(Token);
        var asked = new TaskCompletionSource();
        _server.Otherwise = async e =>
        {
            await e.StreamAsync();
            asked.SetResult();
            await e.ClientGoneAsync();
        };
        var running = _model.GenerateAsync(Request() with { DeadlineMs = 1000 }, Token);
        await asked.Task.WaitAsync(Token);
        _time.Advance(TimeSpan.FromMilliseconds(601));
        await running;

        Assert.Equal(399, Assert.Single(_local.Requests).DeadlineMs);
    }

    [Fact]
    public async Task Nobody_listening_is_an_outage_too()
    {
        await using (var gone = new CompletionServer())
        {
            _model.Use(new TeamServerChoice(gone.Address));
        }

        Assert.Equal("local", (await _model.GenerateAsync(Request(), Token)).Hypotheses[0].Text);
        Assert.Contains("takes no connection; completing with the local model", _statuses[^1].Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_can_not_be_used_is_told_and_nothing_is_sent()
    {
        _model.Use(new TeamServerChoice("http://coder.example.org"));
        Assert.Equal("local", (await _model.GenerateAsync(Request(), Token)).Hypotheses[0].Text);
        var status = Assert.Single(_statuses);
        Assert.Equal(EngineState.Ready, status.State);
        Assert.Contains("would send code unencrypted", status.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task N_grams_that_were_withheld_are_asked_for_when_the_local_model_is_needed()
    {
        Use();
        await _model.GetInfoAsync(Token);
        await _model.UpdateNgramsAsync([new NgramDocument("A.cs", "class A;")], Token);
        var lost = 0;
        _model.NgramsLost += (_, _) => lost++;
        _server.Otherwise = e => e.ErrorAsync(500, "out of luck");
        await _model.GenerateAsync(Request(), Token);
        await _model.GenerateAsync(Request(), Token);
        await _model.UpdateNgramsAsync([new NgramDocument("B.cs", "class B;")], Token);

        Assert.Equal(1, lost);
        Assert.Equal("B.cs", Assert.Single(_local.Ngrams).Path);
    }

    [Fact]
    public async Task The_local_models_own_troubles_are_told_while_it_answers_for_the_server()
    {
        Use();
        _server.Otherwise = e => e.ErrorAsync(500, "out of luck");
        await _model.GenerateAsync(Request(), Token);
        _local.Raise(EngineState.Failed, "No model.");
        Assert.Equal(new EngineStatus(EngineState.Failed, "No model."), _statuses[^1]);
    }

    [Fact]
    public async Task Another_choice_is_used_from_the_next_request_on()
    {
        Use();
        await _model.GenerateAsync(Request(), Token);
        _model.Use(TeamServerChoice.None);
        Assert.Equal("local", (await _model.GenerateAsync(Request(), Token)).Hypotheses[0].Text);
        Assert.Single(_server.Completions);
    }

    [Fact]
    public async Task A_request_that_is_cancelled_is_no_failure_of_the_server()
    {
        Use();
        var asked = new TaskCompletionSource();
        _server.Answers.Enqueue(async e =>
        {
            await e.StreamAsync();
            asked.SetResult();
            await e.ClientGoneAsync();
        });
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var running = _model.GenerateAsync(Request(), cancel.Token);
        await asked.Task.WaitAsync(Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);

        Assert.Empty(_local.Requests);
        Assert.Equal([new EngineStatus(EngineState.Ready, null)], _statuses);
    }

    private static GenerateRequest Request() =>
        new()
        {
            Prompt = new FillInPrompt { Prefix = "int Add(int a, int b) => return" },
            Stop = new StopRules(),
        };

    private void Use() => _model.Use(new TeamServerChoice(_server.Address));
}
