using SmolCode.Evaluation.Proof;
using SmolCode.Learning;

namespace SmolCode.Output;

/// <summary>A line of <c>smolcode learn --json</c>. Event: note, step, paused, proof, plan, stopped, failed or done.</summary>
internal sealed record LearnProgressLine(string Event)
{
    /// <summary>For people.</summary>
    public string? Message { get; init; }

    /// <summary>Steps that are done, or completions with proof.</summary>
    public int? Step { get; init; }

    /// <summary>Completions in all, with proof.</summary>
    public int? Steps { get; init; }

    /// <summary>Weighted cross-entropy of the step in nats.</summary>
    public double? Loss { get; init; }

    /// <summary>The same, smoothed.</summary>
    public double? SmoothedLoss { get; init; }

    /// <summary>Tokens that were read.</summary>
    public long? Tokens { get; init; }

    /// <summary>Tokens a second of the step.</summary>
    public double? TokensPerSecond { get; init; }

    /// <summary>Seconds that steps took.</summary>
    public double? ElapsedSeconds { get; init; }

    /// <summary>Seconds of steps that are left.</summary>
    public double? RemainingSeconds { get; init; }

    /// <summary>What came of it, with done.</summary>
    public LearnedAdapter? Adapter { get; init; }

    /// <summary>What it is worth, with done; null: nothing could be proven.</summary>
    public ProofReport? Proof { get; init; }

    /// <summary>What would be done, with plan.</summary>
    public LearnPlan? Plan { get; init; }

    /// <summary>Whether it is used in its workspaces from now on, with done.</summary>
    public bool? IsUsed { get; init; }
}
