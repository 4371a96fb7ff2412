using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>
/// How a request uses the n-grams of the workspace (<see cref="ILanguageModel.UpdateNgramsAsync"/>) and of its own
/// <see cref="FillInPrompt.Prefix"/> and <see cref="FillInPrompt.Suffix"/>.
/// </summary>
public sealed record NgramRules
{
    /// <summary>
    /// Share of what the n-grams say in the probabilities, as a factor on the one that was measured to work: 0 off, 1 all of it. Sampling
    /// takes the model's probabilities alone.
    /// </summary>
    public double Weight { get; init; }

    /// <summary>
    /// Greedy decoding guesses tokens ahead from the n-grams and has the model check several in one batch. The text is the same as without.
    /// </summary>
    public bool Drafts { get; init; }

    /// <summary>Most continuations that the n-grams propose by themselves (<see cref="GenerateResult.NgramTexts"/>).</summary>
    public int Proposals { get; init; }

    /// <summary>Paths of files that count as if they were not there: always the one that is completed, whose older text is no evidence.</summary>
    public ImmutableArray<string> LeaveOut { get; init; } = [];
}
