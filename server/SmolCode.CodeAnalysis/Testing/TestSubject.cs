using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>What tests are to be written for: members, the compilation that they are part of, and where their tests belong.</summary>
public sealed record TestSubject
{
    /// <summary>The type that holds the members.</summary>
    public required INamedTypeSymbol Type { get; init; }

    /// <summary>Methods, constructors, properties, operators, indexers.</summary>
    public required ImmutableArray<ISymbol> Members { get; init; }

    /// <summary>The project of the members.</summary>
    public required CSharpCompilation Compilation { get; init; }

    /// <summary>Projects that it references, transitively, those that others depend on first.</summary>
    public required ImmutableArray<Compilation> Dependencies { get; init; }

    /// <summary>What is embedded, by the name of the assembly.</summary>
    public ImmutableDictionary<string, ImmutableArray<EmbeddedResource>> Resources { get; init; } =
        ImmutableDictionary<string, ImmutableArray<EmbeddedResource>>.Empty;

    /// <summary>Absolute path of the file.</summary>
    public required string Path { get; init; }

    /// <summary>Absolute path of the project file.</summary>
    public required string ProjectPath { get; init; }

    /// <summary>Where the tests belong.</summary>
    public required TestProject TestProject { get; init; }

    /// <summary>Compiles the test project as it is; null for one that is not there yet.</summary>
    public Func<CancellationToken, Task<CSharpCompilation?>>? CompileTestProject { get; init; }

    /// <summary>
    /// Compiles a file (path, text) as a part of the test project and gives its errors; null for a project that is not there yet.
    /// </summary>
    public Func<string, string, CancellationToken, Task<IReadOnlyList<TestFileError>>>? CheckInProject { get; init; }
}
