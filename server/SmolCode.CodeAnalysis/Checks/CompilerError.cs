using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>A compiler error without the compilation that it came from.</summary>
internal sealed record CompilerError(string Id, string Message, TextSpan Span)
{
    /// <summary>
    /// Warnings for code that nobody means: a possibly mistaken empty statement (CS0642), an assignment as condition (CS0665), to the same
    /// variable (CS1717) or a comparison to it (CS1718), a comparison with null that is always false or true (CS0472, CS8073), a task that is not awaited
    /// (CS4014), code that is not reached any more (CS0162). They count as errors.
    /// </summary>
    private static readonly ImmutableHashSet<string> Mistakes =
    [
        "CS0642",
        "CS0665",
        "CS1717",
        "CS1718",
        "CS0472",
        "CS8073",
        "CS4014",
        "CS0162",
    ];

    internal string Description => $"{Id}: {Message}";

    /// <summary>
    /// The errors among diagnostics, certain mistakes, and null where the project minds it; other warnings that a project treats as errors
    /// don't stop a compiler.
    /// </summary>
    internal static IEnumerable<CompilerError> From(IEnumerable<Diagnostic> diagnostics) =>
        diagnostics
            .Where(d =>
                (d.DefaultSeverity == DiagnosticSeverity.Error && d.Severity == DiagnosticSeverity.Error)
                || Mistakes.Contains(d.Id)
                || NullWarnings.Refute(d.Id)
            )
            .Select(d => new CompilerError(d.Id, d.GetMessage(System.Globalization.CultureInfo.InvariantCulture), d.Location.SourceSpan));
}
