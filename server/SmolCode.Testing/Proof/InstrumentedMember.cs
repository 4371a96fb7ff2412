using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.Testing.Proof;

/// <summary>A compilation whose members under test report their branches and hold all of their mutants.</summary>
/// <param name="Compilation">The compilation.</param>
/// <param name="Branches">Number of branches.</param>
/// <param name="Mutants">The mutants.</param>
/// <param name="Shares">What of that belongs to which member.</param>
internal sealed record InstrumentedMember(
    CSharpCompilation Compilation,
    int Branches,
    ImmutableArray<Mutant> Mutants,
    ImmutableArray<MemberShare> Shares
);
