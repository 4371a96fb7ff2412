namespace SmolCode.Inference.Benchmarking;

/// <summary>What the engine does on this machine; ratios are of times measured in one run, alternating.</summary>
public sealed record EngineReport
{
    /// <summary>The model's name.</summary>
    public required string Model { get; init; }

    /// <summary>Layout of the weights.</summary>
    public required string Layout { get; init; }

    /// <summary>Threads that compute.</summary>
    public required int Threads { get; init; }

    /// <summary>CPU variant or GPU.</summary>
    public required string? Backend { get; init; }

    /// <summary>Tokens a second of prompts of some 500 tokens that nothing is known of.</summary>
    public double PrefillTokensPerSecond { get; init; }

    /// <summary>Tokens a second of one greedy hypothesis after such a prompt.</summary>
    public double DecodeTokensPerSecond { get; init; }

    /// <summary>Time of four hypotheses of 12 tokens / time of one.</summary>
    public double FourHypothesesRatio { get; init; }

    /// <summary>Time of 32 member names scored together / one by one.</summary>
    public double Scoring32Ratio { get; init; }

    /// <summary>Time of greedy decoding without drafts / with them, over lines that n-grams know and lines that they don't.</summary>
    public double DraftSpeedup { get; init; }

    /// <summary>Share of the texts that were the same with and without drafts; 1 if all is well.</summary>
    public double DraftEqualTexts { get; init; }

    /// <summary>Share of the drafted tokens that were accepted.</summary>
    public double DraftAcceptance { get; init; }

    /// <summary>Milliseconds from cancelling a beam of four to the answer of the request behind it, median.</summary>
    public double CancelToQuietMs { get; init; }

    /// <summary>Resident memory of the engine with eight documents warm, in MiB.</summary>
    public double ResidentMb { get; init; }

    /// <summary>Tokens that were indexed as n-grams, and milliseconds for it, tokenizing included.</summary>
    public int NgramTokens { get; init; }

    /// <summary>See <see cref="NgramTokens"/>.</summary>
    public double NgramMs { get; init; }

    /// <summary>The n-gram index by itself.</summary>
    public NgramFigures? NgramIndex { get; init; }

    /// <summary>Time of the next keystroke in a prompt of 1,500 tokens, 12 tokens out: ours / the peer's.</summary>
    public double? NextKeyRatio { get; init; }

    /// <summary>Time of switching between four documents with a keystroke in each, 12 tokens out: ours / the peer's.</summary>
    public double? FourDocumentsRatio { get; init; }

    /// <summary>Prefill speed: ours / the peer's.</summary>
    public double? PrefillRatio { get; init; }

    /// <summary>Decode speed: ours / the peer's.</summary>
    public double? DecodeRatio { get; init; }
}
