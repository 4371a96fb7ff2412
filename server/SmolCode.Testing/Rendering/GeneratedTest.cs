using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning;

namespace SmolCode.Testing.Rendering;

/// <summary>A test as it will be written.</summary>
/// <param name="Case">What it does.</param>
/// <param name="Name">Its name.</param>
/// <param name="Origin">What its assertions are made of.</param>
/// <param name="Body">Statements; empty lines part arrange, act and assert.</param>
/// <param name="IsAsync">It awaits.</param>
internal sealed record GeneratedTest(PlannedCase Case, string Name, TestOrigin Origin, ImmutableArray<string> Body, bool IsAsync)
{
    /// <summary>It expects an exception.</summary>
    public bool Throws { get; init; }

    /// <summary>The member under test.</summary>
    public ISymbol Member => Case.Member;
}
