using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>A hole as the synthesis of expressions sees it.</summary>
internal sealed class TypedPlace
{
    /// <summary>Symbols in scope that values are made of, the nearest first.</summary>
    private const int MaxScope = 120;

    private readonly Lazy<ImmutableArray<ISymbol>> _scope;
    private readonly Lazy<HashSet<string>> _mentioned;

    internal TypedPlace(SemanticModel model, LeftContext left, CancellationToken cancellationToken)
    {
        Model = model;
        Left = left;
        CancellationToken = cancellationToken;
        _scope = new(() => ScopeSymbols.Find(model, left.Token, left.Position, MaxScope, cancellationToken));
        _mentioned = new(() =>
            left.Token.Parent?.AncestorsAndSelf().OfType<BlockSyntax>().LastOrDefault() is { } body
                ?
                [
                    .. body.DescendantTokens()
                        .TakeWhile(t => t.SpanStart < left.WordStart)
                        .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.Parent is IdentifierNameSyntax)
                        .Select(t => t.ValueText),
                ]
                : []
        );
    }

    /// <summary>Knows the code around.</summary>
    internal SemanticModel Model { get; }

    /// <summary>What stands left of the cursor.</summary>
    internal LeftContext Left { get; }

    /// <summary>Ends the synthesis.</summary>
    internal CancellationToken CancellationToken { get; }

    /// <summary>Where names are looked up.</summary>
    internal int Position => Left.Position;

    /// <summary>Locals, parameters and members in scope, innermost first.</summary>
    internal ImmutableArray<ISymbol> Scope => _scope.Value;

    /// <summary>Names that the body uses before the cursor.</summary>
    internal HashSet<string> Mentioned => _mentioned.Value;

    /// <summary>Names of what the loops around go through: changing it there throws at the next round.</summary>
    internal ImmutableHashSet<string> LoopedOver =>
        [
            .. Left.Token.Parent?.AncestorsAndSelf()
                .OfType<CommonForEachStatementSyntax>()
                .Where(l => l.CloseParenToken.Span.End <= Left.WordStart)
                .Select(l =>
                    l.Expression is MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } own ? own.Name : l.Expression
                )
                .OfType<SimpleNameSyntax>()
                .Select(n => n.Identifier.ValueText)
                ?? [],
        ];

    /// <summary>A call's overloads.</summary>
    internal CallCandidates Calls => new(Model, Position, CancellationToken);

    /// <summary>The type that an expression right of a token should have, or null.</summary>
    internal ITypeSymbol? Expected(SyntaxToken token) => new ExpectedType(Model, Position, CancellationToken).After(token);

    /// <summary>Whether a value of a type can stand where another is wanted.</summary>
    internal bool Fits(ITypeSymbol from, ITypeSymbol to) =>
        from.TypeKind != TypeKind.Error
        && (
            CallCandidates.ContainsTypeParameter(to) && to.TypeKind != TypeKind.TypeParameter
                ? SymbolEqualityComparer.Default.Equals(from.OriginalDefinition, to.OriginalDefinition)
                : Model.Compilation.ClassifyCommonConversion(from, to) is { IsImplicit: true, Exists: true }
        );

    /// <summary>A type as it is written here.</summary>
    internal string Name(ITypeSymbol type) => type.ToMinimalDisplayString(Model, Position, SymbolFacts.TypeFormat);

    /// <summary>Arguments of a list that stand before the one that the cursor is in.</summary>
    internal ImmutableArray<ArgumentSyntax> Given(ArgumentListSyntax list)
    {
        var start = Left.WordStart;
        return [.. list.Arguments.Take(list.Arguments.GetSeparators().Count(s => !s.IsMissing && s.Span.End <= start))];
    }
}
