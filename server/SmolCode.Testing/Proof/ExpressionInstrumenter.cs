using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SmolCode.Testing.Proof;

/// <summary>
/// Writes the changed forms of expressions beside them, behind a switch. Changed forms are made of the original text, so the member grows by
/// its depth and not exponentially.
/// </summary>
internal abstract class ExpressionInstrumenter(
    SemanticModel model,
    int firstBranch,
    List<Mutant> mutants,
    Func<TextSpan, bool> isLeftOut,
    CancellationToken cancellationToken
) : CSharpSyntaxRewriter
{
    /// <summary>Kind of the annotation that names the place of an instrumentation in the original text.</summary>
    public const string Mark = "SmolCode.Place";

    private int inMember;

    /// <summary>The next free branch.</summary>
    public int Branches { get; protected set; } = firstBranch;

    /// <summary>The place in the original text that an annotation names.</summary>
    public static TextSpan SpanOf(SyntaxAnnotation mark)
    {
        var parts = mark.Data!.Split(':');
        return new TextSpan(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>What is known of the expressions.</summary>
    protected ExpressionFacts Facts { get; } = new(model, cancellationToken);

    /// <inheritdoc />
    public override SyntaxNode? Visit(SyntaxNode? node)
    {
        cancellationToken.ThrowIfCancellationRequested();
        return node switch
        {
            AttributeListSyntax or ParameterListSyntax or BaseListSyntax or TypeSyntax and not NameSyntax => node,
            PatternSyntax or CaseSwitchLabelSyntax or GotoStatementSyntax => node,
            LocalDeclarationStatementSyntax { IsConst: true } => node,
            CheckedStatementSyntax or FixedStatementSyntax or UnsafeStatementSyntax => base.Visit(node),
            _ => base.Visit(node),
        };
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        var arm = node.WithExpression((ExpressionSyntax)Visit(node.Expression)!);
        if (IsLeftOut(node.Span))
        {
            return arm;
        }

        // A condition that always holds; it is asked only where the pattern matched.
        var hit = ParseExpression($"{ProbeSource.Reference}.Hit({Branches++})");
        var when = node.WhenClause is null
            ? hit
            : BinaryExpression(SyntaxKind.LogicalAndExpression, ParenthesizedExpression(node.WhenClause.Condition.WithoutTrivia()), hit);
        return arm.WithWhenClause(
                WhenClause(Token(SyntaxKind.WhenKeyword).WithTrailingTrivia(Space).WithLeadingTrivia(Space), when.WithTrailingTrivia(Space))
            )
            .WithAdditionalAnnotations(Place(node.Span));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitConditionalExpression(ConditionalExpressionSyntax node) =>
        node.WithCondition(Condition(node.Condition, out _))
            .WithWhenTrue((ExpressionSyntax)Visit(node.WhenTrue)!)
            .WithWhenFalse((ExpressionSyntax)Visit(node.WhenFalse)!);

    /// <inheritdoc />
    public override SyntaxNode? VisitBinaryExpression(BinaryExpressionSyntax node)
    {
        if (
            Facts.IsConstant(node) && model.GetTypeInfo(node, cancellationToken).Type?.SpecialType == SpecialType.System_String
            || Facts.IsInExpressionTree(node)
        )
        {
            return node;
        }

        var kind = node.Kind();
        if (kind is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression)
        {
            var rewritten = node.WithLeft(Condition(node.Left, out _)).WithRight(Condition(node.Right, out _));
            var swapped =
                kind == SyntaxKind.LogicalAndExpression
                    ? (SyntaxKind.LogicalOrExpression, SyntaxKind.BarBarToken, "||")
                    : (SyntaxKind.LogicalAndExpression, SyntaxKind.AmpersandAmpersandToken, "&&");
            return ExpressionFacts.Declares(node) || ExpressionFacts.AssignsSometimes(node)
                ? rewritten
                : Switched(
                    node,
                    rewritten,
                    [(OperatorMutants.WithOperator(node, swapped.Item1, swapped.Item2), $"{node.OperatorToken.Text} → {swapped.Item3}")]
                );
        }

        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        if (kind is SyntaxKind.CoalesceExpression)
        {
            var left = model.GetTypeInfo(node.Left, cancellationToken).Type;
            return
                left is { IsReferenceType: true }
                && SymbolEqualityComparer.Default.Equals(left, model.GetTypeInfo(node, cancellationToken).Type)
                ? Switched(node, visited, [(node.Left, node.Right is ThrowExpressionSyntax ? "a ?? throw → a" : "a ?? b → a")])
                : visited;
        }

        return ExpressionFacts.Declares(node) || ExpressionFacts.AssignsSometimes(node)
            ? visited
            : Switched(node, visited, [.. OperatorMutants.Of(node, Facts)]);
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (Facts.IsInExpressionTree(node) || Facts.IsConstant(node))
        {
            return node;
        }

        var visited = (PrefixUnaryExpressionSyntax)base.VisitPrefixUnaryExpression(node)!;
        return node.Kind() switch
        {
            SyntaxKind.LogicalNotExpression
                when !ExpressionFacts.Declares(node)
                    && !ExpressionFacts.AssignsSometimes(node)
                    && Facts.IsBool(node)
                    && Facts.IsBool(node.Operand) => Switched(node, visited, [(node.Operand, "!a → a")]),
            SyntaxKind.UnaryMinusExpression when Facts.IsNumber(node.Operand) && Facts.SameType(node, node.Operand) => Switched(
                node,
                visited,
                [(node.Operand, "-a → a")]
            ),
            _ => visited,
        };
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitLiteralExpression(LiteralExpressionSyntax node)
    {
        if (
            Facts.IsInExpressionTree(node)
            || node.Parent is PrefixUnaryExpressionSyntax or AttributeArgumentSyntax or EqualsValueClauseSyntax { Parent: ParameterSyntax }
            || ExpressionFacts.IsInConstantContext(node)
        )
        {
            return node;
        }

        switch (node.Kind())
        {
            case SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression when Facts.IsBool(node):
                var isTrue = node.IsKind(SyntaxKind.TrueLiteralExpression);
                return Switched(
                    node,
                    node,
                    [
                        (
                            LiteralExpression(isTrue ? SyntaxKind.FalseLiteralExpression : SyntaxKind.TrueLiteralExpression),
                            isTrue ? "true → false" : "false → true"
                        ),
                    ]
                );
            case SyntaxKind.StringLiteralExpression
                when model.GetTypeInfo(node, cancellationToken).ConvertedType?.SpecialType == SpecialType.System_String:
                var text = node.Token.ValueText;
                return Switched(
                    node,
                    node,
                    [
                        (
                            ParseExpression(text.Length == 0 ? "\"mutated\"" : "\"\""),
                            text.Length == 0 ? "\"\" → \"mutated\"" : $"{ExpressionFacts.Short(node)} → \"\""
                        ),
                    ]
                );
            case SyntaxKind.NumericLiteralExpression when node.Token.Value is int or long or uint or ulong or double or float or decimal:
                var converted = model.GetTypeInfo(node, cancellationToken).ConvertedType;
                if (converted is null || converted.TypeKind == TypeKind.Enum)
                {
                    return node;
                }

                return Switched(
                    node,
                    node,
                    [(ParseExpression($"({node.Token.Text} + 1)"), $"{node.Token.Text} → {node.Token.Text} + 1")],
                    cast: true
                );
            default:
                return node;
        }
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node) =>
        node.WithRight((ExpressionSyntax)Visit(node.Right)!);

    /// <summary>Nothing is written at the place, because it did not compile.</summary>
    protected bool IsLeftOut(TextSpan span) => isLeftOut(span);

    /// <summary>From here on mutants count as those of another member.</summary>
    protected void BeginMember() => inMember = mutants.Count;

    protected IEnumerable<StatementSyntax> ReturnMutants(ExpressionSyntax expression, TextSpan span)
    {
        var type = model.GetTypeInfo(expression, cancellationToken).ConvertedType;
        if (expression is LiteralExpressionSyntax or DefaultExpressionSyntax || type is null or { IsRefLikeType: true })
        {
            yield break;
        }

        // A task that is null is no result that anybody awaits.
        if (type is INamedTypeSymbol { Name: "Task" or "ValueTask" or "IAsyncEnumerable" })
        {
            yield break;
        }

        var constant = type.SpecialType == SpecialType.System_Boolean ? $"!({expression.WithoutTrivia()})" : "default";
        if (constant == "default" && ExpressionFacts.Assigns(expression))
        {
            yield break;
        }

        var id = Add(span, $"return {ExpressionFacts.Short(expression)} → return {(constant == "default" ? "default" : "its negation")}");
        yield return ParseStatement($"if ({ProbeSource.Reference}.Is({id})) return {constant};");
    }

    protected ExpressionSyntax Condition(ExpressionSyntax condition, out bool reported)
    {
        reported = false;
        var visited = (ExpressionSyntax)Visit(condition)!;
        if (
            condition is ParenthesizedExpressionSyntax
            || ExpressionFacts.Declares(condition)
            || ExpressionFacts.AssignsSometimes(condition)
            || IsLeftOut(condition.Span)
            || Facts.IsInExpressionTree(condition)
            || !Facts.IsBool(condition)
            || Facts.IsConstant(condition)
            || IsFull()
        )
        {
            return visited;
        }

        reported = true;
        var branch = Branches;
        Branches += 2;
        var id = Add(condition.Span, $"{ExpressionFacts.Short(condition)} → its negation");
        return InvocationExpression(
                ParseExpression($"{ProbeSource.Reference}.Cond"),
                ArgumentList(SeparatedList([Argument(Number(branch)), Argument(Number(id)), Argument(visited.WithoutTrivia())]))
            )
            .WithAdditionalAnnotations(Place(condition.Span));
    }

    /// <summary>An annotation that names a place in the original text.</summary>
    public static SyntaxAnnotation Place(TextSpan span, string kind = Mark) =>
        new(kind, string.Create(CultureInfo.InvariantCulture, $"{span.Start}:{span.Length}"));

    protected int Add(TextSpan span, string description)
    {
        var line = model.SyntaxTree.GetLineSpan(span, cancellationToken).StartLinePosition.Line + 1;
        mutants.Add(new Mutant(mutants.Count + 1, line, description));
        return mutants.Count;
    }

    protected bool IsFull() => mutants.Count - inMember >= Instrumentation.MaxMutants;

    private ExpressionSyntax Switched(
        ExpressionSyntax original,
        ExpressionSyntax rewritten,
        (ExpressionSyntax Changed, string Description)[] changes,
        bool cast = false
    )
    {
        if (changes.Length == 0 || IsLeftOut(original.Span) || IsFull())
        {
            return rewritten;
        }

        var info = model.GetTypeInfo(original, cancellationToken);
        var result = ParenthesizedExpression(rewritten.WithoutTrivia());
        foreach (var (changed, description) in changes)
        {
            var id = Add(original.Span, description);
            result = ParenthesizedExpression(
                ConditionalExpression(
                    ParseExpression($"{ProbeSource.Reference}.Is({id})"),
                    ParenthesizedExpression(changed.WithoutTrivia()),
                    result
                )
            );
        }

        // A constant converts to narrower types; what is chosen at run time needs a cast.
        ExpressionSyntax whole =
            (cast || Facts.IsConstant(original))
            && info.ConvertedType is { } target
            && !SymbolEqualityComparer.Default.Equals(target, info.Type)
            && target.SpecialType != SpecialType.System_Object
                ? ParenthesizedExpression(
                    CastExpression(ParseTypeName(target.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), result)
                )
                : result;
        return whole.WithTriviaFrom(original).WithAdditionalAnnotations(Place(original.Span));
    }

    private static LiteralExpressionSyntax Number(int value) => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(value));
}
