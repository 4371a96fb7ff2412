using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>What an insertion outside of bodies declares, and the bodies elsewhere in the file that speak of it.</summary>
internal static class DeclaredNames
{
    /// <summary>Names of the types and members that lie in the span, or whose header it is a part of.</summary>
    internal static IEnumerable<string> In(SyntaxNode root, TextSpan span) =>
        root.DescendantNodes(n => n.FullSpan.IntersectsWith(span) && n is not (BlockSyntax or ArrowExpressionClauseSyntax))
            .Where(n => n.FullSpan.IntersectsWith(span) && !IsValueOf(n, span))
            .Select(n =>
                n switch
                {
                    // Type and namespace around an insertion were there before.
                    BaseTypeDeclarationSyntax type when span.Contains(type.Identifier.Span) => type.Identifier,
                    DelegateDeclarationSyntax type => type.Identifier,
                    MethodDeclarationSyntax method => method.Identifier,
                    ConstructorDeclarationSyntax constructor => constructor.Identifier,
                    PropertyDeclarationSyntax property => property.Identifier,
                    EventDeclarationSyntax @event => @event.Identifier,
                    VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier,
                    EnumMemberDeclarationSyntax member => member.Identifier,
                    _ => default,
                }
            )
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && t.ValueText.Length > 0)
            .Select(t => t.ValueText);

    // What a field or property begins with says nothing of its name and type.
    private static bool IsValueOf(SyntaxNode node, TextSpan span) =>
        (
            node switch
            {
                VariableDeclaratorSyntax variable => variable.Initializer,
                PropertyDeclarationSyntax property => property.Initializer,
                EnumMemberDeclarationSyntax member => member.EqualsValue,
                _ => null,
            }
        )
            is { } value
        && span.Start >= value.EqualsToken.Span.End
        && span.End <= value.Span.End + 1;

    /// <summary>Whether the span is in a type's header: its type parameters, bases and constraints.</summary>
    internal static bool IsHeaderOfType(SyntaxNode root, TextSpan span) =>
        span.Start > 0
        && root.FindToken(span.Start - 1).Parent?.FirstAncestorOrSelf<BaseTypeDeclarationSyntax>() is { } type
        && span.Start > type.Identifier.SpanStart
        && (type.OpenBraceToken.IsMissing || type.OpenBraceToken.SpanStart >= span.Start);

    /// <summary>Members apart from the span with a body in which one of the names stands.</summary>
    internal static IEnumerable<TextSpan> BodiesThatMention(SyntaxNode root, IReadOnlySet<string> names, TextSpan apart) =>
        root.DescendantTokens()
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && names.Contains(t.ValueText))
            .Select(t => t.Parent?.AncestorsAndSelf().FirstOrDefault(n => n is MemberDeclarationSyntax and not BaseTypeDeclarationSyntax))
            .OfType<SyntaxNode>()
            .Distinct()
            .Select(m => m.Span)
            .Where(s => !s.IntersectsWith(apart));
}
