using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>A compiler error without the compilation that it came from.</summary>
internal sealed record CompilerError(string Id, string Message, TextSpan Span)
{
    internal string Description => $"{Id}: {Message}";

    /// <summary>The errors among diagnostics; warnings that a project treats as errors don't stop a compiler.</summary>
    internal static IEnumerable<CompilerError> From(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics
            .Where(d => d.DefaultSeverity == DiagnosticSeverity.Error && d.Severity == DiagnosticSeverity.Error)
            .Select(d => new CompilerError(d.Id, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture), d.Location.SourceSpan));
}
