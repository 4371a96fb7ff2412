using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Proof;

/// <summary>Compiles test files against what the test project references, and the code under test as it is run.</summary>
internal sealed class TestCompilation(TestProject project, ImmutableArray<MetadataReference> projects)
{
    /// <summary>Compiles a file; warnings count as they do in the project.</summary>
    /// <returns>The image, or the errors and the methods that they are in.</returns>
    public (ImmutableArray<byte> Image, ImmutableArray<Diagnostic> Errors, ImmutableHashSet<string> Methods) Compile(
        string text,
        string assemblyName,
        bool strict,
        CancellationToken cancellationToken
    )
    {
        var tree = CSharpSyntaxTree.ParseText(
            text,
            project.ParseOptions,
            path: "Generated.cs",
            encoding: System.Text.Encoding.UTF8,
            cancellationToken: cancellationToken
        );
        var trees = project
            .GlobalUsings.Select(t => GlobalUsingsOnly((CompilationUnitSyntax)t.GetRoot(cancellationToken)))
            .Select(r => CSharpSyntaxTree.Create(r, project.ParseOptions, encoding: System.Text.Encoding.UTF8))
            .Append(tree);
        var options = Emission
            .OptionsForRunning(project.CompilationOptions)
            .WithOutputKind(OutputKind.DynamicallyLinkedLibrary)
            .WithMainTypeName(null);
        if (strict)
        {
            options = options
                .WithGeneralDiagnosticOption(project.CompilationOptions.GeneralDiagnosticOption)
                .WithSpecificDiagnosticOptions(project.CompilationOptions.SpecificDiagnosticOptions)
                .WithSyntaxTreeOptionsProvider(null);
        }

        var compilation = CSharpCompilation.Create(
            assemblyName,
            trees,
            project.References.Concat(projects),
            options.WithWarningLevel(strict ? project.CompilationOptions.WarningLevel : 0)
        );
        var (image, errors) = Emission.Emit(compilation, cancellationToken);
        var root = tree.GetRoot(cancellationToken);
        return (
            image,
            errors,
            [.. errors.Where(e => e.Location.SourceTree == tree).Select(e => MethodAt(root, e.Location)).OfType<string>()]
        );
    }

    /// <summary>Name of the method that a location is in.</summary>
    public static string? MethodAt(SyntaxNode root, Location location) =>
        root.FindNode(location.SourceSpan)
            .AncestorsAndSelf()
            .OfType<MethodDeclarationSyntax>()
            .LastOrDefault(m => m.Parent is ClassDeclarationSyntax { Parent: BaseNamespaceDeclarationSyntax })
            ?.Identifier.Text;

    // What else such a file holds may need the rest of the project.
    private static CompilationUnitSyntax GlobalUsingsOnly(CompilationUnitSyntax root) =>
        SyntaxFactory.CompilationUnit().WithUsings(SyntaxFactory.List(root.Usings.Where(u => u.GlobalKeyword != default)));
}
