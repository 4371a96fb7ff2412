using SmolCode.Inference;

namespace SmolCode.Completion.Prompts;

/// <summary>How many tokens of a prompt go to what.</summary>
/// <param name="Total">The whole prompt.</param>
/// <param name="Prefix">Text before the cursor.</param>
/// <param name="Suffix">Text after the cursor.</param>
/// <param name="Facts">Declarations of types in play.</param>
/// <param name="Windows">Number of windows of other files.</param>
internal sealed record TokenBudget(int Total, int Prefix, int Suffix, int Facts, int Windows)
{
    /// <summary>The adapter was trained on up to 1,024 tokens, answer included (server/models/README.md); more than 800 was not tried.</summary>
    public const int Full = 800;

    private const int Smallest = 200;

    /// <summary>
    /// What a prompt may take to evaluate when the last one of its document is in the cache, in deadlines: a keystroke evaluates only what
    /// it changed, and what a request evaluated before its deadline stays in the cache for the next.
    /// </summary>
    private const double WarmDeadlines = 6;

    /// <summary>And seconds at most.</summary>
    private const double WarmSeconds = 3;

    /// <summary>The same for the first prompt of a document: half of the deadline is left to decode and check.</summary>
    private const double ColdDeadlines = 0.5;

    /// <summary>
    /// And seconds at most, however patient the request: the full prompt is prepared behind it, and the user waits for something to see.
    /// </summary>
    private const double ColdSeconds = 1;

    /// <summary>The budget that a machine of this speed meets the deadline with; the full one without a deadline.</summary>
    public static TokenBudget For(TimeSpan? deadline, ModelInfo info, bool isWarm)
    {
        var total = deadline is { TotalSeconds: var limit }
            ? (int)
                Math.Clamp(
                    info.PrefillTokensPerSecond
                        * (isWarm ? Math.Min(limit * WarmDeadlines, WarmSeconds) : Math.Min(limit * ColdDeadlines, ColdSeconds)),
                    Smallest,
                    Full
                )
            : Full;

        // Steps, so that a speed that is measured anew doesn't move the prompt's beginning all the time.
        total = Math.Min(total / 100 * 100, Math.Max(Smallest, info.ContextLength - 256));
        return new TokenBudget(
            Total: total,
            Prefix: total * 45 / 100,
            Suffix: Math.Min(96, total * 12 / 100),
            Facts: total * 20 / 100,
            Windows: total switch
            {
                >= 600 => 3,
                >= 400 => 2,
                _ => 1,
            }
        );
    }
}
