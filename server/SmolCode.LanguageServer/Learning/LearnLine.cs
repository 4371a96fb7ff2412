using System.Text.Json;

namespace SmolCode.LanguageServer.Learning;

/// <summary>A line that <c>smolcode learn --json</c> writes (docs/training.md). What the server only hands on is as it came.</summary>
/// <param name="Event">note, step, paused, proof, plan, stopped, failed or done.</param>
/// <param name="Message">For people.</param>
/// <param name="Step">Steps that are done; completions of the proof that are done.</param>
/// <param name="Steps">Completions of the proof in all.</param>
/// <param name="Loss">Weighted cross-entropy of the step in nats.</param>
/// <param name="SmoothedLoss">The same, smoothed.</param>
/// <param name="Tokens">Tokens that were read.</param>
/// <param name="TokensPerSecond">Of the step.</param>
/// <param name="ElapsedSeconds">That steps took.</param>
/// <param name="RemainingSeconds">Of steps that are left.</param>
/// <param name="Plan">What would be done.</param>
/// <param name="Adapter">What came of it.</param>
/// <param name="Proof">What that is worth.</param>
/// <param name="IsUsed">It is used in its workspaces from now on.</param>
internal sealed record LearnLine(
    string Event,
    string? Message = null,
    int? Step = null,
    int? Steps = null,
    double? Loss = null,
    double? SmoothedLoss = null,
    long? Tokens = null,
    double? TokensPerSecond = null,
    double? ElapsedSeconds = null,
    double? RemainingSeconds = null,
    JsonElement? Plan = null,
    JsonElement? Adapter = null,
    JsonElement? Proof = null,
    bool? IsUsed = null
);
