namespace SmolCode.LanguageServer.Statistics;

/// <summary>A suggestion as it was sent to the editor.</summary>
internal sealed record OfferedSuggestion
{
    /// <summary>Where what it replaces begins in its document.</summary>
    public required int Start { get; init; }

    /// <summary>The text that replaces it.</summary>
    public required string Text { get; init; }

    /// <summary>UTF-16 units of <see cref="Text"/> that stand before the cursor already.</summary>
    public int Standing { get; init; }

    /// <summary>See <see cref="LoggedSuggestion.Kind"/>.</summary>
    public required string Kind { get; init; }

    /// <summary>See <see cref="LoggedSuggestion.Source"/>.</summary>
    public required string Source { get; init; }

    /// <summary>See <see cref="LoggedSuggestion.ByHand"/>.</summary>
    public bool ByHand { get; init; }

    /// <summary>See <see cref="LoggedSuggestion.Probability"/>.</summary>
    public required double Probability { get; init; }

    /// <summary>See <see cref="LoggedSuggestion.AnswerMs"/>.</summary>
    public required double AnswerMs { get; init; }
}
