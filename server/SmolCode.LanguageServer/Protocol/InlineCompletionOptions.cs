namespace SmolCode.LanguageServer.Protocol;

/// <summary>Options of inline completion; there are none.</summary>
internal sealed record InlineCompletionOptions();
