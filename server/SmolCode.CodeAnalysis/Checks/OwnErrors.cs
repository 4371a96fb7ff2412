using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Which errors are an insertion's own: they count even where the unfinished code had the same one before. Those are the errors that begin in
/// it, in the word or behind the dot that it goes on with, or at the call whose arguments it writes.
/// </summary>
internal sealed class OwnErrors
{
    private readonly TextSpan _reach;
    private readonly ImmutableArray<TextSpan> _arguments;
    private readonly ImmutableArray<TextSpan> _calls;

    private OwnErrors(TextSpan reach, ImmutableArray<TextSpan> arguments, ImmutableArray<TextSpan> calls)
    {
        _reach = reach;
        _arguments = arguments;
        _calls = calls;
    }

    internal static OwnErrors Of(SyntaxNode root, TextSpan inserted) =>
        new(
            Reach(root, inserted),
            // What calls left of it are given is not its matter.
            [.. Receiver(root, inserted)?.DescendantNodes().OfType<BaseArgumentListSyntax>().Select(a => a.Span) ?? []],
            inserted.IsEmpty
                ? []
                :
                [
                    .. root.FindToken(inserted.Start)
                        .Parent?.AncestorsAndSelf()
                        .TakeWhile(n => n is not StatementSyntax)
                        .Select(n => Head(n, inserted))
                        .OfType<TextSpan>()
                        ?? [],
                ]
        );

    /// <summary>
    /// An insertion with the word left of it, which it goes on with or leaves as it is, and with the receiver whose member it names: behind one
    /// that doesn't bind nothing is checked.
    /// </summary>
    internal static TextSpan Reach(SyntaxNode root, TextSpan inserted) =>
        Left(root, inserted) is { } left
            ? TextSpan.FromBounds(
                Receiver(root, inserted)?.SpanStart ?? (left.IsKind(SyntaxKind.IdentifierToken) ? left.SpanStart : inserted.Start),
                inserted.End
            )
            : inserted;

    private static ExpressionSyntax? Receiver(SyntaxNode root, TextSpan inserted) =>
        Left(root, inserted) is { } left
            ? left.Parent switch
            {
                MemberAccessExpressionSyntax access when left == access.OperatorToken => access.Expression,
                SimpleNameSyntax { Parent: MemberAccessExpressionSyntax access } name when access.Name == name => access.Expression,
                MemberBindingExpressionSyntax binding when left == binding.OperatorToken => Conditional(binding),
                SimpleNameSyntax { Parent: MemberBindingExpressionSyntax binding } => Conditional(binding),
                _ => null,
            }
            : null;

    // What stands left of the question mark.
    private static ExpressionSyntax? Conditional(MemberBindingExpressionSyntax binding) =>
        binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression;

    /// <summary>The token that touches the insertion from the left, or into which it is made; null where blanks or nothing stand there.</summary>
    private static SyntaxToken? Left(SyntaxNode root, TextSpan inserted) =>
        inserted is { IsEmpty: false, Start: > 0 }
        && root.FindToken(inserted.Start - 1) is var left
        && left.Span.Contains(inserted.Start - 1)
            ? left
            : null;

    /// <summary>Whether an error is the insertion's own.</summary>
    internal bool Include(CompilerError error) =>
        (error.Span.Start >= _reach.Start && error.Span.Start < _reach.End && !_arguments.Any(a => a.Contains(error.Span)))
        || (!SemanticErrors.UnboundName.Contains(error.Id) && _calls.Any(c => c.Contains(error.Span)));

    // What stands before the arguments says whether they fit.
    private static TextSpan? Head(SyntaxNode node, TextSpan inserted) =>
        node is BaseArgumentListSyntax or AttributeArgumentListSyntax && node.Parent is { } call && node.SpanStart < inserted.Start
            ? TextSpan.FromBounds(call.SpanStart, node.SpanStart)
            : null;
}
