using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmolCode.CodeAnalysis;
using SmolCode.EndToEnd.Tests;
using SmolCode.Explanation;
using SmolCode.LanguageServer.Background;

namespace SmolCode.LanguageServer.Tests;

/// <summary>When a document that the user looks at is explained ahead.</summary>
public sealed class ExplanationWarmerTests : IAsyncDisposable
{
    private readonly FakeTimeProvider time = new();
    private readonly RecordingService service = new();
    private readonly CodeWorkspace workspace = new();
    private readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ExplanationWarmer warmer;

    public ExplanationWarmerTests() =>
        warmer = new ExplanationWarmer(
            new Lazy<IExplanationService>(service),
            workspace,
            () => loaded.Task,
            time,
            NullLogger<ExplanationWarmer>.Instance
        );

    public async ValueTask DisposeAsync()
    {
        await warmer.DisposeAsync();
        await workspace.DisposeAsync();
    }

    [Fact]
    public async Task It_waits_for_the_workspace()
    {
        Begin("/a.cs");
        for (var i = 0; i < 10; i++)
        {
            time.Advance(ExplanationWarmer.Rest);
            await Task.Yield();
        }

        Assert.Empty(service.Warmed);

        loaded.SetResult();
        await WarmedAsync(1);
        Assert.Equal("/a.cs", Assert.Single(service.Warmed).Path);
    }

    [Fact]
    public async Task What_is_asked_for_ends_it_and_it_goes_on_at_the_next_rest()
    {
        loaded.SetResult();
        service.IsHeld = true;
        Begin("/a.cs");
        await WarmedAsync(1);

        service.IsHeld = false;
        warmer.Postpone();

        Assert.True(service.Warmed.First().CancellationToken.IsCancellationRequested);
        await WarmedAsync(2);
        Assert.Equal("/a.cs", service.Warmed.Last().Path);
    }

    [Fact]
    public async Task A_document_is_done_once()
    {
        loaded.SetResult();
        Begin("/a.cs");
        await WarmedAsync(1);
        // The service has returned, and so has what waits for it.
        await warmer.Finished;

        Begin("/a.cs");
        warmer.Postpone();
        Begin("/b.cs");
        await WarmedAsync(2);

        Assert.Equal(["/a.cs", "/b.cs"], service.Warmed.Select(w => w.Path));
    }

    [Fact]
    public async Task A_document_that_changed_is_done_anew_and_another_one_is_not()
    {
        loaded.SetResult();
        Begin("/a.cs");
        await WarmedAsync(1);
        await warmer.Finished;

        warmer.Changed("/b.cs");
        warmer.Changed("/a.cs");
        await WarmedAsync(2);
        await warmer.Finished;

        Assert.Equal(["/a.cs", "/a.cs"], service.Warmed.Select(w => w.Path));
    }

    [Fact]
    public async Task What_was_closed_is_not_explained()
    {
        loaded.SetResult();
        Begin("/a.cs");
        warmer.Forget("/a.cs");
        warmer.Postpone();
        Begin("/b.cs");
        await WarmedAsync(1);

        Assert.Equal("/b.cs", Assert.Single(service.Warmed).Path);
    }

    [Fact]
    public async Task What_was_loaded_anew_is_explained_anew()
    {
        loaded.SetResult();
        var file = Path.Combine(Directory.CreateTempSubdirectory("smolcode-warm").FullName, "a.cs");
        await File.WriteAllTextAsync(file, "class A;", TestContext.Current.CancellationToken);
        Begin(file);
        await WarmedAsync(1);
        await warmer.Finished;

        await workspace.OpenAsync(WorkspaceLocation.Resolve(file), trusted: false, null, TestContext.Current.CancellationToken);

        await WarmedAsync(2);
        Directory.Delete(Path.GetDirectoryName(file)!, recursive: true);
    }

    [Fact]
    public async Task The_server_explains_an_open_document_ahead_and_answers_meanwhile()
    {
        await using var server = new ServerInProcess(time);
        await server.Client.InitializeAsync();
        await server.Client.OpenAsync("file:///a.cs", "class A\n{\n    int F(int n) => n + 1;\n}\n");

        var range = LspClient.Range((2, 10), (2, 10));
        var parameters = new JsonObject
        {
            ["textDocument"] = new JsonObject { ["uri"] = "file:///a.cs" },
            ["range"] = range,
        };
        var answer = server.Client.RequestAsync("smolcode/explain", parameters);
        while (!answer.IsCompleted)
        {
            time.Advance(ExplanationWarmer.Rest);
            await Task.Yield();
        }

        Assert.StartsWith("`F`", (string?)(await answer)["result"]!["markdown"], StringComparison.Ordinal);
        Assert.DoesNotContain(server.Log.All, l => l.Contains("explained ahead", StringComparison.Ordinal));
    }

    private void Begin(string path) =>
        warmer.Begin(path, () => (workspace.GetSnapshot(path, SourceText.From("class A { }"), version: 1), 0));

    /// <summary>Time goes by until so many documents are being explained.</summary>
    private async Task WarmedAsync(int count)
    {
        while (service.Warmed.Count < count)
        {
            TestContext.Current.CancellationToken.ThrowIfCancellationRequested();
            time.Advance(ExplanationWarmer.Rest);
            await Task.Yield();
        }
    }

    private sealed class RecordingService : IExplanationService
    {
        public ConcurrentQueue<(string Path, CancellationToken CancellationToken)> Warmed { get; } = new();

        public volatile bool IsHeld;

        public Task<CodeExplanation> ExplainAsync(
            DocumentSnapshot snapshot,
            TextSpan selection,
            ExplanationOptions options,
            Action<string>? parts,
            CancellationToken cancellationToken
        ) => throw new InvalidOperationException("Nobody asked.");

        public Task WarmAsync(DocumentSnapshot snapshot, int position, CancellationToken cancellationToken)
        {
            // Held: it ends when it is cancelled, and not before.
            var held = IsHeld ? new TaskCompletionSource().Task.WaitAsync(cancellationToken) : Task.CompletedTask;
            Warmed.Enqueue((snapshot.Path, cancellationToken));
            return held;
        }
    }
}
