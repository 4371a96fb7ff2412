using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Proof;

/// <summary>What has to be known of an expression before it is changed.</summary>
internal sealed class ExpressionFacts(SemanticModel model, CancellationToken cancellationToken)
{
    public bool IsConstant(ExpressionSyntax expression) => model.GetConstantValue(expression, cancellationToken).HasValue;

    public bool IsBool(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_Boolean;

    public bool SameType(ExpressionSyntax one, ExpressionSyntax other) =>
        SymbolEqualityComparer.Default.Equals(
            model.GetTypeInfo(one, cancellationToken).Type,
            model.GetTypeInfo(other, cancellationToken).Type
        );

    public bool IsNumber(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double;

    public bool IsFieldOrProperty(AssignmentExpressionSyntax assignment) =>
        assignment.Left is ElementAccessExpressionSyntax
        || model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol
            is IFieldSymbol { ContainingType.IsValueType: false }
                or IPropertySymbol { ContainingType.IsValueType: false };

    // A lambda that is data can't hold what instrumentation writes.
    public bool IsInExpressionTree(SyntaxNode node) =>
        node.Ancestors()
            .OfType<AnonymousFunctionExpressionSyntax>()
            .Any(l =>
                model.GetTypeInfo(l, cancellationToken).ConvertedType
                    is INamedTypeSymbol { Name: "Expression", ContainingNamespace.Name: "Expressions" }
            );

    public static bool IsInConstantContext(ExpressionSyntax node)
    {
        SyntaxNode current = node;
        while (current.Parent is BinaryExpressionSyntax or ParenthesizedExpressionSyntax or CastExpressionSyntax)
        {
            current = current.Parent;
        }

        return current.Parent
            is CaseSwitchLabelSyntax
                or ConstantPatternSyntax
                or RelationalPatternSyntax
                or AttributeArgumentSyntax
                or StackAllocArrayCreationExpressionSyntax
                or InterpolationAlignmentClauseSyntax
                or ArrayRankSpecifierSyntax { Parent: ArrayTypeSyntax { Parent: ArrayCreationExpressionSyntax { Initializer: not null } } };
    }

    /// <summary>It declares variables, which have to stay definitely assigned.</summary>
    public static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax)
            .Any(n => n is SingleVariableDesignationSyntax or ParenthesizedVariableDesignationSyntax or QueryExpressionSyntax);

    /// <summary>It sets variables inside: what it is part of can't be left out.</summary>
    public static bool Assigns(SyntaxNode node) => Assignments(node).Any();

    /// <summary>
    /// It sets variables on some of its ways only, as in <c>a &amp;&amp; TryGet(k, out v)</c>. Whether they are set is known by its outcome,
    /// which has to stay the compiler's.
    /// </summary>
    public static bool AssignsSometimes(SyntaxNode node) =>
        Assignments(node)
            .Any(a =>
                a.AncestorsAndSelf()
                    .TakeWhile(n => n != node)
                    .Any(n =>
                        n.Parent switch
                        {
                            BinaryExpressionSyntax binary => n == binary.Right
                                && binary.Kind()
                                    is SyntaxKind.LogicalAndExpression
                                        or SyntaxKind.LogicalOrExpression
                                        or SyntaxKind.CoalesceExpression,
                            ConditionalExpressionSyntax conditional => n != conditional.Condition,
                            ConditionalAccessExpressionSyntax access => n == access.WhenNotNull,
                            AssignmentExpressionSyntax assignment => n == assignment.Right
                                && assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression),
                            SwitchExpressionArmSyntax => true,
                            _ => false,
                        }
                    )
            );

    // Members in an initializer are no variables.
    private static IEnumerable<SyntaxNode> Assignments(SyntaxNode node) =>
        node.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax)
            .Where(n =>
                n is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.OutKeyword }
                || n != node
                    && n
                        is AssignmentExpressionSyntax
                        {
                            Parent: not InitializerExpressionSyntax,
                            Left: IdentifierNameSyntax or TupleExpressionSyntax
                        }
            );

    /// <summary>The text in one line, cut.</summary>
    public static string Short(SyntaxNode node)
    {
        var text = string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text[..57] + "...";
    }
}
