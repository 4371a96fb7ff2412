namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>$/progress</c>.</summary>
/// <param name="Token">Names the progress.</param>
/// <param name="Value">What happened.</param>
internal sealed record ProgressParams(string Token, WorkDoneProgressValue Value);
