namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of methods that have none.</summary>
internal sealed record NoParams;
