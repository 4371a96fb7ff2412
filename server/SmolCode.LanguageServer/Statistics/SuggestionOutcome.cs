namespace SmolCode.LanguageServer.Statistics;

/// <summary>What became of a suggestion that was shown.</summary>
public enum SuggestionOutcome
{
    /// <summary>Not known (yet).</summary>
    Open,

    /// <summary>All of it was taken.</summary>
    Accepted,

    /// <summary>The beginning of it was taken.</summary>
    PartlyAccepted,

    /// <summary>It was dismissed, or left.</summary>
    Rejected,

    /// <summary>Something else was typed in its place.</summary>
    TypedOver,

    /// <summary>The same was typed by hand.</summary>
    TypedByHand,
}
