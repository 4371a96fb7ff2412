using System.Collections.Immutable;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing;

/// <summary>What is asked for.</summary>
public sealed record TestGenerationOptions
{
    /// <summary>The framework; null: that of the test project.</summary>
    public TestFramework? Framework { get; init; }

    /// <summary>Path or name of the test project; null: the one that references the code.</summary>
    public string? TestProject { get; init; }

    /// <summary>Calls that reach outside of the process and may be made all the same, e.g. File.Delete.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Time for mutants of one member; what is left then counts as not killed.</summary>
    public TimeSpan MutationBudget { get; init; } = TimeSpan.FromSeconds(15);
}
