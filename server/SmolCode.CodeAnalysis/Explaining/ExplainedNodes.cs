using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>The nodes that are explained.</summary>
/// <param name="Scope">What they are.</param>
/// <param name="Nodes">Statements in a row, one member or type, or several.</param>
/// <param name="Note">Why these and not what was selected; null where they are.</param>
internal sealed record ExplainedNodes(ExplainedScope Scope, ImmutableArray<SyntaxNode> Nodes, string? Note)
{
    /// <summary>From the first node's first character to the last node's last one.</summary>
    internal TextSpan Span => Nodes.IsEmpty ? default : TextSpan.FromBounds(Nodes[0].SpanStart, Nodes[^1].Span.End);

    /// <summary>The nodes of a kind in all of them.</summary>
    internal IEnumerable<T> All<T>(bool intoFunctions = true)
        where T : SyntaxNode => Nodes.SelectMany(n => FactContext.Within<T>(n, intoFunctions));

    /// <summary>The member around, or the member itself.</summary>
    internal SyntaxNode? Member =>
        Nodes.IsEmpty
            ? null
            : Nodes[0]
                .AncestorsAndSelf()
                .FirstOrDefault(n => n is MemberDeclarationSyntax and not (BaseNamespaceDeclarationSyntax or BaseTypeDeclarationSyntax));

    /// <summary>The type around, or the type itself.</summary>
    internal BaseTypeDeclarationSyntax? Type =>
        Nodes.IsEmpty ? null : Nodes[0].AncestorsAndSelf().OfType<BaseTypeDeclarationSyntax>().FirstOrDefault();
}
