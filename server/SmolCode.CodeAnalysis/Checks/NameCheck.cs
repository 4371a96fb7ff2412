using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Loading;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Finds a name that can't bind, in the compilation that is there already: most wrong candidates fail here, at a fraction of the cost of
/// compiling them. What this leaves undecided the compiler decides.
/// </summary>
internal static class NameCheck
{
    /// <summary>The first name within the insertion that certainly doesn't bind, as the compiler's error and its place in the view; null when there is none.</summary>
    internal static (string Error, int Position)? FindUnbound(SemanticView view, TextSpan inserted, CancellationToken cancellationToken)
    {
        foreach (var name in Names(view, inserted))
        {
            cancellationToken.ThrowIfCancellationRequested();
            if (IsDecidedElsewhere(name))
            {
                continue;
            }

            var info = view.Model.GetSymbolInfo(name, cancellationToken);
            if (info.Symbol is not null || info.CandidateReason != CandidateReason.None || !info.CandidateSymbols.IsEmpty)
            {
                continue;
            }

            var text = name.Identifier.ValueText;
            if (ReceiverOf(name) is not { } receiver)
            {
                return ($"CS0103: The name '{text}' does not exist in the current context", name.SpanStart);
            }

            // On something unknown any name is as good as another.
            var type =
                view.Model.GetTypeInfo(receiver, cancellationToken).Type
                ?? view.Model.GetSymbolInfo(receiver, cancellationToken).Symbol as ITypeSymbol;
            if (type is not null and not IErrorTypeSymbol and { TypeKind: not TypeKind.Dynamic })
            {
                return ($"CS1061: '{type.ToDisplayString()}' does not contain a definition for '{text}'", name.SpanStart);
            }
        }

        return null;
    }

    private static IEnumerable<SimpleNameSyntax> Names(SemanticView view, TextSpan inserted)
    {
        SyntaxNode root = view.Body is { } body ? body : view.Root;
        return root.DescendantNodes(n => n.FullSpan.IntersectsWith(inserted))
            .OfType<SimpleNameSyntax>()
            .Where(n => !n.IsMissing && n.Span.IntersectsWith(inserted) && n.Span.Start < inserted.End && n.Span.End > inserted.Start);
    }

    private static ExpressionSyntax? ReceiverOf(SimpleNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access when access.Name == name => access.Expression,
            MemberBindingExpressionSyntax binding => binding.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>()?.Expression,
            _ => null,
        };

    // Names that the compiler looks up in ways of its own.
    private static bool IsDecidedElsewhere(SimpleNameSyntax name) =>
        name.Identifier.ValueText
            is "var"
                or "_"
                or "nameof"
                or "dynamic"
                or "value"
                or "field"
                or "global"
                or "await"
                or "notnull"
                or "unmanaged"
        || name.Parent
            is NameColonSyntax
                or NameEqualsSyntax
                or QualifiedNameSyntax
                or AliasQualifiedNameSyntax
                or AttributeSyntax
                or GotoStatementSyntax
                or NameMemberCrefSyntax
                or ExpressionColonSyntax
        || (name.Parent is MemberBindingExpressionSyntax && name.FirstAncestorOrSelf<ConditionalAccessExpressionSyntax>() is null)
        || (name.Parent is AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment && assignment.Left == name)
        || name.FirstAncestorOrSelf<AttributeListSyntax>() is not null
        || name.Ancestors().Any(a => a is QueryExpressionSyntax);
}
