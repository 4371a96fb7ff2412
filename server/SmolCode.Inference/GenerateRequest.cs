using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>A request for continuations of a prompt.</summary>
public sealed record GenerateRequest
{
    /// <summary>What the model is shown.</summary>
    public required FillInPrompt Prompt { get; init; }

    /// <summary>
    /// Number of hypotheses decoded together. 1 is greedy (or one sample); more is a beam search, the hypotheses sharing the prompt's
    /// KV cells, best first by <see cref="Hypothesis.LogProbability"/> / tokens^<see cref="LengthExponent"/>.
    /// </summary>
    public int Hypotheses { get; init; } = 1;

    /// <summary>Exponent of the length normalisation of the beam.</summary>
    public double LengthExponent { get; init; } = 0.8;

    /// <summary>
    /// A hypothesis that is so much less likely (natural logarithm of its whole probability) than the likeliest one, ended or not, is given up:
    /// relative threshold pruning (Freitag and Al-Onaizan 2017, "Beam Search Strategies for Neural Machine Translation"). Its probability can only
    /// fall. Null: none is, so that as many are returned as were asked for.
    /// </summary>
    public double? GiveUpBelow { get; init; }

    /// <summary>Sampling; null decodes deterministically.</summary>
    public Sampling? Sampling { get; init; }

    /// <summary>Where a hypothesis ends.</summary>
    public required StopRules Stop { get; init; }

    /// <summary>
    /// Holds back the prompt's last token (all of its trailing white space) and lets longer tokens cover the bytes held back.
    /// </summary>
    public bool TokenHealing { get; init; } = true;

    /// <summary>Text that every hypothesis begins with; it is part of the returned text. Need not end at a token boundary.</summary>
    public string ForcedPrefix { get; init; } = "";

    /// <summary>
    /// Names of which one has to come next, after <see cref="ForcedPrefix"/>, whole: what follows it is no letter, digit or underscore, or the
    /// end. Log-probabilities stay the model's, not made relative to the set. To decode again from the middle of an answer, force the text
    /// before the name. Empty: anything.
    /// </summary>
    public ImmutableArray<string> AllowedNames { get; init; } = [];

    /// <summary>What n-grams of the workspace have to say; null: nothing.</summary>
    public NgramRules? Ngrams { get; init; }

    /// <summary>Milliseconds from the engine's receipt of the request after which what is ready is returned. Null: none.</summary>
    public double? DeadlineMs { get; init; }
}
