using SmolCode.CodeAnalysis;
using SmolCode.Inference;
using SmolCode.TestSupport;

namespace SmolCode.Completion.Tests;

/// <summary>What the model is told of the workspace's files, and when.</summary>
public sealed class WorkspaceNgramsTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CodeWorkspace workspace = new();
    private readonly ScriptedModel model = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task Files_that_are_loaded_are_sent_once()
    {
        folder.Write("A.cs", "class A { }");
        folder.Write("obj/B.g.cs", "class B { }");
        await using var ngrams = new WorkspaceNgrams(model, workspace);
        ngrams.Begin();

        await OpenAsync();
        await ngrams.WhenSentAsync(Cancellation);

        Assert.Equal([("A.cs", "class A { }")], model.Ngrams.Select(d => (Path.GetFileName(d.Path), d.Text)));
    }

    [Fact]
    public async Task What_was_loaded_before_is_sent_as_well()
    {
        folder.Write("A.cs", "class A { }");
        await OpenAsync();

        await using var ngrams = new WorkspaceNgrams(model, workspace);
        ngrams.Begin();
        await ngrams.WhenSentAsync(Cancellation);

        Assert.Equal("class A { }", Assert.Single(model.Ngrams).Text);
    }

    [Fact]
    public async Task Changes_follow_and_a_deleted_file_is_forgotten()
    {
        var path = folder.Write("A.cs", "class A { }");
        await OpenAsync();
        await using var ngrams = new WorkspaceNgrams(model, workspace);
        ngrams.Begin();
        await ngrams.WhenSentAsync(Cancellation);

        folder.Write("A.cs", "class A2 { }");
        workspace.ApplyFileChanges([new FileChange(path, FileChangeKind.Changed)]);
        await ngrams.WhenSentAsync(Cancellation);
        File.Delete(path);
        workspace.ApplyFileChanges([new FileChange(path, FileChangeKind.Deleted)]);
        await ngrams.WhenSentAsync(Cancellation);

        Assert.Equal(["class A { }", "class A2 { }", null], model.Ngrams.Select(d => d.Text));
    }

    [Fact]
    public async Task Nothing_is_sent_before_it_begins()
    {
        var path = folder.Write("A.cs", "class A { }");
        await OpenAsync();
        await using var ngrams = new WorkspaceNgrams(model, workspace);
        workspace.ApplyFileChanges([new FileChange(path, FileChangeKind.Changed)]);
        await ngrams.WhenSentAsync(Cancellation);
        Assert.Empty(model.Ngrams);

        ngrams.Begin();
        ngrams.Begin();
        await ngrams.WhenSentAsync(Cancellation);
        Assert.Single(model.Ngrams);
    }

    [Fact]
    public async Task A_model_that_cannot_be_had_is_tried_again_with_the_next_change()
    {
        var path = folder.Write("A.cs", "class A { }");
        folder.Write("B.cs", "class B { }");
        await OpenAsync();
        model.NgramFailure = new LanguageModelUnavailableException("Not now.");
        await using var ngrams = new WorkspaceNgrams(model, workspace);
        ngrams.Begin();
        await ngrams.WhenSentAsync(Cancellation);

        model.NgramFailure = null;
        workspace.ApplyFileChanges([new FileChange(path, FileChangeKind.Changed)]);
        await ngrams.WhenSentAsync(Cancellation);

        Assert.Equal(["class A { }", "class B { }"], model.Ngrams.Select(d => d.Text).Order());
    }

    [Fact]
    public async Task An_engine_that_was_started_again_is_told_what_is_true_now()
    {
        var path = folder.Write("A.cs", "class A { }");
        folder.Write("B.cs", "class B { }");
        await OpenAsync();
        await using var ngrams = new WorkspaceNgrams(model, workspace);
        ngrams.Begin();
        await ngrams.WhenSentAsync(Cancellation);
        folder.Write("A.cs", "class A2 { }");
        workspace.ApplyFileChanges([new FileChange(path, FileChangeKind.Changed)]);
        await ngrams.WhenSentAsync(Cancellation);

        model.LoseNgrams();
        await ngrams.WhenSentAsync(Cancellation);

        Assert.Equal(["class A2 { }", "class B { }"], model.Ngrams.Select(d => d.Text).Order());
    }

    private Task OpenAsync() => workspace.OpenAsync(WorkspaceLocation.Resolve(folder.Path), trusted: false, progress: null, Cancellation);
}
