using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// A member that comes back to itself without an end, as far as its own text tells: every way reaches the call and none leaves before; or
/// nothing changes between the member's beginning and the same call again; or what compares, hashes or prints an object asks the same object
/// to do so.
/// </summary>
internal static class EndlessRecursion
{
    private static readonly ImmutableHashSet<string> OfAnObject = ["Equals", "GetHashCode", "ToString"];

    /// <summary>Whether an expression is such a call.</summary>
    internal static bool Is(ExpressionSyntax expression, Func<SemanticModel> model, CancellationToken cancellationToken)
    {
        if (
            Called(expression) is not { } named
            || expression.FirstAncestorOrSelf<SyntaxNode>(IsMember) is not { } member
            // By its name alone most of what is written is something else, and nothing has to be bound.
            || (expression is not BinaryExpressionSyntax && NameOf(member) != NameOf(named))
        )
        {
            return false;
        }

        var symbol = model().GetSymbolInfo(named, cancellationToken).Symbol;
        var around = model().GetEnclosingSymbol(expression.SpanStart, cancellationToken) switch
        {
            // A method's name without a call is a value; a setter may read what the getter gives.
            IMethodSymbol { MethodKind: MethodKind.PropertyGet, AssociatedSymbol: { } property } => property,
            IMethodSymbol { MethodKind: MethodKind.PropertySet, AssociatedSymbol: { } property }
                when expression is AssignmentExpressionSyntax => property,
            IMethodSymbol { AssociatedSymbol: null } method when expression is InvocationExpressionSyntax or BinaryExpressionSyntax =>
                method,
            _ => null,
        };
        if (
            symbol is null
            || around is null
            || !SymbolEqualityComparer.Default.Equals(symbol.OriginalDefinition, around.OriginalDefinition)
        )
        {
            return false;
        }

        return expression is BinaryExpressionSyntax binary
            ? AreOwnOperands(binary, (IMethodSymbol)around)
            : (around is IMethodSymbol { IsOverride: true } && OfAnObject.Contains(around.Name) && !IsOverloadToCome(around))
                || (IsAlwaysReached(expression, member) && !IsLeftBefore(expression, member))
                || (HasSameArguments(expression, around) && !ChangesBefore(expression, member, model, cancellationToken));
    }

    /// <summary>The part of a call or read whose symbol may be the member around; null for what is neither, or goes to another object.</summary>
    private static ExpressionSyntax? Called(ExpressionSyntax expression) =>
        expression switch
        {
            InvocationExpressionSyntax call => call.Expression
                is SimpleNameSyntax
                    or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                ? call.Expression
                : null,
            BinaryExpressionSyntax binary when binary.FirstAncestorOrSelf<OperatorDeclarationSyntax>() is not null => binary,
            AssignmentExpressionSyntax assignment => assignment.Left
                is IdentifierNameSyntax
                    or MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax }
                ? assignment.Left
                : null,
            IdentifierNameSyntax name when IsRead(name) => name,
            MemberAccessExpressionSyntax { Expression: ThisExpressionSyntax } access when IsRead(access) => access,
            _ => null,
        };

    /// <summary>A name that is read here, of this object: not called, not set, not another object's member, not a pattern's or an argument's name.</summary>
    private static bool IsRead(ExpressionSyntax name) =>
        name.Parent switch
        {
            InvocationExpressionSyntax or MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or ExpressionColonSyntax =>
                false,
            QualifiedNameSyntax => false,
            MemberAccessExpressionSyntax access => access.Expression == name,
            AssignmentExpressionSyntax assignment => assignment.Left != name,
            _ => !IsNamed(name),
        };

    /// <summary><c>nameof(Name)</c> reads nothing.</summary>
    private static bool IsNamed(ExpressionSyntax expression) =>
        expression.Parent
            is ArgumentSyntax
            {
                Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.ValueText: "nameof" } }
            };

    /// <summary>Both operands are the operator's own parameters, or one is null: <c>a == null</c> asks the operator that it stands in.</summary>
    private static bool AreOwnOperands(BinaryExpressionSyntax binary, IMethodSymbol around) =>
        new[] { binary.Left, binary.Right }.All(o =>
            o.IsKind(SyntaxKind.NullLiteralExpression)
            || (o is IdentifierNameSyntax name && around.Parameters.Any(p => p.Name == name.Identifier.ValueText))
        );

    // IEquatable<T> was promised: Equals(T) is still to be written.
    private static bool IsOverloadToCome(ISymbol around) =>
        around.Name == nameof(Equals)
        && around.ContainingType.AllInterfaces.Any(i =>
            i.Name == "IEquatable" && i.TypeArguments is [var own] && SymbolEqualityComparer.Default.Equals(own, around.ContainingType)
        );

    private static bool IsMember(SyntaxNode node) =>
        node
            is BaseMethodDeclarationSyntax
                or AccessorDeclarationSyntax
                or LocalFunctionStatementSyntax
                or AnonymousFunctionExpressionSyntax
                or BasePropertyDeclarationSyntax;

    /// <summary>The name of a method or property, or the one that is called or read; null for what has none.</summary>
    private static string? NameOf(SyntaxNode node) =>
        node switch
        {
            SimpleNameSyntax name => name.Identifier.ValueText,
            MemberAccessExpressionSyntax access => access.Name.Identifier.ValueText,
            MethodDeclarationSyntax method => method.Identifier.ValueText,
            LocalFunctionStatementSyntax function => function.Identifier.ValueText,
            AccessorDeclarationSyntax { Parent.Parent: PropertyDeclarationSyntax property } => property.Identifier.ValueText,
            PropertyDeclarationSyntax property => property.Identifier.ValueText,
            _ => null,
        };

    private static bool IsAlwaysReached(SyntaxNode expression, SyntaxNode member)
    {
        for (var (node, parent) = (expression, expression.Parent!); node != member; (node, parent) = (parent, parent.Parent!))
        {
            var mayBeSkipped = parent switch
            {
                IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or CommonForEachStatementSyntax => node
                    is StatementSyntax
                        or ElseClauseSyntax,
                SwitchSectionSyntax or SwitchExpressionArmSyntax or CatchClauseSyntax or TryStatementSyntax => true,
                ConditionalExpressionSyntax choice => node != choice.Condition,
                ConditionalAccessExpressionSyntax access => node != access.Expression,
                BinaryExpressionSyntax binary => node == binary.Right
                    && binary.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression or SyntaxKind.CoalesceExpression,
                AssignmentExpressionSyntax assignment => assignment.IsKind(SyntaxKind.CoalesceAssignmentExpression)
                    && node == assignment.Right,
                _ => false,
            };
            if (mayBeSkipped)
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsLeftBefore(SyntaxNode expression, SyntaxNode member) =>
        Before(expression, member)
            .Any(n =>
                n is ReturnStatementSyntax or ThrowStatementSyntax or ThrowExpressionSyntax or YieldStatementSyntax or GotoStatementSyntax
            );

    /// <summary>Something may be different at the second time: a call, an assignment or a property that computes stands before, or a value is given out.</summary>
    private static bool ChangesBefore(
        SyntaxNode expression,
        SyntaxNode member,
        Func<SemanticModel> model,
        CancellationToken cancellationToken
    ) =>
        Before(expression, member)
            .Any(n =>
                n
                    is InvocationExpressionSyntax
                        or AssignmentExpressionSyntax
                        or AwaitExpressionSyntax
                        or YieldStatementSyntax
                        or PrefixUnaryExpressionSyntax
                        {
                            RawKind: (int)SyntaxKind.PreIncrementExpression or (int)SyntaxKind.PreDecrementExpression
                        }
                        or PostfixUnaryExpressionSyntax { RawKind: not (int)SyntaxKind.SuppressNullableWarningExpression }
                || (n is IdentifierNameSyntax name && Computes(model().GetSymbolInfo(name, cancellationToken).Symbol, cancellationToken))
            );

    private static bool Computes(ISymbol? symbol, CancellationToken cancellationToken) =>
        symbol is IPropertySymbol
        && symbol.DeclaringSyntaxReferences.Any(r =>
            r.GetSyntax(cancellationToken) is PropertyDeclarationSyntax property
            && (
                property.ExpressionBody is not null
                || property.AccessorList?.Accessors.Any(a => a.Body is not null || a.ExpressionBody is not null) == true
            )
        );

    /// <summary>What stands before in the member's body; its header is not a part of what a model of the body knows.</summary>
    private static IEnumerable<SyntaxNode> Before(SyntaxNode expression, SyntaxNode member)
    {
        var body = expression.AncestorsAndSelf().First(n => n.Parent == member);
        return body.DescendantNodes(n => n == body || n is not (AnonymousFunctionExpressionSyntax or LocalFunctionStatementSyntax))
            .Where(n => n.Span.End <= expression.SpanStart);
    }

    private static bool HasSameArguments(ExpressionSyntax expression, ISymbol around) =>
        (expression, around) switch
        {
            (InvocationExpressionSyntax call, IMethodSymbol method) => call.ArgumentList.Arguments.Count == method.Parameters.Length
                && call.ArgumentList.Arguments.Zip(method.Parameters)
                    .All(p =>
                        p.First is { NameColon: null, Expression: IdentifierNameSyntax name } && name.Identifier.ValueText == p.Second.Name
                    ),
            (InvocationExpressionSyntax or AssignmentExpressionSyntax, _) => false,
            _ => true,
        };
}
