using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Documents;
using SmolCode.LanguageServer.Requests;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>What one document sees of another that is not saved.</summary>
public sealed class UnsavedTextsTests : IAsyncDisposable
{
    private const string User = "class A { int n = B.Precious; }";

    private readonly TemporaryFolder folder = new();
    private readonly CodeWorkspace workspace = new();
    private readonly UnsavedTexts unsaved;

    public UnsavedTextsTests() => unsaved = new UnsavedTexts(workspace);

    public async ValueTask DisposeAsync()
    {
        unsaved.Dispose();
        await workspace.DisposeAsync();
        folder.Dispose();
    }

    [Fact]
    public async Task What_was_typed_in_another_document_counts_before_it_is_saved()
    {
        var (user, other) = await OpenAsync();
        Assert.False(await IsKnownAsync());

        var typed = other.With(2, SourceText.From("class B { public static int Precious; }"));
        unsaved.Publish(() => State(user, typed), user);

        Assert.True(await IsKnownAsync());
    }

    [Fact]
    public async Task After_it_is_closed_the_file_counts_again()
    {
        var (user, other) = await OpenAsync();
        var typed = other.With(2, SourceText.From("class B { public static int Precious; }"));
        unsaved.Publish(() => State(user, typed), user);

        unsaved.Close(typed);

        Assert.False(await IsKnownAsync());
    }

    [Fact]
    public async Task It_counts_after_the_workspace_was_loaded_anew_as_well()
    {
        var (user, other) = await OpenAsync();
        var typed = other.With(2, SourceText.From("class B { public static int Precious; }"));
        unsaved.Publish(() => State(user, typed), user);
        await workspace.OpenAsync(WorkspaceLocation.Resolve(folder.Path), trusted: false, progress: null, CancellationToken.None);

        unsaved.Publish(() => State(user, typed), user);

        Assert.True(await IsKnownAsync());
    }

    [Fact]
    public async Task A_request_that_comes_late_does_not_bring_back_what_was_closed()
    {
        var (user, other) = await OpenAsync();
        var typed = other.With(2, SourceText.From("class B { public static int Precious; }"));
        var latest = State(user, typed);
        unsaved.Publish(() => latest, user);
        latest = State(user);
        unsaved.Close(typed);

        unsaved.Publish(() => latest, user);

        Assert.False(await IsKnownAsync());
    }

    private static ServerState State(params OpenDocument[] open) => new() { Documents = open.ToImmutableDictionary(d => d.Uri) };

    private async Task<(OpenDocument User, OpenDocument Other)> OpenAsync()
    {
        var user = folder.Write("A.cs", User);
        var other = folder.Write("B.cs", "class B { }");
        await workspace.OpenAsync(WorkspaceLocation.Resolve(folder.Path), trusted: false, progress: null, CancellationToken.None);
        return (Open(user, User), Open(other, "class B { }"));
    }

    private static OpenDocument Open(string path, string text) => new(new Uri(path).AbsoluteUri, path, "csharp", 1, SourceText.From(text));

    /// <summary>The compiler knows the member at its use.</summary>
    private async Task<bool> IsKnownAsync()
    {
        var path = Path.Combine(folder.Path, "A.cs");
        var snapshot = workspace.GetSnapshot(path, SourceText.From("class A { int n = ; }"), 1);
        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, "class A { int n = ".Length, CancellationToken.None);
        var verdict = await CandidateChecker.Begin(snapshot, hole, CancellationToken.None).CheckAsync("B.Precious", CancellationToken.None);
        return verdict.Checks.Passed;
    }
}
