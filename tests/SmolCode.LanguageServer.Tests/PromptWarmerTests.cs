using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.EndToEnd.Tests;
using SmolCode.LanguageServer.Background;

namespace SmolCode.LanguageServer.Tests;

/// <summary>When the prompt of a place that the user looks at is prepared.</summary>
public sealed class PromptWarmerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly FakeCompletionService completion = new();
    private readonly CodeWorkspace workspace = new();
    private readonly PromptWarmer warmer;

    public PromptWarmerTests() =>
        warmer = new PromptWarmer(new Lazy<ICompletionService>(completion), time, NullLogger<PromptWarmer>.Instance);

    public async ValueTask DisposeAsync()
    {
        await warmer.DisposeAsync();
        await workspace.DisposeAsync();
    }

    [Fact]
    public async Task Who_moves_on_before_the_rest_is_over_has_nothing_prepared()
    {
        Begin(1);
        time.Advance(PromptWarmer.Rest / 2);
        Begin(2);
        await RestAsync();

        Assert.Equal(2, (await completion.FirstWarmed).Position);
        Assert.Single(completion.Warmed);
    }

    [Fact]
    public async Task A_completion_ends_it()
    {
        completion.Before = new TaskCompletionSource().Task;
        Begin(1);
        await RestAsync();
        var call = await completion.FirstWarmed;

        warmer.Stop();

        Assert.True(call.CancellationToken.IsCancellationRequested);
    }

    [Fact]
    public async Task What_fails_does_not_keep_the_next_one_from_being_prepared()
    {
        warmer.Begin(() => throw new InvalidOperationException("no snapshot"), 1, new CompletionOptions());
        time.Advance(PromptWarmer.Rest);
        Begin(2);
        await RestAsync();

        Assert.Equal(2, (await completion.FirstWarmed).Position);
    }

    [Fact]
    public async Task The_server_prepares_where_the_client_says_the_user_is()
    {
        await using var server = await ServerInProcess.StartAsync();
        await server.Client.OpenAsync("file:///a.cs", "class A\n{\n}\n");

        await server.Client.NotifyAsync(
            "smolcode/didFocus",
            new JsonObject
            {
                ["textDocument"] = new JsonObject { ["uri"] = "file:///a.cs" },
                ["position"] = new JsonObject { ["line"] = 1, ["character"] = 1 },
            }
        );

        var call = await server.Completion.FirstWarmed.WaitAsync(LspClient.Patience, TestContext.Current.CancellationToken);
        Assert.Equal(("class A\n{\n}\n", 9), (call.Text, call.Position));
    }

    /// <summary>Time goes by until something is prepared: a rest begins only after the one before has ended.</summary>
    private async Task RestAsync()
    {
        while (completion.Warmed.IsEmpty)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(PromptWarmer.Rest);
            await Task.Yield();
        }
    }

    private void Begin(int position) =>
        warmer.Begin(() => workspace.GetSnapshot("/a.cs", SourceText.From("class A { }"), position), position, new CompletionOptions());
}
