using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>
/// Every name and keyword that the compiler accepts at the beginning of an expression, a statement, a type, a pattern or an attribute. A
/// literal, an opening bracket, or a name that is declared there may stand in their place: the set says what a name that does not bind can
/// be instead, not what can be written.
/// </summary>
internal static class AcceptedNames
{
    private static readonly ImmutableArray<string> TypeKeywords =
    [
        .. SyntaxFacts.GetKeywordKinds().Where(SyntaxFacts.IsPredefinedType).Select(SyntaxFacts.GetText),
    ];

    private static readonly ImmutableArray<string> ExpressionKeywords =
    [
        "new",
        "this",
        "base",
        "null",
        "true",
        "false",
        "default",
        "typeof",
        "nameof",
        "sizeof",
        "checked",
        "unchecked",
        "throw",
        "stackalloc",
        "delegate",
        "static",
        "async",
        "from",
        "ref",
        "global",
        "dynamic",
    ];

    private static readonly ImmutableArray<string> StatementKeywords =
    [
        "if",
        "for",
        "foreach",
        "while",
        "do",
        "switch",
        "try",
        "return",
        "yield",
        "throw",
        "using",
        "lock",
        "fixed",
        "goto",
        "break",
        "continue",
        "const",
        "var",
        "unsafe",
        "scoped",
        "case",
        "default",
        "else",
        "catch",
        "finally",
    ];

    private static readonly ImmutableArray<string> AttributeTargets =
    [
        "assembly:",
        "module:",
        "field:",
        "event:",
        "method:",
        "param:",
        "property:",
        "return:",
        "type:",
        "typevar:",
    ];

    /// <summary>The names for a kind of place; empty where they are not known.</summary>
    internal static ImmutableArray<string> At(HoleKind kind, LeftContext left, SemanticModel model)
    {
        var position = left.WordStart;
        return kind switch
        {
            HoleKind.Type => Of(
                Types(),
                [.. TypeKeywords, "dynamic", "global", "class", "struct", "notnull", "unmanaged", "new", "ref", "delegate"]
            ),
            HoleKind.Attribute when left.Token.Parent is AttributeListSyntax => Of(Attributes(), AttributeTargets),
            HoleKind.Pattern => Of(
                model
                    .LookupSymbols(position)
                    .Where(s => s is INamespaceOrTypeSymbol or IFieldSymbol { IsConst: true } or ILocalSymbol { IsConst: true }),
                [.. TypeKeywords, "null", "not", "true", "false", "var", "default"]
            ),
            HoleKind.Argument => Of(model.LookupSymbols(position), [.. Expression(), "out", "ref", "in", .. NamedArguments()]),
            HoleKind.Assignment or HoleKind.Condition or HoleKind.Expression => Of(model.LookupSymbols(position), Expression()),
            HoleKind.StatementStart or HoleKind.BlockStart => Of(model.LookupSymbols(position), [.. Expression(), .. StatementKeywords]),
            _ => [],
        };

        IEnumerable<ISymbol> Types() => model.LookupNamespacesAndTypes(position);

        // [Obsolete] means ObsoleteAttribute.
        IEnumerable<string> Attributes() =>
            Types()
                .Where(t =>
                    t is INamespaceSymbol
                    || Bases(t as ITypeSymbol).Any(b => b is { Name: "Attribute", ContainingNamespace.Name: "System" })
                )
                .SelectMany(t =>
                    t.Name.EndsWith("Attribute", StringComparison.Ordinal) ? [t.Name, t.Name[..^"Attribute".Length]] : new[] { t.Name }
                );

        ImmutableArray<string> Expression() =>
            [.. TypeKeywords, .. ExpressionKeywords, .. IsAsync() ? ["await"] : ImmutableArray<string>.Empty];

        bool IsAsync() => model.GetEnclosingSymbol(position) is not IMethodSymbol method || method.IsAsync || method.Name.StartsWith('<');

        IEnumerable<string> NamedArguments() =>
            left.Token.Parent is ArgumentListSyntax { Parent: { } call }
                ? new CallCandidates(model, position, CancellationToken.None)
                    .By(call)
                    .SelectMany(m => m.Parameters)
                    .Select(p => p.Name + ":")
                : [];
    }

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol? type)
    {
        for (var at = type; at is not null; at = at.BaseType)
        {
            yield return at;
        }
    }

    private static ImmutableArray<string> Of(IEnumerable<ISymbol> symbols, IEnumerable<string> keywords) =>
        Of(symbols.Where(s => s.CanBeReferencedByName).Select(s => SymbolFacts.Written(s.Name)), keywords);

    private static ImmutableArray<string> Of(IEnumerable<string> names, IEnumerable<string> keywords) =>
        [.. names.Concat(keywords).Distinct(StringComparer.Ordinal)];
}
