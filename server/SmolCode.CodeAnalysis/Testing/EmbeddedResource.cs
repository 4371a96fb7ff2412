using System.Collections.Immutable;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>What a build embeds into an assembly, and the code reads from there while it runs.</summary>
/// <param name="Name">The name in the manifest.</param>
/// <param name="Content">The bytes.</param>
public sealed record EmbeddedResource(string Name, ImmutableArray<byte> Content);
