using System.Collections.Concurrent;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.LanguageServer.Tests;

/// <summary>
/// Suggests what a test tells it to, when the test tells it to. What it suggests goes through the real checker: there is no other way to a
/// suggestion.
/// </summary>
internal sealed class FakeCompletionService : ICompletionService
{
    private readonly TaskCompletionSource<Call> firstWarmed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<Call> firstCall = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What is suggested; null: nothing.</summary>
    public string? Text { get; set; }

    /// <summary>How likely it is.</summary>
    public double Probability { get; set; } = 0.5;

    /// <summary>What is less likely is not suggested.</summary>
    public double LeastShown { get; set; } = 0.35;

    /// <summary>Awaited before answering, with the request's token.</summary>
    public Task Before { get; set; } = Task.CompletedTask;

    /// <summary>Thrown instead of answering.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Every call, in the order of their beginnings.</summary>
    public ConcurrentQueue<Call> Calls { get; } = [];

    /// <summary>The first call, once it has begun.</summary>
    public Task<Call> FirstCall => firstCall.Task;

    public async Task<CompletionResult> CompleteAsync(
        DocumentSnapshot snapshot,
        int position,
        CompletionOptions options,
        CancellationToken cancellationToken
    )
    {
        var call = new Call(snapshot.Text.ToString(), snapshot.Version, position, options, cancellationToken);
        Calls.Enqueue(call);
        firstCall.TrySetResult(call);
        await Before.WaitAsync(cancellationToken);
        if (Failure is not null)
        {
            throw Failure;
        }

        if (Text is null)
        {
            return new CompletionResult { Reason = NoSuggestionReason.NoCandidates };
        }

        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, position, cancellationToken);
        var checker = CandidateChecker.Begin(snapshot, hole, cancellationToken);
        var candidate = await checker.CheckAsync(Text, cancellationToken);
        if (!candidate.Checks.Passed)
        {
            candidate = await checker.RepairAsync(Text, candidate, options.MayAddUsings, cancellationToken) ?? candidate;
        }

        if (candidate.Checks.Passed)
        {
            var suggestion = new Suggestion(candidate, Probability);
            return new CompletionResult
            {
                Suggestions = Probability < LeastShown ? [] : [suggestion],
                Open = new OpenCandidates([suggestion], []),
                HadFullPrompt = true,
                Reason = Probability < LeastShown ? NoSuggestionReason.Unlikely : null,
            };
        }

        return new CompletionResult { Reason = NoSuggestionReason.AllRejected, Message = string.Join("; ", candidate.Checks.NewErrors) };
    }

    /// <summary>Every prompt that was to be prepared.</summary>
    public ConcurrentQueue<Call> Warmed { get; } = [];

    /// <summary>The first of them.</summary>
    public Task<Call> FirstWarmed => firstWarmed.Task;

    public Task WarmAsync(DocumentSnapshot snapshot, int position, CompletionOptions options, CancellationToken cancellationToken)
    {
        var call = new Call(snapshot.Text.ToString(), snapshot.Version, position, options, cancellationToken);
        Warmed.Enqueue(call);
        firstWarmed.TrySetResult(call);
        return Before.WaitAsync(cancellationToken);
    }

    /// <summary>What was asked.</summary>
    internal sealed record Call(string Text, int Version, int Position, CompletionOptions Options, CancellationToken CancellationToken);
}
