namespace SmolCode.Inference.Peers;

/// <summary>A peer's answer with its own timings.</summary>
/// <param name="Text">What it continued with.</param>
/// <param name="TotalMs">Milliseconds from request to answer, as its client sees it.</param>
/// <param name="PromptTokens">Tokens of the prompt that it evaluated.</param>
/// <param name="PromptMs">Milliseconds for them.</param>
/// <param name="DecodedTokens">Tokens decoded.</param>
/// <param name="DecodeMs">Milliseconds for them.</param>
internal sealed record PeerCompletion(string Text, double TotalMs, int PromptTokens, double PromptMs, int DecodedTokens, double DecodeMs);
