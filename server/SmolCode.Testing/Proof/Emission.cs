using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Emit;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Proof;

/// <summary>Compiles to memory.</summary>
internal static class Emission
{
    /// <summary>Options with which a project's compilation is only run here: no warnings, no private key.</summary>
    public static CSharpCompilationOptions OptionsForRunning(CSharpCompilationOptions options)
    {
        options = options
            .WithGeneralDiagnosticOption(ReportDiagnostic.Suppress)
            .WithSpecificDiagnosticOptions(ImmutableDictionary<string, ReportDiagnostic>.Empty)
            .WithReportSuppressedDiagnostics(false)
            .WithOptimizationLevel(OptimizationLevel.Release);
        return options.CryptoKeyFile is not null || !options.CryptoPublicKey.IsEmpty
            ? options.WithPublicSign(true).WithDelaySign(null).WithStrongNameProvider(new DesktopStrongNameProvider())
            : options;
    }

    /// <summary>
    /// The image, or the errors. Attributes of the assembly that are in error are left out: a version that a build computes from tags is none
    /// where there are no tags, and says nothing about what the code does.
    /// </summary>
    public static (ImmutableArray<byte> Image, ImmutableArray<Diagnostic> Errors) Emit(
        Compilation compilation,
        CancellationToken cancellationToken,
        ImmutableArray<EmbeddedResource> resources = default
    )
    {
        while (true)
        {
            using var stream = new MemoryStream();
            var result = compilation.Emit(
                stream,
                manifestResources: resources.IsDefaultOrEmpty
                    ? null
                    : resources
                        .DistinctBy(r => r.Name)
                        .Select(r => new ResourceDescription(r.Name, () => new MemoryStream([.. r.Content]), isPublic: true)),
                options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
                cancellationToken: cancellationToken
            );
            if (result.Success)
            {
                return ([.. stream.ToArray()], []);
            }

            ImmutableArray<Diagnostic> errors = [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)];
            if (WithoutAttributesIn(errors, compilation, cancellationToken) is not { } without)
            {
                return ([], errors);
            }

            compilation = without;
        }
    }

    private static Compilation? WithoutAttributesIn(
        ImmutableArray<Diagnostic> errors,
        Compilation compilation,
        CancellationToken cancellationToken
    )
    {
        var faulty = errors
            .Where(e => e.Location.SourceTree is { } tree && compilation.ContainsSyntaxTree(tree))
            .Select(e => e.Location.SourceTree!.GetRoot(cancellationToken).FindNode(e.Location.SourceSpan))
            .Select(n => n.FirstAncestorOrSelf<AttributeListSyntax>())
            .OfType<AttributeListSyntax>()
            .Where(l => l.Parent is CompilationUnitSyntax)
            .Distinct()
            .GroupBy(l => l.SyntaxTree)
            .ToList();
        foreach (var group in faulty)
        {
            var root = group.Key.GetRoot(cancellationToken).RemoveNodes(group, SyntaxRemoveOptions.KeepDirectives)!;
            compilation = compilation.ReplaceSyntaxTree(group.Key, group.Key.WithRootAndOptions(root, group.Key.Options));
        }

        return faulty.Count == 0 ? null : compilation;
    }
}
