using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>When code runs that doesn't run when it is called: iterators; blocking waits, tasks that nobody waits for, async void.</summary>
internal static class ConcurrencyFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            yield break;
        }

        if (nodes.Scope == ExplainedScope.Member && context.Declared(nodes.Nodes[0]) is IMethodSymbol { IsAsync: true, ReturnsVoid: true })
        {
            yield return new(
                FactKind.Concurrency,
                "It is `async void`: nobody can wait for it, and an exception that leaves it can't be caught by its caller.",
                [nodes.Span]
            )
            {
                Weight = 2,
            };
        }

        if (nodes.Scope == ExplainedScope.Member && IsIterator(nodes.Nodes[0]))
        {
            yield return new(
                FactKind.Concurrency,
                "It is an iterator: nothing of it runs when it is called, checks of arguments included, but step by step while somebody goes through the sequence, and anew each time.",
                [nodes.Span]
            )
            {
                Weight = 1,
            };
        }

        foreach (var access in nodes.All<MemberAccessExpressionSyntax>())
        {
            var isResult = access.Name.Identifier.Text == "Result" && access.Parent is not InvocationExpressionSyntax;
            var isWait = access.Name.Identifier.Text is "Wait" or "GetResult" && access.Parent is InvocationExpressionSyntax;
            if (!isResult && !isWait)
            {
                continue;
            }

            if (
                context.Type(access.Expression)
                    is INamedTypeSymbol
                    {
                        Name: "Task"
                            or "ValueTask"
                            or "TaskAwaiter"
                            or "ValueTaskAwaiter"
                            or "ConfiguredTaskAwaiter"
                            or "ConfiguredValueTaskAwaiter"
                    } task
                && task.ContainingNamespace.ToDisplayString() is "System.Threading.Tasks" or "System.Runtime.CompilerServices"
                && !HasEnded.MayHave(context, access)
            )
            {
                var until = access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments.Count: > 0 }
                    ? "until the task has ended or the wait is given up"
                    : "until the task has ended";
                yield return new(FactKind.Concurrency, $"{CodeQuote.Of(access)} blocks the thread {until}.", [access.Span]) { Weight = 2 };
            }
        }

        foreach (var statement in nodes.All<ExpressionStatementSyntax>())
        {
            var expression = ExpressionWording.Strip(statement.Expression);
            if (
                expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax { Identifier.Text: "_" } discard, Right: var dropped }
                && context.Symbol(discard) is null or IDiscardSymbol
            )
            {
                expression = ExpressionWording.Strip(dropped);
            }

            if (
                expression is InvocationExpressionSyntax call
                && context.Symbol(call) is IMethodSymbol { ReturnType: INamedTypeSymbol { Name: "Task" or "ValueTask" } task }
                && task.ContainingNamespace.ToDisplayString() == "System.Threading.Tasks"
            )
            {
                yield return new(FactKind.Concurrency, $"Nothing waits for the task of {CodeQuote.Of(call)}.", [call.Span]) { Weight = 2 };
            }
        }
    }

    /// <summary>A <c>yield</c> of its own, not of a function in it.</summary>
    private static bool IsIterator(SyntaxNode member) =>
        member
            .DescendantNodes(n => n is not (LocalFunctionStatementSyntax or AnonymousFunctionExpressionSyntax))
            .OfType<YieldStatementSyntax>()
            .Any();
}
