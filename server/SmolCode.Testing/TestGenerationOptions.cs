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

    /// <summary>How tests are named; null: as the existing ones are.</summary>
    public NamingTemplate? Naming { get; init; }

    /// <summary>Calls that reach outside of the process and may be made all the same, e.g. File.Delete.</summary>
    public ImmutableArray<string> Allowed { get; init; } = [];

    /// <summary>Time for texts by the language model; zero: it is not asked.</summary>
    public TimeSpan ModelLimit { get; init; } = TimeSpan.FromSeconds(4);

    /// <summary>Time for mutants of one member; what is left then counts as not killed.</summary>
    public TimeSpan MutationBudget { get; init; } = TimeSpan.FromSeconds(15);
}
