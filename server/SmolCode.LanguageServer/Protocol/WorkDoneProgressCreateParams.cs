namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>window/workDoneProgress/create</c>.</summary>
/// <param name="Token">Names the progress.</param>
internal sealed record WorkDoneProgressCreateParams(string Token);
