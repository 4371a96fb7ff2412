using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SmolCode.Testing.Proof;

/// <summary>
/// Rewrites one member: probes where branches begin, and beside every expression or statement that can be changed its changed forms,
/// behind a switch. Changed forms are made of the original text, so the member grows by its depth and not exponentially.
/// </summary>
internal sealed class InstrumentingRewriter(
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
    public int Branches { get; private set; } = firstBranch;

    /// <summary>The place in the original text that an annotation names.</summary>
    public static TextSpan SpanOf(SyntaxAnnotation mark)
    {
        var parts = mark.Data!.Split(':');
        return new TextSpan(int.Parse(parts[0], CultureInfo.InvariantCulture), int.Parse(parts[1], CultureInfo.InvariantCulture));
    }

    /// <summary>Rewrites a member.</summary>
    public MemberDeclarationSyntax Member(MemberDeclarationSyntax member)
    {
        inMember = mutants.Count;
        return (MemberDeclarationSyntax)Visit(member)!;
    }

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
    public override SyntaxNode? VisitMethodDeclaration(MethodDeclarationSyntax node)
    {
        if (node.ExpressionBody is null)
        {
            return node.WithBody(Entered(node.Body));
        }

        var symbol = model.GetDeclaredSymbol(node, cancellationToken);
        return node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BlockOf(node.ExpressionBody, ReturnsValue(symbol)));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitConstructorDeclaration(ConstructorDeclarationSyntax node)
    {
        var initializer = (ConstructorInitializerSyntax?)Visit(node.Initializer);
        return node.ExpressionBody is null
            ? node.WithInitializer(initializer).WithBody(Entered(node.Body))
            : node.WithInitializer(initializer)
                .WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithBody(BlockOf(node.ExpressionBody, returnsValue: false));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitOperatorDeclaration(OperatorDeclarationSyntax node) =>
        node.ExpressionBody is null
            ? node.WithBody(Entered(node.Body))
            : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BlockOf(node.ExpressionBody, returnsValue: true));

    /// <inheritdoc />
    public override SyntaxNode? VisitConversionOperatorDeclaration(ConversionOperatorDeclarationSyntax node) =>
        node.ExpressionBody is null
            ? node.WithBody(Entered(node.Body))
            : node.WithExpressionBody(null).WithSemicolonToken(default).WithBody(BlockOf(node.ExpressionBody, returnsValue: true));

    /// <inheritdoc />
    public override SyntaxNode? VisitPropertyDeclaration(PropertyDeclarationSyntax node)
    {
        if (node.ExpressionBody is null)
        {
            return node.WithAccessorList((AccessorListSyntax?)Visit(node.AccessorList)).WithInitializer(node.Initializer);
        }

        var isRef =
            model.GetDeclaredSymbol(node, cancellationToken)?.ReturnsByRef == true || node.ExpressionBody.Expression is RefExpressionSyntax;
        return isRef
            ? node
            : node.WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithAccessorList(
                    AccessorList(
                        SingletonList(
                            AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, BlockOf(node.ExpressionBody, returnsValue: true))
                        )
                    )
                );
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitIndexerDeclaration(IndexerDeclarationSyntax node) =>
        node.ExpressionBody is null ? node.WithAccessorList((AccessorListSyntax?)Visit(node.AccessorList))
        : node.ExpressionBody.Expression is RefExpressionSyntax ? node
        : node.WithExpressionBody(null)
            .WithSemicolonToken(default)
            .WithAccessorList(
                AccessorList(
                    SingletonList(AccessorDeclaration(SyntaxKind.GetAccessorDeclaration, BlockOf(node.ExpressionBody, returnsValue: true)))
                )
            );

    /// <inheritdoc />
    public override SyntaxNode? VisitAccessorDeclaration(AccessorDeclarationSyntax node)
    {
        if (node.Body is not null)
        {
            return node.WithBody(Entered(node.Body));
        }

        return node.ExpressionBody is null || node.ExpressionBody.Expression is RefExpressionSyntax
            ? node
            : node.WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithBody(BlockOf(node.ExpressionBody, node.IsKind(SyntaxKind.GetAccessorDeclaration)));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitLocalFunctionStatement(LocalFunctionStatementSyntax node) =>
        node.ExpressionBody is not null
            ? node.WithExpressionBody((ArrowExpressionClauseSyntax)base.VisitArrowExpressionClause(node.ExpressionBody)!)
            : node.WithBody((BlockSyntax?)Visit(node.Body));

    /// <inheritdoc />
    public override SyntaxNode? VisitIfStatement(IfStatementSyntax node)
    {
        // A condition that is a call of Cond reports both ways by itself.
        var condition = Condition(node.Condition, out var reported);
        var then = (StatementSyntax)Visit(node.Statement)!;
        var otherwise = node.Else is null ? null : (StatementSyntax)Visit(node.Else.Statement)!;
        if (!reported)
        {
            then = Prefixed(then, node.Statement);
            if (node.Else is not null)
            {
                otherwise = Prefixed(otherwise!, node.Else.Statement);
            }
            else if (!isLeftOut(node.Span))
            {
                otherwise = Block(HitStatement());
            }
        }

        return node.WithCondition(condition)
            .WithStatement(then)
            .WithElse(otherwise is null ? null : ElseClause(Spaced(otherwise)))
            .WithAdditionalAnnotations(Place(node.Span));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitWhileStatement(WhileStatementSyntax node)
    {
        // `while (true)` has to stay one for the flow analysis.
        var condition = IsConstant(node.Condition) ? node.Condition : Condition(node.Condition, out _);
        return node.WithCondition(condition).WithStatement(Prefixed((StatementSyntax)Visit(node.Statement)!, node.Statement));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var condition = IsConstant(node.Condition) ? node.Condition : Condition(node.Condition, out _);
        return node.WithCondition(condition).WithStatement(Prefixed((StatementSyntax)Visit(node.Statement)!, node.Statement));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var condition = node.Condition is null || IsConstant(node.Condition) ? node.Condition : Condition(node.Condition, out _);
        return node.WithDeclaration((VariableDeclarationSyntax?)Visit(node.Declaration))
            .WithCondition(condition)
            .WithStatement(Prefixed((StatementSyntax)Visit(node.Statement)!, node.Statement));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitForEachStatement(ForEachStatementSyntax node) =>
        node.WithExpression((ExpressionSyntax)Visit(node.Expression)!)
            .WithStatement(Prefixed((StatementSyntax)Visit(node.Statement)!, node.Statement));

    /// <inheritdoc />
    public override SyntaxNode? VisitCatchClause(CatchClauseSyntax node) =>
        node.WithBlock(
            node.Block.WithStatements(node.Block.Statements).WithStatements(WithHit(((BlockSyntax)Visit(node.Block)!).Statements))
        );

    /// <inheritdoc />
    public override SyntaxNode? VisitSwitchSection(SwitchSectionSyntax node)
    {
        var section = (SwitchSectionSyntax)base.VisitSwitchSection(node)!;
        return section.WithStatements(WithHit(section.Statements));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitSwitchExpressionArm(SwitchExpressionArmSyntax node)
    {
        var arm = node.WithExpression((ExpressionSyntax)Visit(node.Expression)!);
        if (isLeftOut(node.Span))
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
            IsConstant(node) && model.GetTypeInfo(node, cancellationToken).Type?.SpecialType == SpecialType.System_String
            || IsInExpressionTree(node)
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
            return Declares(node)
                ? rewritten
                : Switched(
                    node,
                    rewritten,
                    [(WithOperator(node, swapped.Item1, swapped.Item2), $"{node.OperatorToken.Text} → {swapped.Item3}")]
                );
        }

        var visited = (BinaryExpressionSyntax)base.VisitBinaryExpression(node)!;
        if (kind is SyntaxKind.CoalesceExpression)
        {
            var left = model.GetTypeInfo(node.Left, cancellationToken).Type;
            return
                left is { IsReferenceType: true }
                && SymbolEqualityComparer.Default.Equals(left, model.GetTypeInfo(node, cancellationToken).Type)
                && node.Right is not ThrowExpressionSyntax
                ? Switched(node, visited, [(node.Left, "a ?? b → a")])
                : visited;
        }

        return Declares(node) ? visited : Switched(node, visited, [.. BinaryMutants(node)]);
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitPrefixUnaryExpression(PrefixUnaryExpressionSyntax node)
    {
        if (IsInExpressionTree(node) || IsConstant(node))
        {
            return node;
        }

        var visited = (PrefixUnaryExpressionSyntax)base.VisitPrefixUnaryExpression(node)!;
        return node.Kind() switch
        {
            SyntaxKind.LogicalNotExpression when !Declares(node) && IsBool(node) && IsBool(node.Operand) => Switched(
                node,
                visited,
                [(node.Operand, "!a → a")]
            ),
            SyntaxKind.UnaryMinusExpression when IsNumber(node.Operand) && SameType(node, node.Operand) => Switched(
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
            IsInExpressionTree(node)
            || node.Parent is PrefixUnaryExpressionSyntax or AttributeArgumentSyntax or EqualsValueClauseSyntax { Parent: ParameterSyntax }
            || IsInConstantContext(node)
        )
        {
            return node;
        }

        switch (node.Kind())
        {
            case SyntaxKind.TrueLiteralExpression or SyntaxKind.FalseLiteralExpression when IsBool(node):
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
                            text.Length == 0 ? "\"\" → \"mutated\"" : $"{Short(node)} → \"\""
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
    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        var visited = (ReturnStatementSyntax)base.VisitReturnStatement(node)!;
        if (node.Expression is null or RefExpressionSyntax || isLeftOut(node.Span) || Declares(node.Expression) || IsFull())
        {
            return visited;
        }

        return Block(List<StatementSyntax>([.. ReturnMutants(node.Expression, node.Span), visited]))
            .WithAdditionalAnnotations(Place(node.Span));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitExpressionStatement(ExpressionStatementSyntax node)
    {
        var visited = (ExpressionStatementSyntax)base.VisitExpressionStatement(node)!;
        var removable = node.Expression switch
        {
            InvocationExpressionSyntax call => !call.ArgumentList.Arguments.Any(a => a.RefKindKeyword != default) && !Declares(call),
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } => !call.ArgumentList.Arguments.Any(a =>
                a.RefKindKeyword != default
            ),
            AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            } assignment => !Declares(assignment) && IsFieldOrProperty(assignment),
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            _ => false,
        };
        if (isLeftOut(node.Span) || IsFull())
        {
            return visited;
        }

        if (
            node.Expression is AssignmentExpressionSyntax compound
            && SwappedAssignment(compound) is { } other
            && IsNumber(compound.Left)
            && !Declares(compound)
        )
        {
            var changed = Add(node.Span, $"{compound.OperatorToken.Text} → {other}");
            return IfStatement(
                    ParseExpression($"{ProbeSource.Reference}.Is({changed})"),
                    Block(ParseStatement($"{compound.Left.WithoutTrivia()} {other} {compound.Right.WithoutTrivia()};")),
                    ElseClause(Block(visited))
                )
                .WithAdditionalAnnotations(Place(node.Span));
        }

        if (!removable)
        {
            return visited;
        }

        var removed = Add(node.Span, $"{Short(node)} removed");
        StatementSyntax result = IfStatement(ParseExpression($"!{ProbeSource.Reference}.Is({removed})"), Block(visited));
        if (
            node.Expression is PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax
            && node.Expression.Kind()
                is SyntaxKind.PostIncrementExpression
                    or SyntaxKind.PostDecrementExpression
                    or SyntaxKind.PreIncrementExpression
                    or SyntaxKind.PreDecrementExpression
        )
        {
            var operand = node.Expression is PostfixUnaryExpressionSyntax post
                ? post.Operand
                : ((PrefixUnaryExpressionSyntax)node.Expression).Operand;
            var up = node.Expression.Kind() is SyntaxKind.PostIncrementExpression or SyntaxKind.PreIncrementExpression;
            var swapped = Add(node.Span, up ? "++ → --" : "-- → ++");
            result = Block(
                ParseStatement(
                    $"if ({ProbeSource.Reference}.Is({swapped})) {{ {operand.WithoutTrivia()}{(up ? "--" : "++")}; }} else {{ {result.NormalizeWhitespace()} }}"
                )
            );
        }

        return result.WithAdditionalAnnotations(Place(node.Span));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitAssignmentExpression(AssignmentExpressionSyntax node) =>
        node.WithRight((ExpressionSyntax)Visit(node.Right)!);

    /// <inheritdoc />
    public override SyntaxNode? VisitYieldStatement(YieldStatementSyntax node)
    {
        var visited = (YieldStatementSyntax)base.VisitYieldStatement(node)!;
        if (node.IsKind(SyntaxKind.YieldBreakStatement) || isLeftOut(node.Span) || IsFull() || Declares(node))
        {
            return visited;
        }

        var removed = Add(node.Span, $"{Short(node)} removed");
        return IfStatement(ParseExpression($"!{ProbeSource.Reference}.Is({removed})"), Block(visited))
            .WithAdditionalAnnotations(Place(node.Span));
    }

    private static string? SwappedAssignment(ExpressionSyntax expression) =>
        expression.Kind() switch
        {
            SyntaxKind.AddAssignmentExpression => "-=",
            SyntaxKind.SubtractAssignmentExpression => "+=",
            SyntaxKind.MultiplyAssignmentExpression => "/=",
            SyntaxKind.DivideAssignmentExpression => "*=",
            _ => null,
        };

    private static bool ReturnsValue(IMethodSymbol? method) =>
        method is { ReturnsVoid: false }
        && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0, Name: "Task" or "ValueTask" });

    private static BinaryExpressionSyntax WithOperator(BinaryExpressionSyntax node, SyntaxKind kind, SyntaxKind token) =>
        BinaryExpression(kind, node.Left, Token(node.OperatorToken.LeadingTrivia, token, node.OperatorToken.TrailingTrivia), node.Right);

    private static StatementSyntax Spaced(StatementSyntax statement) => statement.WithLeadingTrivia(Space);

    private static string Short(SyntaxNode node)
    {
        var text = string.Join(' ', node.ToString().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
        return text.Length <= 60 ? text : text[..57] + "...";
    }

    private static bool Declares(SyntaxNode node) =>
        node.DescendantNodesAndSelf(n => n is not AnonymousFunctionExpressionSyntax)
            .Any(n => n is SingleVariableDesignationSyntax or ParenthesizedVariableDesignationSyntax or QueryExpressionSyntax);

    private IEnumerable<(ExpressionSyntax, string)> BinaryMutants(BinaryExpressionSyntax node)
    {
        var numbers = IsNumber(node.Left) && IsNumber(node.Right);
        (SyntaxKind, SyntaxKind)[] swaps = node.Kind() switch
        {
            SyntaxKind.LessThanExpression when numbers =>
            [
                (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
                (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
            ],
            SyntaxKind.LessThanOrEqualExpression when numbers =>
            [
                (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
                (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
            ],
            SyntaxKind.GreaterThanExpression when numbers =>
            [
                (SyntaxKind.GreaterThanOrEqualExpression, SyntaxKind.GreaterThanEqualsToken),
                (SyntaxKind.LessThanOrEqualExpression, SyntaxKind.LessThanEqualsToken),
            ],
            SyntaxKind.GreaterThanOrEqualExpression when numbers =>
            [
                (SyntaxKind.GreaterThanExpression, SyntaxKind.GreaterThanToken),
                (SyntaxKind.LessThanExpression, SyntaxKind.LessThanToken),
            ],
            SyntaxKind.EqualsExpression => [(SyntaxKind.NotEqualsExpression, SyntaxKind.ExclamationEqualsToken)],
            SyntaxKind.NotEqualsExpression => [(SyntaxKind.EqualsExpression, SyntaxKind.EqualsEqualsToken)],
            SyntaxKind.AddExpression when numbers => [(SyntaxKind.SubtractExpression, SyntaxKind.MinusToken)],
            SyntaxKind.SubtractExpression when numbers => [(SyntaxKind.AddExpression, SyntaxKind.PlusToken)],
            SyntaxKind.MultiplyExpression when numbers => [(SyntaxKind.DivideExpression, SyntaxKind.SlashToken)],
            SyntaxKind.DivideExpression when numbers => [(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken)],
            SyntaxKind.ModuloExpression when numbers => [(SyntaxKind.MultiplyExpression, SyntaxKind.AsteriskToken)],
            SyntaxKind.LeftShiftExpression when numbers => [(SyntaxKind.RightShiftExpression, SyntaxKind.GreaterThanGreaterThanToken)],
            SyntaxKind.RightShiftExpression when numbers => [(SyntaxKind.LeftShiftExpression, SyntaxKind.LessThanLessThanToken)],
            SyntaxKind.BitwiseAndExpression when numbers => [(SyntaxKind.BitwiseOrExpression, SyntaxKind.BarToken)],
            SyntaxKind.BitwiseOrExpression when numbers => [(SyntaxKind.BitwiseAndExpression, SyntaxKind.AmpersandToken)],
            SyntaxKind.ExclusiveOrExpression when numbers => [(SyntaxKind.BitwiseAndExpression, SyntaxKind.AmpersandToken)],
            _ => [],
        };
        // In a condition the negation is there already.
        var negated = IsNegatedAnyway(node);
        foreach (var (kind, token) in swaps)
        {
            var isNegation =
                kind is SyntaxKind.NotEqualsExpression or SyntaxKind.EqualsExpression
                || (numbers && swaps.Length == 2 && kind == swaps[1].Item1);
            if (!(negated && isNegation))
            {
                var changed = WithOperator(node, kind, token);
                yield return (changed, $"{node.OperatorToken.Text} → {changed.OperatorToken.Text}");
            }
        }
    }

    private static bool IsNegatedAnyway(BinaryExpressionSyntax node)
    {
        SyntaxNode current = node;
        while (current.Parent is ParenthesizedExpressionSyntax)
        {
            current = current.Parent;
        }

        return current.Parent switch
        {
            IfStatementSyntax or WhileStatementSyntax or ForStatementSyntax or DoStatementSyntax => true,
            ConditionalExpressionSyntax c => c.Condition == current,
            BinaryExpressionSyntax b => b.Kind() is SyntaxKind.LogicalAndExpression or SyntaxKind.LogicalOrExpression,
            _ => false,
        };
    }

    private IEnumerable<StatementSyntax> ReturnMutants(ExpressionSyntax expression, TextSpan span)
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
        var id = Add(span, $"return {Short(expression)} → return {(constant == "default" ? "default" : "its negation")}");
        yield return ParseStatement($"if ({ProbeSource.Reference}.Is({id})) return {constant};");
    }

    private ExpressionSyntax Condition(ExpressionSyntax condition, out bool reported)
    {
        reported = false;
        var visited = (ExpressionSyntax)Visit(condition)!;
        if (
            condition is ParenthesizedExpressionSyntax
            || Declares(condition)
            || isLeftOut(condition.Span)
            || IsInExpressionTree(condition)
            || !IsBool(condition)
            || IsConstant(condition)
            || IsFull()
        )
        {
            return visited;
        }

        reported = true;
        var branch = Branches;
        Branches += 2;
        var id = Add(condition.Span, $"{Short(condition)} → its negation");
        return InvocationExpression(
                ParseExpression($"{ProbeSource.Reference}.Cond"),
                ArgumentList(SeparatedList([Argument(Number(branch)), Argument(Number(id)), Argument(visited.WithoutTrivia())]))
            )
            .WithAdditionalAnnotations(Place(condition.Span));
    }

    private ExpressionSyntax Switched(
        ExpressionSyntax original,
        ExpressionSyntax rewritten,
        (ExpressionSyntax Changed, string Description)[] changes,
        bool cast = false
    )
    {
        if (changes.Length == 0 || isLeftOut(original.Span) || IsFull())
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
            (cast || IsConstant(original))
            && info.ConvertedType is { } target
            && !SymbolEqualityComparer.Default.Equals(target, info.Type)
            && target.SpecialType != SpecialType.System_Object
                ? ParenthesizedExpression(
                    CastExpression(ParseTypeName(target.ToDisplayString(SymbolDisplayFormat.FullyQualifiedFormat)), result)
                )
                : result;
        return whole.WithTriviaFrom(original).WithAdditionalAnnotations(Place(original.Span));
    }

    private BlockSyntax? Entered(BlockSyntax? body)
    {
        if (body is null)
        {
            return null;
        }

        var visited = (BlockSyntax)Visit(body)!;
        return visited.WithStatements(WithHit(visited.Statements));
    }

    private BlockSyntax BlockOf(ArrowExpressionClauseSyntax arrow, bool returnsValue)
    {
        var visited = ((ExpressionSyntax)Visit(arrow.Expression)!).WithoutTrivia();
        if (arrow.Expression is ThrowExpressionSyntax thrown)
        {
            return Block(HitStatement(), ThrowStatement(((ThrowExpressionSyntax)visited).Expression.WithLeadingTrivia(Space)));
        }

        return !returnsValue
            ? Block(HitStatement(), ExpressionStatement(visited))
            : Block(
                    List<StatementSyntax>([
                        HitStatement(),
                        .. Declares(arrow.Expression) || isLeftOut(arrow.Span) || IsFull()
                            ? []
                            : ReturnMutants(arrow.Expression, arrow.Span),
                        ReturnStatement(visited.WithLeadingTrivia(Space)),
                    ])
                )
                .WithAdditionalAnnotations(Place(arrow.Span));
    }

    private BlockSyntax Prefixed(StatementSyntax statement, StatementSyntax original) =>
        original is BlockSyntax && statement is BlockSyntax block
            ? block.WithStatements(WithHit(block.Statements))
            : Block(HitStatement(), statement);

    private SyntaxList<StatementSyntax> WithHit(SyntaxList<StatementSyntax> statements) => statements.Insert(0, HitStatement());

    private StatementSyntax HitStatement() => ParseStatement($"{ProbeSource.Reference}.Hit({Branches++});");

    private static LiteralExpressionSyntax Number(int value) => LiteralExpression(SyntaxKind.NumericLiteralExpression, Literal(value));

    private static SyntaxAnnotation Place(TextSpan span) =>
        new(Mark, string.Create(CultureInfo.InvariantCulture, $"{span.Start}:{span.Length}"));

    private int Add(TextSpan span, string description)
    {
        var line = model.SyntaxTree.GetLineSpan(span, cancellationToken).StartLinePosition.Line + 1;
        mutants.Add(new Mutant(mutants.Count + 1, line, description));
        return mutants.Count;
    }

    private bool IsFull() => mutants.Count - inMember >= Instrumentation.MaxMutants;

    private bool IsConstant(ExpressionSyntax expression) => model.GetConstantValue(expression, cancellationToken).HasValue;

    private bool IsBool(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType == SpecialType.System_Boolean;

    private bool SameType(ExpressionSyntax one, ExpressionSyntax other) =>
        SymbolEqualityComparer.Default.Equals(
            model.GetTypeInfo(one, cancellationToken).Type,
            model.GetTypeInfo(other, cancellationToken).Type
        );

    private bool IsNumber(ExpressionSyntax expression) =>
        model.GetTypeInfo(expression, cancellationToken).Type?.SpecialType is >= SpecialType.System_Char and <= SpecialType.System_Double;

    private bool IsFieldOrProperty(AssignmentExpressionSyntax assignment) =>
        assignment.Left is ElementAccessExpressionSyntax
        || model.GetSymbolInfo(assignment.Left, cancellationToken).Symbol
            is IFieldSymbol { ContainingType.IsValueType: false }
                or IPropertySymbol { ContainingType.IsValueType: false };

    // A lambda that is data can't hold what instrumentation writes.
    private bool IsInExpressionTree(SyntaxNode node) =>
        node.Ancestors()
            .OfType<AnonymousFunctionExpressionSyntax>()
            .Any(l =>
                model.GetTypeInfo(l, cancellationToken).ConvertedType
                    is INamedTypeSymbol { Name: "Expression", ContainingNamespace.Name: "Expressions" }
            );

    private static bool IsInConstantContext(ExpressionSyntax node)
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
}
