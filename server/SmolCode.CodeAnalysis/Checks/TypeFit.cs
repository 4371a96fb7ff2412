using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>Whether the expression that an insertion writes or completes has the very type that is wanted of it.</summary>
internal static class TypeFit
{
    /// <summary>See <see cref="CandidateChecks.FitsType"/>.</summary>
    /// <param name="root">What holds the insertion: the file, or its body.</param>
    /// <param name="model">Knows <paramref name="root"/>.</param>
    /// <param name="inserted">Where the insertion stands.</param>
    /// <param name="cancellationToken">Ends it.</param>
    internal static bool? Of(SyntaxNode root, SemanticModel model, TextSpan inserted, CancellationToken cancellationToken)
    {
        if (!root.FullSpan.Contains(inserted.Start))
        {
            return null;
        }

        var token = root.FindToken(inserted.Start);
        if (token.SpanStart < inserted.Start && token.Span.End <= inserted.Start)
        {
            token = token.GetNextToken();
        }

        if (token.Parent?.FirstAncestorOrSelf<ExpressionSyntax>() is not { } expression)
        {
            return null;
        }

        while (expression.Parent is ExpressionSyntax parent && (parent.SpanStart == expression.SpanStart || GoesOn(parent, expression)))
        {
            expression = parent;
        }

        if (expression.Parent is ExpressionStatementSyntax)
        {
            return null;
        }

        var type = model.GetTypeInfo(expression, cancellationToken);
        return type is { Type: { TypeKind: not TypeKind.Error } own, ConvertedType: { TypeKind: not TypeKind.Error } wanted }
            ? SymbolEqualityComparer.Default.Equals(own, wanted)
            : null;
    }

    // What stands left of the cursor already: the receiver, "new", "await", a sign. What is cast has the type that the cast takes.
    private static bool GoesOn(ExpressionSyntax parent, ExpressionSyntax part) =>
        parent switch
        {
            MemberAccessExpressionSyntax access => access.Name == part,
            QualifiedNameSyntax qualified => qualified.Right == part,
            ConditionalAccessExpressionSyntax access => access.WhenNotNull == part,
            ObjectCreationExpressionSyntax creation => creation.Type == part,
            AwaitExpressionSyntax or MemberBindingExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            _ => false,
        };
}
