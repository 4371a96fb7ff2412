using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Commands of this server.</summary>
/// <param name="Commands">Their identifiers.</param>
internal sealed record ExecuteCommandOptions(ImmutableArray<string> Commands);
