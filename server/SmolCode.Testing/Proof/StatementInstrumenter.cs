using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SmolCode.Testing.Proof;

/// <summary>Writes probes where branches begin, and behind a switch leaves out or changes statements.</summary>
internal abstract class StatementInstrumenter(
    SemanticModel model,
    int firstBranch,
    List<Mutant> mutants,
    Func<TextSpan, bool> isLeftOut,
    CancellationToken cancellationToken
) : ExpressionInstrumenter(model, firstBranch, mutants, isLeftOut, cancellationToken)
{
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
            else if (!IsLeftOut(node.Span))
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
        var condition = Facts.IsConstant(node.Condition) ? node.Condition : Condition(node.Condition, out _);
        return node.WithCondition(condition).WithStatement(Prefixed((StatementSyntax)Visit(node.Statement)!, node.Statement));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitDoStatement(DoStatementSyntax node)
    {
        var condition = Facts.IsConstant(node.Condition) ? node.Condition : Condition(node.Condition, out _);
        return node.WithCondition(condition).WithStatement(Prefixed((StatementSyntax)Visit(node.Statement)!, node.Statement));
    }

    /// <inheritdoc />
    public override SyntaxNode? VisitForStatement(ForStatementSyntax node)
    {
        var condition = node.Condition is null || Facts.IsConstant(node.Condition) ? node.Condition : Condition(node.Condition, out _);
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
    public override SyntaxNode? VisitReturnStatement(ReturnStatementSyntax node)
    {
        var visited = (ReturnStatementSyntax)base.VisitReturnStatement(node)!;
        if (node.Expression is null or RefExpressionSyntax || IsLeftOut(node.Span) || ExpressionFacts.Declares(node.Expression) || IsFull())
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
        var removable = IsRemovable(node.Expression);
        if (IsLeftOut(node.Span) || IsFull())
        {
            return visited;
        }

        if (
            node.Expression is AssignmentExpressionSyntax compound
            && OperatorMutants.OfAssignment(compound) is { } other
            && Facts.IsNumber(compound.Left)
            && !ExpressionFacts.Declares(compound)
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

        var removed = Add(node.Span, $"{ExpressionFacts.Short(node)} removed");
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
    public override SyntaxNode? VisitYieldStatement(YieldStatementSyntax node)
    {
        var visited = (YieldStatementSyntax)base.VisitYieldStatement(node)!;
        if (
            node.IsKind(SyntaxKind.YieldBreakStatement)
            || IsLeftOut(node.Span)
            || IsFull()
            || ExpressionFacts.Declares(node)
            || ExpressionFacts.Assigns(node)
        )
        {
            return visited;
        }

        var removed = Add(node.Span, $"{ExpressionFacts.Short(node)} removed");
        return IfStatement(ParseExpression($"!{ProbeSource.Reference}.Is({removed})"), Block(visited))
            .WithAdditionalAnnotations(Place(node.Span));
    }

    protected SyntaxList<StatementSyntax> WithHit(SyntaxList<StatementSyntax> statements) => statements.Insert(0, HitStatement());

    protected StatementSyntax HitStatement() => ParseStatement($"{ProbeSource.Reference}.Hit({Branches++});");

    private BlockSyntax Prefixed(StatementSyntax statement, StatementSyntax original) =>
        original is BlockSyntax && statement is BlockSyntax block
            ? block.WithStatements(WithHit(block.Statements))
            : Block(HitStatement(), statement);

    /// <summary>Without it as a statement the code still compiles.</summary>
    protected bool IsRemovable(ExpressionSyntax expression) =>
        !ExpressionFacts.Assigns(expression)
        && expression switch
        {
            ConditionalAccessExpressionSyntax { WhenNotNull: InvocationExpressionSyntax call } => !call.ArgumentList.Arguments.Any(a =>
                a.RefKindKeyword != default
            ) && !ExpressionFacts.Declares(expression),
            InvocationExpressionSyntax call => !call.ArgumentList.Arguments.Any(a => a.RefKindKeyword != default)
                && !ExpressionFacts.Declares(call),
            AwaitExpressionSyntax { Expression: InvocationExpressionSyntax call } => !call.ArgumentList.Arguments.Any(a =>
                a.RefKindKeyword != default
            ),
            AssignmentExpressionSyntax
            {
                Left: IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax
            } assignment => !ExpressionFacts.Declares(assignment) && Facts.IsFieldOrProperty(assignment),
            PostfixUnaryExpressionSyntax or PrefixUnaryExpressionSyntax => true,
            _ => false,
        };

    private static StatementSyntax Spaced(StatementSyntax statement) => statement.WithLeadingTrivia(Space);
}
