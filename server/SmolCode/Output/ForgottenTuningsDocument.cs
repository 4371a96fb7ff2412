namespace SmolCode.Output;

/// <summary>The JSON document of <c>model tune --reset --json</c>: how many results there were.</summary>
internal sealed record ForgottenTuningsDocument(int Forgotten);
