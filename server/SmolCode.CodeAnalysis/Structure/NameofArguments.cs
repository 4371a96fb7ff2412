using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// <c>nameof(x)</c> where a parameter's name is wanted (<c>paramName</c>) and the condition that leads there asks about one parameter only.
/// </summary>
internal sealed class NameofArguments : IStructuralSource
{
    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            place.Method is not { } method
            || !place.Left.Token.IsKind(SyntaxKind.OpenParenToken)
            || place.Left.Token.Parent is not ArgumentListSyntax { Parent: BaseObjectCreationExpressionSyntax creation }
            || place.Left.WordStart != place.Hole.Position
            || place.Left.Token.Span.End != place.Hole.Position
            || !TakesName(creation)
            || Condition(creation) is not { } condition
        )
        {
            yield break;
        }

        var asked = condition.DescendantNodesAndSelf().OfType<IdentifierNameSyntax>().Select(i => i.Identifier.ValueText).ToHashSet();
        var parameters = method.Parameters.Where(p => asked.Contains(p.Name)).ToList();
        if (parameters is [var only])
        {
            yield return $"nameof({SymbolFacts.Written(only.Name)}));";
        }
    }

    private static bool TakesName(BaseObjectCreationExpressionSyntax creation) =>
        creation is ObjectCreationExpressionSyntax { Type: var type }
        && type.ToString()
            is "ArgumentNullException"
                or "ArgumentOutOfRangeException"
                or "System.ArgumentNullException"
                or "System.ArgumentOutOfRangeException";

    private static ExpressionSyntax? Condition(SyntaxNode thrown)
    {
        var parent = thrown.Parent;
        if (parent is ThrowExpressionSyntax { Parent: BinaryExpressionSyntax either } && either.IsKind(SyntaxKind.CoalesceExpression))
        {
            return either.Left;
        }

        var statement = parent as ThrowStatementSyntax;
        var check = statement?.Parent as IfStatementSyntax ?? (statement?.Parent as BlockSyntax)?.Parent as IfStatementSyntax;
        return check?.Condition;
    }
}
