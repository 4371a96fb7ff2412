using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Emit;

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

    /// <summary>The image, or the errors.</summary>
    public static (ImmutableArray<byte> Image, ImmutableArray<Diagnostic> Errors) Emit(
        Compilation compilation,
        CancellationToken cancellationToken
    )
    {
        using var stream = new MemoryStream();
        var result = compilation.Emit(
            stream,
            options: new EmitOptions(debugInformationFormat: DebugInformationFormat.Embedded),
            cancellationToken: cancellationToken
        );
        return result.Success
            ? ([.. stream.ToArray()], [])
            : ([], [.. result.Diagnostics.Where(d => d.Severity == DiagnosticSeverity.Error)]);
    }
}
