namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>smolcode/checkTeamServer</c>.</summary>
/// <param name="Url">Address.</param>
/// <param name="Model">The model to ask for; empty: its only one.</param>
/// <param name="Format">Layout of prompts; empty: plain.</param>
/// <param name="Ask">Ask the server; false: only say whether this can be used as it is written.</param>
internal sealed record TeamServerParams(string Url, string Model = "", string Format = "", bool Ask = true);
