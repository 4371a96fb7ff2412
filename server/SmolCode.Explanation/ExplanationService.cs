using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Explanation.Composing;
using SmolCode.Explanation.Telling;
using SmolCode.Inference;

namespace SmolCode.Explanation;

/// <summary>
/// From a selection to an explanation: the compiler's facts, put in the order that a reader needs them in, then the model's summary of them
/// where it holds against them. Without a model the explanation is whole all the same.
/// </summary>
public sealed partial class ExplanationService : IExplanationService
{
    /// <summary>UTF-16 units of code that are explained ahead: about 3,000 lines. Who goes farther away waits for what is there to be bound.</summary>
    private const int MostWarmed = 120_000;

    private readonly ILanguageModel? model;
    private readonly TimeProvider time;
    private readonly ILogger logger;

    /// <summary>Creates the service.</summary>
    /// <param name="model">A model that answers in prose: the bundled one without the adapter. Null: templates alone.</param>
    /// <param name="loggerFactory">Where logs go.</param>
    /// <param name="time">The clock.</param>
    public ExplanationService(ILanguageModel? model, ILoggerFactory? loggerFactory = null, TimeProvider? time = null)
    {
        this.model = model;
        this.time = time ?? TimeProvider.System;
        logger = (loggerFactory ?? NullLoggerFactory.Instance).CreateLogger<ExplanationService>();
    }

    /// <inheritdoc />
    public async Task<CodeExplanation> ExplainAsync(
        DocumentSnapshot snapshot,
        TextSpan selection,
        ExplanationOptions options,
        Action<string>? parts,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        ArgumentNullException.ThrowIfNull(options);
        var started = time.GetTimestamp();
        var code = await CodeFactFinder.FindAsync(snapshot, selection, cancellationToken);
        var sentences = Composition.Of(code);
        var factsMs = ElapsedMs(started);
        parts?.Invoke(MarkdownText.Of(code, sentences, options.Link));

        var known = code.Facts;
        code = await NullFlowFinder.AddToAsync(snapshot, code, cancellationToken);
        if (code.Facts != known)
        {
            sentences = Composition.Of(code);
            if (
                code.Facts.Where(f => f.Kind == FactKind.Nullability && !known.Contains(f)).Select(f => f.Text).ToList() is
                { Count: > 0 } added
            )
            {
                parts?.Invoke($"\n{string.Join(' ', added)}\n");
            }
        }

        if (
            options.CallerLimit > TimeSpan.Zero
            && await CallerFinder.FindAsync(snapshot, code, options.CallerLimit, time, cancellationToken) is { } callers
        )
        {
            code = code with { Facts = code.Facts.Add(callers) };
            sentences = Composition.Of(code);
            parts?.Invoke($"\n{callers.Text}\n");
        }

        Told told = new([], null, null);
        if (options.UseModel && model is not null && code.Scope is (ExplainedScope.Member or ExplainedScope.Statements) && HasSteps(code))
        {
            told = await TellAsync(code, sentences, options, started, parts, cancellationToken);
            sentences = told.Summary is { } summary ? sentences.Insert(0, summary) : sentences;
        }

        return new CodeExplanation
        {
            Markdown = MarkdownText.Of(code, sentences, options.Link),
            Sentences = sentences,
            Code = code,
            Dropped = told.Dropped,
            ModelProblem = told.Problem,
            Timings = new ExplanationTimings(factsMs, told.FirstWordMs, ElapsedMs(started)),
        };
    }

    /// <inheritdoc />
    public async Task WarmAsync(DocumentSnapshot snapshot, int position, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var characters = 0;
        foreach (var member in await CodeFactFinder.MembersAroundAsync(snapshot, position, cancellationToken))
        {
            if (characters == 0)
            {
                // Once with all that comes after the facts: who uses it is found by an index of the files' names, made at the first search.
                await ExplainAsync(snapshot, member, new ExplanationOptions { UseModel = false }, parts: null, cancellationToken);
            }
            else
            {
                Composition.Of(await CodeFactFinder.FindAsync(snapshot, member, cancellationToken));
            }

            characters += member.Length;
            if (characters > MostWarmed)
            {
                break;
            }
        }
    }

    private async Task<Told> TellAsync(
        ExplainedCode code,
        ImmutableArray<ExplanationSentence> sentences,
        ExplanationOptions options,
        long started,
        Action<string>? parts,
        CancellationToken cancellationToken
    )
    {
        GenerateResult result;
        try
        {
            result = await model!.GenerateAsync(SummaryRequest.Of(code, sentences, options.ModelLimit), cancellationToken);
        }
        catch (LanguageModelUnavailableException exception)
        {
            LogUnavailable(exception.Message);
            return new Told([], null, null) { Problem = exception.Message };
        }

        var firstWordMs = ElapsedMs(started);
        var check = new SentenceCheck(code);
        var dropped = ImmutableArray.CreateBuilder<DroppedSentence>();
        foreach (var hypothesis in result.Hypotheses)
        {
            var text = SummaryRequest.Sentence(code, hypothesis.Text);
            if (check.Refuse(text, sentences) is not { } reason)
            {
                var summary = new ExplanationSentence(ExplanationSection.Summary, text, SentenceOrigin.Model, check.Spans(text));
                parts?.Invoke($"\n{text}\n");
                return new Told(dropped.ToImmutable(), summary, firstWordMs);
            }

            if (!dropped.Any(d => d.Text == text))
            {
                dropped.Add(new DroppedSentence(text, reason));
            }
        }

        return new Told(dropped.ToImmutable(), null, firstWordMs);
    }

    /// <summary>There is something to sum up: what a type is, or a field, its declaration says, and a model only guesses.</summary>
    private static bool HasSteps(ExplainedCode code) => code.Facts.Any(f => f.Clause is not null || f.Lead is not null);

    private double ElapsedMs(long since) => time.GetElapsedTime(since).TotalMilliseconds;

    private sealed record Told(ImmutableArray<DroppedSentence> Dropped, ExplanationSentence? Summary, double? FirstWordMs)
    {
        public string? Problem { get; init; }
    }

    [LoggerMessage(1, LogLevel.Warning, "The model took no part in an explanation: {Reason}")]
    private partial void LogUnavailable(string reason);
}
