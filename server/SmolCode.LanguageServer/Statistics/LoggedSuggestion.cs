namespace SmolCode.LanguageServer.Statistics;

/// <summary>One row of the log: a suggestion that was shown. Holds no code and no name of anything.</summary>
public sealed record LoggedSuggestion
{
    /// <summary>Chosen at random, so that several servers may write.</summary>
    public required long Id { get; init; }

    /// <summary>When it was shown.</summary>
    public required DateTimeOffset Time { get; init; }

    /// <summary>Kind of the hole, as <c>complete --json</c> names it (member-access).</summary>
    public required string Kind { get; init; }

    /// <summary>Where it came from, as <c>complete --json</c> names it (model).</summary>
    public required string Source { get; init; }

    /// <summary>It was asked for by hand, not while typing.</summary>
    public bool ByHand { get; init; }

    /// <summary>Estimated probability that its first line is what is meant, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>What it adds at the cursor, in UTF-16 units.</summary>
    public required int Length { get; init; }

    /// <summary>How much of it was taken, in UTF-16 units.</summary>
    public int AcceptedLength { get; init; }

    /// <summary>Milliseconds from the request to its answer.</summary>
    public required double AnswerMs { get; init; }

    /// <summary>What became of it.</summary>
    public SuggestionOutcome Outcome { get; init; }

    /// <summary>Share of what was taken that still stood 30 seconds later, 0 to 1; null: nothing was taken, or it is not known.</summary>
    public double? KeptAfter30Seconds { get; init; }

    /// <summary>The same 5 minutes later.</summary>
    public double? KeptAfter5Minutes { get; init; }

    /// <summary>Some of it was taken.</summary>
    public bool WasAccepted => Outcome is SuggestionOutcome.Accepted or SuggestionOutcome.PartlyAccepted;

    /// <summary>
    /// It was what the user wanted: taken, and not for the most part gone 30 seconds later, or typed by hand just so. Null: not known.
    /// </summary>
    public bool? WasMeant =>
        Outcome switch
        {
            SuggestionOutcome.Open => null,
            SuggestionOutcome.TypedByHand => true,
            _ => WasAccepted && KeptAfter30Seconds is null or >= 0.5,
        };
}
