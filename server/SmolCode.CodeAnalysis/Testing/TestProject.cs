using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>The test project that generated tests go to, and how its tests are written.</summary>
public sealed record TestProject
{
    /// <summary>Name of the project.</summary>
    public required string Name { get; init; }

    /// <summary>Absolute path of the project file; null when the project is not there yet.</summary>
    public required string? FilePath { get; init; }

    /// <summary>Absolute path of its folder.</summary>
    public required string Folder { get; init; }

    /// <summary>Namespace of its tests.</summary>
    public required string RootNamespace { get; init; }

    /// <summary>The test framework.</summary>
    public required TestFramework Framework { get; init; }

    /// <summary>What it asserts with.</summary>
    public required AssertionLibrary Assertions { get; init; }

    /// <summary>What it makes test doubles with.</summary>
    public required MockingLibrary Mocks { get; init; }

    /// <summary>Name of its assembly.</summary>
    public required string AssemblyName { get; init; }

    /// <summary>How its files are parsed.</summary>
    public required CSharpParseOptions ParseOptions { get; init; }

    /// <summary>How it is compiled.</summary>
    public required CSharpCompilationOptions CompilationOptions { get; init; }

    /// <summary>Packages and framework that it references; projects are not among them.</summary>
    public required ImmutableArray<MetadataReference> References { get; init; }

    /// <summary>Files of it that hold global usings.</summary>
    public required ImmutableArray<SyntaxTree> GlobalUsings { get; init; }

    /// <summary>Files of it that hold tests.</summary>
    public required ImmutableArray<SyntaxTree> TestFiles { get; init; }

    /// <summary>Names of existing tests have underscores between their parts.</summary>
    public required bool NamesHaveUnderscores { get; init; }

    /// <summary>Existing files have file-scoped namespaces.</summary>
    public required bool FileScopedNamespaces { get; init; }

    /// <summary>How existing tests are laid out and named otherwise.</summary>
    public TestStyle Style { get; init; } = TestStyle.Default;

    /// <summary>Absolute paths of its files: nothing may be written over them.</summary>
    public ImmutableHashSet<string> Files { get; init; } = [];

    /// <summary>Content of the project file, when there is none yet.</summary>
    public string? NewProjectFile { get; init; }

    /// <summary>The solution that the new project belongs to, when there is one.</summary>
    public SolutionEdit? Solution { get; init; }
}
