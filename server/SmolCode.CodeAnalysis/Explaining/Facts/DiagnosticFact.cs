using System.Collections.Frozen;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Checks;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What the compiler reports for the code, in its own words.</summary>
internal static class DiagnosticFact
{
    private const int Most = 6;

    /// <summary>The compiler does not know a name. Without the project around, that tells of the missing project, not of the code.</summary>
    private static readonly FrozenSet<string> UnknownNames = FrozenSet.ToFrozenSet([
        "CS0103",
        "CS0234",
        "CS0246",
        "CS0400",
        "CS0012",
        "CS0305",
        "CS0308",
    ]);

    /// <summary>A partial member without its other part: generators, which write such parts, don't run in the workspace.</summary>
    private static readonly FrozenSet<string> LeftToGenerators = FrozenSet.ToFrozenSet(["CS8795", "CS9248", "CS9275", "CS9276"]);

    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Nodes.IsEmpty)
        {
            yield break;
        }

        var span = nodes.Span;
        // Of a member and of statements, what may be null is told in more words by the flow of null.
        var isNullToldByFlow =
            nodes.Scope is ExplainedScope.Member or ExplainedScope.Statements
            && context.Model.GetNullableContext(span.Start).WarningsEnabled();
        List<Diagnostic> found =
        [
            .. context
                .Model.GetDiagnostics(span, context.CancellationToken)
                .Where(d =>
                    d.Severity >= DiagnosticSeverity.Warning
                    && !d.IsSuppressed
                    && span.IntersectsWith(d.Location.SourceSpan)
                    && !LeftToGenerators.Contains(d.Id)
                    && !(isNullToldByFlow && NullWarnings.Include(d.Id) && span.Contains(d.Location.SourceSpan))
                )
                .OrderByDescending(d => d.Severity)
                .ThenBy(d => d.Location.SourceSpan.Start)
                .DistinctBy(d => (d.Id, d.GetMessage(CultureInfo.InvariantCulture))),
        ];
        if (context.Depth != AnalysisDepth.Project)
        {
            List<Diagnostic> unknown = [.. found.Where(d => IsUnknown(context, d))];
            if (unknown.Count > 0 || HasUnknownBase(context, nodes))
            {
                // Whatever depends on what is not known may be an error or none; what the parser reports is one in any case.
                found.RemoveAll(d => d.Severity == DiagnosticSeverity.Error && !IsSyntactic(context, d));
            }

            if (unknown.Count > 0)
            {
                var names = unknown.Select(d => CodeQuote.Of(context.Text.ToString(d.Location.SourceSpan))).Distinct();
                yield return new(
                    FactKind.Diagnostic,
                    $"{EnglishList.Of(names, 5)} can't be looked up: {(context.Depth == AnalysisDepth.File ? "only this file is loaded" : "the project is not loaded by MSBuild, so its packages are missing")}.",
                    [.. unknown.Select(d => d.Location.SourceSpan)]
                )
                {
                    Weight = 1,
                };
            }
        }

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

    private static bool IsUnknown(FactContext context, Diagnostic diagnostic) =>
        UnknownNames.Contains(diagnostic.Id)
        && (
            diagnostic.Id != "CS0103"
            // A name that stands alone is one of the type's own, unless another part of it or its base could have it.
            || context.Root.FindNode(diagnostic.Location.SourceSpan, getInnermostNodeForTie: true) is not IdentifierNameSyntax name
            || name.Parent is MemberAccessExpressionSyntax { Expression: var owner } && owner == name
            || name.Ancestors().OfType<TypeDeclarationSyntax>().Any(t => t.Modifiers.Any(SyntaxKind.PartialKeyword))
        );

    private static bool HasUnknownBase(FactContext context, ExplainedNodes nodes)
    {
        for (
            var type = nodes.Type is { } around ? context.Declared(around) as INamedTypeSymbol : null;
            type is not null;
            type = type.BaseType ?? type.ContainingType
        )
        {
            if (type.TypeKind == TypeKind.Error || type.Interfaces.Any(i => i.TypeKind == TypeKind.Error))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsSyntactic(FactContext context, Diagnostic diagnostic) =>
        context
            .Root.SyntaxTree.GetDiagnostics(context.CancellationToken)
            .Any(d => d.Id == diagnostic.Id && d.Location.SourceSpan == diagnostic.Location.SourceSpan);

    /// <summary>Names in messages stand between single quotes.</summary>
    private static string Quoted(string message) => message.Replace('`', '\'');
}
