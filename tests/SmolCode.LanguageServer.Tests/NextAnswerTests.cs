using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Tests;

/// <summary>When the answer behind a suggestion that is shown is computed, and for whom.</summary>
public sealed class NextAnswerTests : IAsyncDisposable
{
    private const string Uri = "file:///code/A.cs";

    private static readonly SourceText After = SourceText.From("class A { void M() { System.Console.WriteLine();  } }");

    private readonly FakeTimeProvider time = new();
    private readonly FakeCompletionService completion = new();
    private readonly CodeWorkspace workspace = new();
    private readonly RequestCounts counts = new();
    private readonly NextAnswer next;

    public NextAnswerTests() =>
        next = new NextAnswer(new Lazy<ICompletionService>(completion), counts, time, NullLogger<NextAnswer>.Instance);

    public async ValueTask DisposeAsync()
    {
        await next.DisposeAsync();
        await workspace.DisposeAsync();
    }

    [Fact]
    public async Task It_is_computed_once_the_user_rests_with_the_suggestion_shown()
    {
        next.Offered("1", Place(48));
        time.Advance(NextAnswer.Rest);
        Assert.Empty(completion.Calls);

        next.Shown("1");
        Assert.Null(next.Take(Uri, After, 48));
        RestAWhile();

        Assert.Equal((After.ToString(), 48), ((await completion.FirstCall).Text, completion.Calls.Single().Position));
        Assert.Equal(NoSuggestionReason.NoCandidates, (await next.Take(Uri, SourceText.From(After.ToString()), 48)!)!.Reason);
    }

    [Theory]
    [InlineData("file:///code/B.cs", "", 48)]
    [InlineData(Uri, " ", 48)]
    [InlineData(Uri, "", 47)]
    public async Task It_is_for_that_place_alone(string uri, string more, int position)
    {
        next.Offered("1", Place(48));
        next.Shown("1");
        RestAWhile();
        await completion.FirstCall;

        Assert.Null(next.Take(uri, SourceText.From(After + more), position));
    }

    [Fact]
    public async Task A_suggestion_that_is_not_the_last_one_sent_prepares_nothing()
    {
        next.Offered("1", Place(48));
        next.Offered("2", Place(48));
        next.Shown("1");
        RestAWhile();

        Assert.Empty(completion.Calls);
    }

    [Fact]
    public async Task Typing_into_the_suggestion_leaves_it_alone()
    {
        completion.Before = new TaskCompletionSource().Task;
        next.Offered("1", Place(48));
        next.Shown("1");
        RestAWhile();
        var call = await completion.FirstCall;

        next.Offered("2", Place(48));
        next.Shown("2");

        Assert.False(call.CancellationToken.IsCancellationRequested);
        Assert.NotNull(next.Take(Uri, After, 48));
    }

    [Fact]
    public async Task What_has_to_be_computed_ends_it()
    {
        completion.Before = new TaskCompletionSource().Task;
        next.Offered("1", Place(48));
        next.Shown("1");
        RestAWhile();
        var call = await completion.FirstCall;
        var taken = next.Take(Uri, After, 48)!;

        next.Stop();

        Assert.True(call.CancellationToken.IsCancellationRequested);
        Assert.Null(await taken);
        Assert.Null(next.Take(Uri, After, 48));
    }

    [Fact]
    public async Task Once_the_user_went_on_a_late_word_that_it_is_shown_prepares_nothing()
    {
        next.Offered("1", Place(48));
        next.Stop();

        next.Shown("1");
        RestAWhile();

        Assert.Empty(completion.Calls);
    }

    [Theory]
    [InlineData("/code/A.cs", true)]
    [InlineData("/code/B.cs", false)]
    public async Task Other_sources_that_change_end_it_and_the_documents_own_do_not(string changed, bool stays)
    {
        next.Offered("1", Place(48));
        next.Shown("1");
        RestAWhile();
        await completion.FirstCall;

        next.Forget([changed]);

        Assert.Equal(stays, next.Take(Uri, After, 48) is not null);
    }

    [Fact]
    public async Task What_fails_is_computed_anew()
    {
        completion.Failure = new InvalidOperationException("no model");
        next.Offered("1", Place(48));
        next.Shown("1");
        RestAWhile();
        await completion.FirstCall;

        Assert.Null(next.Take(Uri, After, 48) is { } taken ? await taken : null);
    }

    private NextAnswer.Place Place(int position) =>
        new(
            new OpenDocument(Uri, "/code/A.cs", "csharp", 1, SourceText.From("class A { void M() { } }")),
            After,
            position,
            () => workspace.GetSnapshot("/code/A.cs", After, 1),
            new CompletionOptions()
        );

    private void RestAWhile() => time.Advance(NextAnswer.Rest);
}
