using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using static Microsoft.CodeAnalysis.CSharp.SyntaxFactory;

namespace SmolCode.Testing.Proof;

/// <summary>Rewrites one member: its bodies become blocks that report that they were entered, and hold its mutants.</summary>
internal sealed class InstrumentingRewriter(
    SemanticModel model,
    int firstBranch,
    List<Mutant> mutants,
    Func<TextSpan, bool> isLeftOut,
    CancellationToken cancellationToken
) : StatementInstrumenter(model, firstBranch, mutants, isLeftOut, cancellationToken)
{
    private readonly SemanticModel model = model;
    private readonly CancellationToken cancellationToken = cancellationToken;

    /// <summary>Rewrites a member.</summary>
    public MemberDeclarationSyntax Member(MemberDeclarationSyntax member)
    {
        BeginMember();
        return (MemberDeclarationSyntax)Visit(member)!;
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
            : node.WithExpressionBody(null)
                .WithSemicolonToken(default)
                .WithBody(BlockOf(node.ExpressionBody, ReturnsValue(model.GetDeclaredSymbol(node, cancellationToken))));

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

    private static bool ReturnsValue(IMethodSymbol? method) =>
        method is { ReturnsVoid: false }
        && !(method.IsAsync && method.ReturnType is INamedTypeSymbol { Arity: 0, Name: "Task" or "ValueTask" });

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
            ? Block(HitStatement(), Removable(arrow, ExpressionStatement(visited))).WithAdditionalAnnotations(Place(arrow.Span))
            : Block(
                    List<StatementSyntax>([
                        HitStatement(),
                        .. ExpressionFacts.Declares(arrow.Expression) || IsLeftOut(arrow.Span) || IsFull()
                            ? []
                            : ReturnMutants(arrow.Expression, arrow.Span),
                        ReturnStatement(visited.WithLeadingTrivia(Space)),
                    ])
                )
                .WithAdditionalAnnotations(Place(arrow.Span));
    }

    // The body of a member that returns nothing, and the mutant that does nothing.
    private StatementSyntax Removable(ArrowExpressionClauseSyntax arrow, StatementSyntax statement) =>
        !IsRemovable(arrow.Expression) || IsLeftOut(arrow.Span) || IsFull()
            ? statement
            : IfStatement(
                ParseExpression($"!{ProbeSource.Reference}.Is({Add(arrow.Span, $"{ExpressionFacts.Short(arrow.Expression)} removed")})"),
                Block(statement)
            );
}
