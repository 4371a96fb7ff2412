using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>A member's body: that of a method or constructor, or of a property's accessor.</summary>
/// <param name="Member">The member.</param>
/// <param name="Name">Its name.</param>
/// <param name="Body">A block with its braces, or an expression with its arrow.</param>
internal sealed record BodyPart(MemberDeclarationSyntax Member, SyntaxToken Name, TextSpan Body)
{
    /// <summary>The body around a position; null where there is none, or it isn't closed.</summary>
    internal static BodyPart? At(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Clamp(position - 1, 0, Math.Max(0, root.FullSpan.End - 1)));
        SyntaxNode? accessor = null;
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            switch (node)
            {
                case AccessorDeclarationSyntax:
                    accessor = node;
                    break;
                case MethodDeclarationSyntax method:
                    return Of(method, method.Identifier, method);
                case ConstructorDeclarationSyntax constructor:
                    return Of(constructor, constructor.Identifier, constructor);
                case PropertyDeclarationSyntax property when accessor is not null:
                    return Of(property, property.Identifier, accessor);
                case MemberDeclarationSyntax:
                    return null;
            }
        }

        return null;

        BodyPart? Of(MemberDeclarationSyntax member, SyntaxToken name, SyntaxNode owner)
        {
            var (block, arrow) = owner switch
            {
                BaseMethodDeclarationSyntax method => (method.Body, method.ExpressionBody),
                AccessorDeclarationSyntax one => (one.Body, one.ExpressionBody),
                _ => default,
            };
            TextSpan? body = block is { OpenBraceToken.IsMissing: false, CloseBraceToken.IsMissing: false } ? block.Span : arrow?.Span;
            return body is { } span && span.Start < position && position <= span.End ? new BodyPart(member, name, span) : null;
        }
    }

    /// <summary>Whether there are parameters to speak of.</summary>
    internal bool HasParameters => Member is BaseMethodDeclarationSyntax { ParameterList.Parameters.Count: > 0 };

    /// <summary>Whether a member with this header, but another name, means the same.</summary>
    internal bool CanBeCopied =>
        Member is { Parent: TypeDeclarationSyntax and not InterfaceDeclarationSyntax, ContainsDirectives: false }
        && !Member.Modifiers.Any(m =>
            m.Kind() is SyntaxKind.PartialKeyword or SyntaxKind.ExternKeyword or SyntaxKind.RequiredKeyword
            || (m.IsKind(SyntaxKind.StaticKeyword) && Member is ConstructorDeclarationSyntax)
        )
        && Member switch
        {
            // The constraints of an inherited generic method are inherited with it; messages tell the interface that is named.
            MethodDeclarationSyntax method => method.ExplicitInterfaceSpecifier is null
                && !method.ParameterList.ContainsDiagnostics
                && (method.TypeParameterList is null || !Dropped.Any()),
            // A second constructor of a record may be no copy constructor any more.
            ConstructorDeclarationSyntax constructor => !constructor.ParameterList.ContainsDiagnostics
                && constructor.Parent is not TypeDeclarationSyntax { ParameterList: not null } and not RecordDeclarationSyntax,
            PropertyDeclarationSyntax property => property.ExplicitInterfaceSpecifier is null,
            _ => false,
        };

    /// <summary>What ties the member to others of its name: <c>override</c> and the like.</summary>
    internal IEnumerable<TextSpan> Dropped =>
        Member
            .Modifiers.Where(m =>
                m.Kind() is SyntaxKind.OverrideKeyword or SyntaxKind.VirtualKeyword or SyntaxKind.SealedKeyword or SyntaxKind.NewKeyword
            )
            .Select(m => m.Span);
}
