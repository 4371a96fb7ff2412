namespace SmolCode.Completion;

/// <summary>Where the time of one completion went, in milliseconds.</summary>
/// <param name="ContextMs">Hole, similar code, facts and prompt.</param>
/// <param name="PrefillMs">The engine evaluating the prompt.</param>
/// <param name="DecodeMs">The engine decoding.</param>
/// <param name="CheckMs">Checks, as far as they did not overlap with decoding.</param>
/// <param name="TotalMs">All of it, waiting included.</param>
public sealed record CompletionTimings(double ContextMs, double PrefillMs, double DecodeMs, double CheckMs, double TotalMs);
