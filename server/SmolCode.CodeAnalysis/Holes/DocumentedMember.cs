using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Holes;

/// <summary>The declaration that a documentation comment stands before, from the syntax alone.</summary>
internal sealed record DocumentedMember(MemberDeclarationSyntax Declaration)
{
    /// <summary>Finds it from a position within the comment; null where no declaration follows.</summary>
    internal static DocumentedMember? Find(SyntaxNode root, int position)
    {
        var token = root.FindToken(Math.Min(position, Math.Max(0, root.FullSpan.End - 1)));
        var member = token.Parent?.AncestorsAndSelf().OfType<MemberDeclarationSyntax>().LastOrDefault(m => m.GetFirstToken() == token);
        return member is null || token.SpanStart < position ? null : new DocumentedMember(member);
    }

    /// <summary>Names of its parameters.</summary>
    internal IEnumerable<string> Parameters =>
        Declaration switch
        {
            BaseMethodDeclarationSyntax method => method.ParameterList.Parameters.Select(p => p.Identifier.ValueText),
            TypeDeclarationSyntax { ParameterList: { } list } => list.Parameters.Select(p => p.Identifier.ValueText),
            DelegateDeclarationSyntax declaration => declaration.ParameterList.Parameters.Select(p => p.Identifier.ValueText),
            IndexerDeclarationSyntax indexer => indexer.ParameterList.Parameters.Select(p => p.Identifier.ValueText),
            _ => [],
        };

    /// <summary>Names of parameters that can be spoken of: its own, and what a setter is given.</summary>
    internal IEnumerable<string> ParametersInScope =>
        Declaration is BasePropertyDeclarationSyntax { AccessorList: { } list }
        && list.Accessors.Any(a => a.Keyword.ValueText is "set" or "init")
            ? Parameters.Append("value")
            : Parameters;

    /// <summary>Names of its type parameters.</summary>
    internal IEnumerable<string> TypeParameters =>
        (
            Declaration switch
            {
                MethodDeclarationSyntax method => method.TypeParameterList,
                TypeDeclarationSyntax type => type.TypeParameterList,
                DelegateDeclarationSyntax declaration => declaration.TypeParameterList,
                _ => null,
            }
        )?.Parameters.Select(p => p.Identifier.ValueText) ?? [];

    /// <summary>Names of type parameters that can be spoken of: its own and those of the types around it.</summary>
    internal IEnumerable<string> TypeParametersInScope =>
        TypeParameters.Concat(
            Declaration
                .Ancestors()
                .OfType<TypeDeclarationSyntax>()
                .SelectMany(t => t.TypeParameterList?.Parameters ?? [])
                .Select(p => p.Identifier.ValueText)
        );

    /// <summary>The type that it returns; null for one that returns nothing.</summary>
    internal TypeSyntax? Returned =>
        Declaration switch
        {
            MethodDeclarationSyntax { ReturnType: var type } => type,
            DelegateDeclarationSyntax { ReturnType: var type } => type,
            OperatorDeclarationSyntax { ReturnType: var type } => type,
            _ => null,
        }
            is { } returned
        && returned.ToString() != "void"
            ? returned
            : null;

    /// <summary>The lines of the comment above a position's, without their slashes.</summary>
    internal static IReadOnlyList<string> LinesAbove(SourceText text, int position)
    {
        var lines = new List<string>();
        for (var i = text.Lines.GetLineFromPosition(position).LineNumber - 1; i >= 0; i--)
        {
            var line = text.Lines[i].ToString().Trim();
            if (!line.StartsWith("///", StringComparison.Ordinal))
            {
                break;
            }

            lines.Insert(0, line[3..].Trim());
        }

        return lines;
    }
}
