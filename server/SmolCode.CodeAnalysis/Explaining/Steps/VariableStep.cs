using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>A local variable and what it begins with; with <c>using</c>, a resource.</summary>
internal static class VariableStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, LocalDeclarationStatementSyntax statement)
    {
        var steps = ImmutableArray.CreateBuilder<CodeFact>();
        var isUsing = statement.UsingKeyword.IsKind(SyntaxKind.UsingKeyword);
        foreach (var variable in statement.Declaration.Variables.Where(v => !v.Identifier.IsMissing))
        {
            var span = statement.Declaration.Variables.Count == 1 ? statement.Span : variable.Span;
            if (isUsing)
            {
                var until = statement.AwaitKeyword.IsKind(SyntaxKind.AwaitKeyword) ? "is disposed asynchronously" : "is disposed";
                steps.Add(
                    StepWriter.Step(
                        FactKind.Resource,
                        $"{Begin(writer.Context, variable)}, which {until} when this block ends",
                        span,
                        weight: 2
                    )
                );
                continue;
            }

            if (variable.Initializer is null)
            {
                // A variable that is set later is told of where it is set.
                continue;
            }

            steps.Add(
                StepWriter.Step(
                    FactKind.Variable,
                    Begin(writer.Context, variable) + (statement.IsConst ? " (a constant)" : ""),
                    span,
                    variable.Initializer.Value is LiteralExpressionSyntax ? 0 : 1
                )
            );
        }

        return steps.ToImmutable();
    }

    /// <summary>"keeps the result of … as `x`".</summary>
    internal static string Begin(FactContext context, VariableDeclaratorSyntax variable)
    {
        var name = CodeQuote.Of(variable.Identifier.Text);
        if (variable.Initializer is not { } initializer)
        {
            return $"declares {name}";
        }

        var value = ExpressionWording.Strip(initializer.Value);
        return value switch
        {
            RefExpressionSyntax reference => $"takes {name} as another name for {CodeQuote.Of(reference.Expression)}",
            AwaitExpressionSyntax wait =>
                $"awaits {CodeQuote.Of(ExpressionWording.Unconfigured(wait.Expression))}{context.Expressions.Says(ExpressionWording.Unconfigured(wait.Expression))} and keeps the result as {name}",
            PrefixUnaryExpressionSyntax
                when context.Expressions.Value(value) is var opposite && opposite.StartsWith("whether ", StringComparison.Ordinal) =>
                $"sets {name} to {opposite}",
            LiteralExpressionSyntax or PrefixUnaryExpressionSyntax or DefaultExpressionSyntax =>
                $"starts {name} at {context.Expressions.Value(value)}",
            MemberAccessExpressionSyntax when context.Model.GetConstantValue(value, context.CancellationToken).HasValue =>
                $"starts {name} at {CodeQuote.Of(value)}",
            BaseObjectCreationExpressionSyntax => $"creates {context.Expressions.Value(value)} as {name}",
            AnonymousFunctionExpressionSyntax => $"defines {name}, {context.Expressions.Value(value)}",
            StackAllocArrayCreationExpressionSyntax or ImplicitStackAllocArrayCreationExpressionSyntax =>
                $"allocates {name} on the stack ({CodeQuote.Of(value)})",
            InvocationExpressionSyntax call when LinqWording.TryDescribe(context, call) is { } chain => IsLazy(context, call)
                ? $"defines {name}, evaluated when it is enumerated: {chain}"
                : $"computes {name}: {chain}",
            QueryExpressionSyntax query when !IsLazy(context, query) => $"computes {name}: {context.Expressions.Value(query)}",
            QueryExpressionSyntax query => $"defines {name}, evaluated when it is enumerated: {context.Expressions.Value(query)}",
            InvocationExpressionSyntax
                when context.Expressions.Value(value) is var whether && whether.StartsWith("whether ", StringComparison.Ordinal) =>
                $"sets {name} to {whether}",
            InvocationExpressionSyntax call => $"keeps the result of {CodeQuote.Of(call)}{context.Expressions.Says(call)} as {name}",
            IdentifierNameSyntax or MemberAccessExpressionSyntax or ElementAccessExpressionSyntax =>
                $"takes {CodeQuote.Of(value)} as {name}",
            CastExpressionSyntax cast when CodeQuote.IsShort(cast) =>
                $"casts {CodeQuote.Of(cast.Expression)} to {CodeQuote.Of(cast.Type)} as {name}",
            _ => $"sets {name} to {context.Expressions.Value(value)}",
        };
    }

    /// <summary>A LINQ chain whose elements come when they are asked for.</summary>
    private static bool IsLazy(FactContext context, ExpressionSyntax chain) =>
        context.Type(chain)
            is INamedTypeSymbol
            {
                TypeKind: TypeKind.Interface,
                Name: "IEnumerable" or "IQueryable" or "IOrderedEnumerable" or "IOrderedQueryable" or "IAsyncEnumerable"
            };
}
