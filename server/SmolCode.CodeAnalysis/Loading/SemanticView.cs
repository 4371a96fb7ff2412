using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>A tree and a model that answers for it.</summary>
/// <param name="Root">The tree.</param>
/// <param name="Model">The model; one that speculates on another compilation answers for <paramref name="Body"/> alone.</param>
/// <param name="Body">The only part that may be asked about; null for all of the tree.</param>
internal sealed record SemanticView(SyntaxNode Root, SemanticModel Model, BlockSyntax? Body)
{
    /// <summary>Whether the model answers for a node.</summary>
    internal bool Covers(SyntaxNode node) => Body is null || Body.FullSpan.Contains(node.Span);

    /// <summary>
    /// Binds a tree in place of the one it differs from in a single method body, in the compilation that is there already: all of its
    /// symbols are known, so only that body is bound. Null when anything else differs.
    /// </summary>
    internal static SemanticView? TrySpeculate(SemanticModel anchor, string anchorText, SyntaxNode root, string text, int position)
    {
        var token = root.FindToken(Math.Clamp(position - 1, 0, Math.Max(0, root.FullSpan.End - 1)));
        for (var node = token.Parent; node is not null; node = node.Parent)
        {
            var body = node switch
            {
                BaseMethodDeclarationSyntax method => method.Body,
                AccessorDeclarationSyntax accessor => accessor.Body,
                _ => null,
            };
            if (body is not null)
            {
                return Speculate(anchor, anchorText, root, text, position, node, body);
            }

            if (node is BaseTypeDeclarationSyntax or GlobalStatementSyntax)
            {
                return null;
            }
        }

        return null;
    }

    private static SemanticView? Speculate(
        SemanticModel anchor,
        string anchorText,
        SyntaxNode root,
        string text,
        int position,
        SyntaxNode member,
        BlockSyntax body
    )
    {
        var open = body.OpenBraceToken.Span.End;
        if (body.OpenBraceToken.IsMissing || body.CloseBraceToken.IsMissing || position < open || position > body.CloseBraceToken.SpanStart)
        {
            return null;
        }

        var tail = text.Length - body.CloseBraceToken.SpanStart;
        if (
            open > anchorText.Length - tail
            || !text.AsSpan(0, open).SequenceEqual(anchorText.AsSpan(0, open))
            || !text.AsSpan(text.Length - tail).SequenceEqual(anchorText.AsSpan(anchorText.Length - tail))
        )
        {
            return null;
        }

        // The same text around the body, but is it a body there as well?
        var anchorToken = anchor.SyntaxTree.GetRoot().FindToken(open - 1);
        if (
            anchorToken.Span.End != open
            || anchorToken.Parent is not BlockSyntax { Parent: { } anchorMember } anchorBody
            || anchorMember.RawKind != member.RawKind
            || anchorMember.SpanStart != member.SpanStart
            || anchorBody.CloseBraceToken.IsMissing
            || anchorBody.CloseBraceToken.SpanStart != anchorText.Length - tail
        )
        {
            return null;
        }

        SemanticModel? model = null;
        var found = member switch
        {
            BaseMethodDeclarationSyntax method => anchor.TryGetSpeculativeSemanticModelForMethodBody(open, method, out model),
            AccessorDeclarationSyntax accessor => anchor.TryGetSpeculativeSemanticModelForMethodBody(open, accessor, out model),
            _ => false,
        };
        return found && model is not null ? new SemanticView(root, model, body) : null;
    }
}
