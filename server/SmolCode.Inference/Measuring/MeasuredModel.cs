using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Measuring;

/// <summary>What a model is worth on this machine, measured with the same requests for each, so that models can be compared.</summary>
public sealed record MeasuredModel
{
    /// <summary>The model by which it was asked for: its name, or its path.</summary>
    public required string Model { get; init; }

    /// <summary>The adapter by which it was asked for, or null.</summary>
    public string? Adapter { get; init; }

    /// <summary>Where it was measured: the computer's name. A data folder may be shared.</summary>
    public required string Computer { get; init; }

    /// <summary>The processor and the library; null where the engine does not tell.</summary>
    public MachineIdentity? Machine { get; init; }

    /// <summary>Layout of the weights that were loaded.</summary>
    public required string Layout { get; init; }

    /// <summary>Threads that computed.</summary>
    public required int Threads { get; init; }

    /// <summary>Milliseconds of a request that nothing is known of: some 700 tokens of prompt, four hypotheses of 12 tokens; median.</summary>
    public required double FirstAnswerMs { get; init; }

    /// <summary>The same when one line more was typed: only that has to be evaluated; median.</summary>
    public required double NextAnswerMs { get; init; }

    /// <summary>Tokens of a prompt evaluated a second, median.</summary>
    public required double PrefillTokensPerSecond { get; init; }

    /// <summary>Tokens decoded a second by each of four hypotheses, median.</summary>
    public required double DecodeTokensPerSecond { get; init; }

    /// <summary>
    /// How well it knows C#: bits for each character of this program's own sources, which are in no training data; less is better. Comparable
    /// between models whatever their vocabulary is.
    /// </summary>
    public required double BitsPerCharacter { get; init; }

    /// <summary>Memory of the engine with the model loaded, in bytes; null where it can't be told.</summary>
    public long? ResidentBytes { get; init; }

    /// <summary>Distance between the quartiles of the first answers, relative to their median: how much other programs disturbed.</summary>
    public required double Spread { get; init; }

    /// <summary>When.</summary>
    public required DateTimeOffset MeasuredAt { get; init; }
}
