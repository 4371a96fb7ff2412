using System.Globalization;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What the compiler reports for the code, in its own words.</summary>
internal static class DiagnosticFact
{
    private const int Most = 6;

    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Nodes.IsEmpty)
        {
            yield break;
        }

        var span = nodes.Span;
        List<Diagnostic> found =
        [
            .. context
                .Model.GetDiagnostics(span, context.CancellationToken)
                .Where(d => d.Severity >= DiagnosticSeverity.Warning && !d.IsSuppressed && span.IntersectsWith(d.Location.SourceSpan))
                .OrderByDescending(d => d.Severity)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .DistinctBy(d => (d.Id, d.GetMessage(CultureInfo.InvariantCulture))),
        ];
        foreach (var diagnostic in found.Take(Most))
        {
            var message = diagnostic.GetMessage(CultureInfo.InvariantCulture).TrimEnd('.');
            yield return new(
                FactKind.Diagnostic,
                $"Line {context.Line(diagnostic.Location.SourceSpan.Start)}: the compiler reports the {(diagnostic.Severity == DiagnosticSeverity.Error ? "error" : "warning")} {diagnostic.Id}, “{Quoted(message)}”.",
                [diagnostic.Location.SourceSpan]
            )
            {
                Weight = 2,
            };
        }

        if (found.Count > Most)
        {
            yield return new(
                FactKind.Diagnostic,
                $"The compiler reports {EnglishList.Count(found.Count - Most, "more problem")} here.",
                [found[Most].Location.SourceSpan]
            );
        }
    }

    /// <summary>Names in messages stand between single quotes.</summary>
    private static string Quoted(string message) => message.Replace('`', '\'');
}
