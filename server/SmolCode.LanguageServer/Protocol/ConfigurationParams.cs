using System.Collections.Immutable;

namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>workspace/configuration</c>.</summary>
/// <param name="Items">The sections that are asked for.</param>
internal sealed record ConfigurationParams(ImmutableArray<ConfigurationItem> Items);
