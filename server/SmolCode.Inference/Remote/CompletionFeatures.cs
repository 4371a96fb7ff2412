namespace SmolCode.Inference.Remote;

/// <summary>What a server takes beyond a prompt; found out by asking.</summary>
/// <param name="Several">Several candidates in one request (<c>n</c>).</param>
/// <param name="Scores">Log-probabilities of what it writes (<c>logprobs</c>).</param>
internal sealed record CompletionFeatures(bool Several, bool Scores)
{
    /// <summary>What is tried first.</summary>
    public static CompletionFeatures All { get; } = new(true, true);

    /// <summary>What to ask for when all of it was refused; null where nothing is left to leave out.</summary>
    /// <param name="candidates">How many candidates were asked for: one is not refused for being several.</param>
    public CompletionFeatures? Fewer(int candidates) =>
        Several && candidates > 1 ? this with { Several = false }
        : Scores ? this with { Scores = false }
        : null;
}
