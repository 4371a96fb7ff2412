using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing;

/// <summary>Tests that were built, run and proven, and all that was found out on the way.</summary>
public sealed record TestGenerationResult
{
    /// <summary>Absolute path of the test file; it is not written.</summary>
    public required string File { get; init; }

    /// <summary>Full name of the class in it that has the tests.</summary>
    public required string ClassName { get; init; }

    /// <summary>Its whole text; null when no test is offered.</summary>
    public required string? Text { get; init; }

    /// <summary>The file is there already, and tests were added to its text.</summary>
    public required bool Exists { get; init; }

    /// <summary>Where the tests belong.</summary>
    public required TestProject TestProject { get; init; }

    /// <summary>Absolute path of the project under test.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>Names of the members that were asked for.</summary>
    public required ImmutableArray<string> Members { get; init; }

    /// <summary>Tests that are offered.</summary>
    public required ImmutableArray<KeptTest> Kept { get; init; }

    /// <summary>What is not offered, and why.</summary>
    public required ImmutableArray<DroppedTest> Dropped { get; init; }

    /// <summary>Contracts that the code breaks.</summary>
    public required ImmutableArray<TestFinding> Findings { get; init; }

    /// <summary>Share of the members' branches that the existing tests of the same class take.</summary>
    public required double BranchesBefore { get; init; }

    /// <summary>Share of the members' branches that the offered tests take together with those.</summary>
    public required double BranchesAfter { get; init; }

    /// <summary>Mutants of the members.</summary>
    public required int Mutants { get; init; }

    /// <summary>Mutants that an offered test kills.</summary>
    public required int Killed { get; init; }

    /// <summary>Mutants that no offered test kills: line and change.</summary>
    public required ImmutableArray<string> Survivors { get; init; }

    /// <summary>The code could not reach the network while it ran.</summary>
    public required bool WithoutNetwork { get; init; }

    /// <summary>The code could write into a temporary folder of its own only.</summary>
    public bool WithReadOnlyFiles { get; init; }

    /// <summary>Texts that the language model proposed; those in kept tests are told there.</summary>
    public int Proposed { get; init; }

    /// <summary>Where the time went.</summary>
    public required TestGenerationTimings Timings { get; init; }
}
