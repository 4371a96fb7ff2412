using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Which errors are an insertion's own: they count even where the unfinished code had the same one before. Those are the errors that begin in
/// it, in the word that it goes on with, or at the call whose arguments it writes.
/// </summary>
internal sealed class OwnErrors
{
    private readonly TextSpan _inserted;
    private readonly ImmutableArray<TextSpan> _calls;

    private OwnErrors(TextSpan inserted, ImmutableArray<TextSpan> calls)
    {
        _inserted = inserted;
        _calls = calls;
    }

    internal static OwnErrors Of(SyntaxNode root, TextSpan inserted)
    {
        if (inserted.IsEmpty || inserted.Start == 0)
        {
            return new OwnErrors(inserted, []);
        }

        // The word left of the cursor: what is inserted goes on with it, or leaves it as it is.
        var before = root.FindToken(inserted.Start - 1);
        var isWord = before.Span.End >= inserted.Start && (before.IsKind(SyntaxKind.IdentifierToken) || before.IsKeyword());
        return new OwnErrors(
            isWord && !before.IsKeyword() ? TextSpan.FromBounds(before.SpanStart, inserted.End) : inserted,
            [
                .. root.FindToken(inserted.Start)
                    .Parent?.AncestorsAndSelf()
                    .TakeWhile(n => n is not StatementSyntax)
                    .Select(Head)
                    .OfType<TextSpan>()
                    ?? [],
            ]
        );

        // What stands before the arguments says whether they fit.
        TextSpan? Head(SyntaxNode node) =>
            node is BaseArgumentListSyntax or AttributeArgumentListSyntax && node.Parent is { } call && node.SpanStart < inserted.Start
                ? TextSpan.FromBounds(call.SpanStart, node.SpanStart)
                : null;
    }

    /// <summary>Whether an error is the insertion's own.</summary>
    internal bool Include(CompilerError error) =>
        (error.Span.Start >= _inserted.Start && error.Span.Start < _inserted.End)
        || (!SemanticErrors.UnboundName.Contains(error.Id) && _calls.Any(c => c.Contains(error.Span)));
}
