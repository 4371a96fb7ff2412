using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>What an insertion does to the code right of it that compiles, and that nobody means.</summary>
internal static class Surroundings
{
    /// <summary>
    /// A header without a body that makes the next statement its body, or a comment that the rest of the line becomes a part of; as an error,
    /// null when there is none.
    /// </summary>
    internal static string? Taken(Insertion insertion) =>
        CommentsOut(insertion) ? "The rest of the line becomes a comment"
        : Swallows(insertion) ? "The next statement becomes the body of a header"
        : null;

    private static bool CommentsOut(Insertion insertion)
    {
        var end = insertion.Span.End;
        var line = insertion.Text.Lines.GetLineFromPosition(end);
        return !string.IsNullOrWhiteSpace(insertion.Text.ToString(TextSpan.FromBounds(end, line.End)))
            && insertion.Root.FindTrivia(end) is var trivia
            && trivia.IsKind(SyntaxKind.SingleLineCommentTrivia)
            && insertion.Span.Contains(trivia.SpanStart);
    }

    // The statement of the header stands behind the insertion, and neither in braces nor further in than the header.
    private static bool Swallows(Insertion insertion)
    {
        foreach (var node in insertion.Root.DescendantNodes(n => n.FullSpan.IntersectsWith(insertion.Span)))
        {
            if (!insertion.Span.Contains(node.SpanStart))
            {
                continue;
            }

            var body = node switch
            {
                IfStatementSyntax statement => statement.Statement,
                ElseClauseSyntax clause => clause.Statement,
                WhileStatementSyntax loop => loop.Statement,
                ForStatementSyntax loop => loop.Statement,
                CommonForEachStatementSyntax loop => loop.Statement,
                UsingStatementSyntax statement => statement.Statement,
                LockStatementSyntax statement => statement.Statement,
                FixedStatementSyntax statement => statement.Statement,
                _ => null,
            };
            if (
                body is { IsMissing: false } and not BlockSyntax
                // Headers of one kind are stacked, all in one column.
                && (node, body) is not ((UsingStatementSyntax, UsingStatementSyntax) or (FixedStatementSyntax, FixedStatementSyntax))
                && body.SpanStart >= insertion.Span.End
                && Column(insertion.Text, body.SpanStart) <= Column(insertion.Text, node.SpanStart)
            )
            {
                return true;
            }
        }

        return false;
    }

    private static int Column(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position).ToString();
        return line.Length - line.TrimStart().Length;
    }
}
