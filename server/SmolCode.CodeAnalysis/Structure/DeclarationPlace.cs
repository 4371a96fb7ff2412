using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>A line of a type's body where a member can be declared.</summary>
/// <param name="Type">The type.</param>
/// <param name="Above">The member above; null for the first one.</param>
internal sealed record DeclarationPlace(INamedTypeSymbol Type, MemberDeclarationSyntax? Above)
{
    /// <summary>The place at the cursor; null where no member of a class or struct begins in its line.</summary>
    public static DeclarationPlace? At(StructuralPlace place)
    {
        var before = place.BeforeLine;
        MemberDeclarationSyntax? above = null;
        var declaration = before.Parent as TypeDeclarationSyntax;
        if (declaration is null || before != declaration.OpenBraceToken)
        {
            if (before.Kind() is not (SyntaxKind.CloseBraceToken or SyntaxKind.SemicolonToken))
            {
                return null;
            }

            above = before.Parent?.FirstAncestorOrSelf<MemberDeclarationSyntax>(m => m.GetLastToken() == before);
            declaration = above?.Parent as TypeDeclarationSyntax;
        }

        return
            declaration is not null and not InterfaceDeclarationSyntax
            && !declaration.Modifiers.Any(SyntaxKind.StaticKeyword)
            && place.Declared(declaration) is INamedTypeSymbol type
            ? new DeclarationPlace(type, above)
            : null;
    }

    /// <summary>The name of the member above.</summary>
    public string? NameAbove =>
        Above switch
        {
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            EventDeclarationSyntax member => member.Identifier.ValueText,
            EventFieldDeclarationSyntax { Declaration.Variables: [.., var last] } => last.Identifier.ValueText,
            _ => null,
        };
}
