using System.Collections.Immutable;

namespace SmolCode.CodeAnalysis;

/// <summary>Declarations of the types in play near a hole.</summary>
public static class TypedFacts
{
    /// <summary>Declarations of at most <paramref name="maxTypes"/> types, the most useful last.</summary>
    public static Task<ImmutableArray<CodeWindow>> CollectAsync(
        DocumentSnapshot snapshot,
        Hole hole,
        int maxTypes,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();
}
