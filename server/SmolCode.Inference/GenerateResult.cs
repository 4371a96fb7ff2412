using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>Hypotheses for a prompt, best first, and what they cost.</summary>
public sealed record GenerateResult
{
    /// <summary>The hypotheses, best first. Empty when the deadline passed before the first token.</summary>
    public required ImmutableArray<Hypothesis> Hypotheses { get; init; }

    /// <summary>Tokens of the prompt as laid out.</summary>
    public required int PromptTokens { get; init; }

    /// <summary>How many of them were in the KV cache already.</summary>
    public required int ReusedTokens { get; init; }

    /// <summary>Milliseconds spent on evaluating the prompt.</summary>
    public required double PrefillMs { get; init; }

    /// <summary>Milliseconds spent on decoding.</summary>
    public required double DecodeMs { get; init; }

    /// <summary>Tokens guessed ahead from n-grams (<see cref="NgramRules.Drafts"/>), and how many of them the model agreed with.</summary>
    public int DraftedTokens { get; init; }

    /// <summary>See <see cref="DraftedTokens"/>.</summary>
    public int AcceptedTokens { get; init; }

    /// <summary>
    /// What n-grams propose without the model, to where the stop rules end it (<see cref="NgramRules.Proposals"/>); no scores:
    /// <see cref="ILanguageModel.ScoreAsync"/> gives them.
    /// </summary>
    public ImmutableArray<string> NgramTexts { get; init; } = [];

    /// <summary>Name of the model that answered, where it may be another than <see cref="ILanguageModel.GetInfoAsync"/> told of; null: that one.</summary>
    public string? Model { get; init; }

    /// <summary>The deadline cut the search.</summary>
    public bool DeadlineReached { get; init; }
}
