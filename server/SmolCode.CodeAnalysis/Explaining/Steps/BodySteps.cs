using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>The steps of a whole member, whatever form its body has.</summary>
internal static class BodySteps
{
    /// <summary>The steps of a member; empty where it has no body.</summary>
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, SyntaxNode member) =>
        member switch
        {
            ConstructorDeclarationSyntax constructor =>
            [
                .. Initializer(constructor),
                .. Body(writer, constructor.Body, constructor.ExpressionBody, true),
            ],
            MethodDeclarationSyntax method => Body(writer, method.Body, method.ExpressionBody, ReturnsNothing(writer.Context, method)),
            BaseMethodDeclarationSyntax other => Body(writer, other.Body, other.ExpressionBody, other is DestructorDeclarationSyntax),
            LocalFunctionStatementSyntax function => Body(
                writer,
                function.Body,
                function.ExpressionBody,
                ReturnsNothing(writer.Context, function)
            ),
            AccessorDeclarationSyntax accessor => Body(
                writer,
                accessor.Body,
                accessor.ExpressionBody,
                !accessor.IsKind(SyntaxKind.GetAccessorDeclaration)
            ),
            PropertyDeclarationSyntax { ExpressionBody: { } body } => OfExpression(writer, body.Expression, returnsNothing: false),
            IndexerDeclarationSyntax { ExpressionBody: { } body } => OfExpression(writer, body.Expression, returnsNothing: false),
            BasePropertyDeclarationSyntax { AccessorList: { } accessors } property =>
            [
                .. property is PropertyDeclarationSyntax { Initializer: { } initializer } ? [Start(writer, initializer)] : (CodeFact[])[],
                .. Accessors(writer, accessors),
            ],
            FieldDeclarationSyntax { Declaration.Variables: [{ Initializer: { } initializer }] } field
                when !field.Modifiers.Any(SyntaxKind.ConstKeyword) => [Start(writer, initializer)],
            AnonymousFunctionExpressionSyntax lambda => lambda.ExpressionBody is { } body
                // Whether somebody takes what it assigned is for who calls it.
                ? OfExpression(writer, body, returnsNothing: ExpressionWording.Strip(body) is AssignmentExpressionSyntax)
                : writer.Of(lambda.Block),
            GlobalStatementSyntax top => writer.Of(top.Statement),
            _ => [],
        };

    /// <summary>The one step of an expression body.</summary>
    internal static ImmutableArray<CodeFact> OfExpression(StepWriter writer, ExpressionSyntax body, bool returnsNothing)
    {
        var stripped = ExpressionWording.Strip(body);
        if (stripped is ThrowExpressionSyntax thrown)
        {
            return [StepWriter.Step(FactKind.Throw, $"throws {writer.Context.Expressions.Thrown(thrown.Expression)}", body)];
        }

        if (!returnsNothing)
        {
            return [StepWriter.Step(FactKind.Return, JumpStep.Return(writer.Context, body), body, weight: 2)];
        }

        return stripped is InvocationExpressionSyntax call && writer.Context.Expressions.Check(call) is { } check
            ? [StepWriter.Guard(check, body)]
            :
            [
                StepWriter.Step(
                    stripped is AssignmentExpressionSyntax ? FactKind.Assignment : FactKind.Call,
                    writer.Context.Expressions.Action(body),
                    body
                ),
            ];
    }

    /// <summary>A method or local function without a value: void, or a task alone.</summary>
    internal static bool ReturnsNothing(FactContext context, SyntaxNode declaration) =>
        context.Declared(declaration) is IMethodSymbol method
            ? method.ReturnsVoid || (method.IsAsync && method.ReturnType is INamedTypeSymbol { Name: "Task" or "ValueTask", Arity: 0 })
            : declaration is MethodDeclarationSyntax { ReturnType: PredefinedTypeSyntax { Keyword.RawKind: (int)SyntaxKind.VoidKeyword } };

    private static ImmutableArray<CodeFact> Body(
        StepWriter writer,
        BlockSyntax? block,
        ArrowExpressionClauseSyntax? arrow,
        bool returnsNothing
    ) =>
        arrow is not null
            ? [.. OfExpression(writer, arrow.Expression, returnsNothing), .. LambdaStep.Of(writer, arrow, 0)]
            : writer.Of(block);

    private static ImmutableArray<CodeFact> Initializer(ConstructorDeclarationSyntax constructor)
    {
        if (
            constructor.Initializer is not { } initializer
            || (initializer.ArgumentList.Arguments.Count == 0 && initializer.IsKind(SyntaxKind.BaseConstructorInitializer))
        )
        {
            return [];
        }

        var which = initializer.IsKind(SyntaxKind.BaseConstructorInitializer)
            ? "the base class' constructor"
            : "another constructor of this type";
        var with =
            initializer.ArgumentList.Arguments.Count == 0
                ? ""
                : $" with {EnglishList.Of(initializer.ArgumentList.Arguments.Select(a => CodeQuote.Of(a.Expression)), 5)}";
        return [StepWriter.Step(FactKind.Call, $"calls {which}{with}", initializer)];
    }

    private static CodeFact Start(StepWriter writer, EqualsValueClauseSyntax initializer) =>
        StepWriter.Step(FactKind.Variable, $"starts out as {writer.Context.Expressions.Value(initializer.Value)}", initializer.Value);

    private static ImmutableArray<CodeFact> Accessors(StepWriter writer, AccessorListSyntax list)
    {
        var steps = ImmutableArray.CreateBuilder<CodeFact>();
        if (
            list.Accessors is [{ RawKind: (int)SyntaxKind.GetAccessorDeclaration } only]
            && (only.Body ?? (SyntaxNode?)only.ExpressionBody) is not null
        )
        {
            // Nothing but reading is possible.
            return Of(writer, only);
        }

        foreach (var accessor in list.Accessors.Where(a => a.Body is not null || a.ExpressionBody is not null))
        {
            var lead = accessor.Kind() switch
            {
                SyntaxKind.GetAccessorDeclaration => "when it is read",
                SyntaxKind.SetAccessorDeclaration => "when it is set",
                SyntaxKind.InitAccessorDeclaration => "when it is set, at construction",
                SyntaxKind.AddAccessorDeclaration => "when a handler is added",
                SyntaxKind.RemoveAccessorDeclaration => "when a handler is removed",
                _ => "otherwise",
            };
            steps.Add(StepWriter.Group(FactKind.Branch, lead, accessor, Of(writer, accessor), accessor.Keyword.Span));
        }

        return steps.ToImmutable();
    }
}
