using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Whether a task may be known to have ended where its result is taken: then taking it blocks nobody.</summary>
internal static class HasEnded
{
    private static readonly string[] States =
    [
        "IsCompleted",
        "IsCompletedSuccessfully",
        "IsFaulted",
        "IsCanceled",
        "Status",
        "OnCompleted",
        "UnsafeOnCompleted",
    ];

    /// <summary>
    /// Something before the access asks for the task's state, awaits it, or awaits several at once; or the task is what a continuation is
    /// given. By the order of the text, which is not always that of the run: who sees nothing of the kind can be sure.
    /// </summary>
    internal static bool MayHave(FactContext context, MemberAccessExpressionSyntax access)
    {
        var task = Task(access.Expression);
        if (
            task is InvocationExpressionSyntax made && Called(made) is "FromResult" or "FromException" or "FromCanceled"
            || task is MemberAccessExpressionSyntax { Name.Identifier.Text: "CompletedTask" }
            || access.Parent is InvocationExpressionSyntax { ArgumentList.Arguments: [{ Expression: var limit }] }
                && context.Model.GetConstantValue(limit, context.CancellationToken) is { HasValue: true, Value: 0 }
            || IsGivenToContinuation(context, task)
        )
        {
            return true;
        }

        var code = task.ToString();
        var member = access
            .Ancestors()
            .FirstOrDefault(a => a is MemberDeclarationSyntax or BaseTypeDeclarationSyntax or CompilationUnitSyntax);
        return member is not null
            && member
                .DescendantNodes()
                .TakeWhile(n => n.SpanStart <= access.Span.End)
                .Any(n => n.Span.End <= access.Span.End && !n.Span.Contains(access.Span) && Ends(n, code));
    }

    private static bool Ends(SyntaxNode node, string task) =>
        node switch
        {
            MemberAccessExpressionSyntax state => States.Contains(state.Name.Identifier.Text, StringComparer.Ordinal)
                && Task(state.Expression).ToString() == task,
            IsPatternExpressionSyntax { Pattern: var pattern } asked => ExpressionWording.Strip(asked.Expression).ToString() == task
                && States.Any(s => pattern.ToString().Contains(s, StringComparison.Ordinal)),
            AwaitExpressionSyntax wait => IsOf(wait.Expression, task),
            InvocationExpressionSyntax call => Called(call) is "WhenAll" or "WaitAll" or "WhenAny" or "WaitAny"
                || Called(call) is "Wait" && call.Expression is MemberAccessExpressionSyntax on && Task(on.Expression).ToString() == task,
            _ => false,
        };

    private static bool IsOf(ExpressionSyntax awaited, string task) =>
        awaited.DescendantNodesAndSelf().OfType<ExpressionSyntax>().Any(e => e.ToString() == task);

    /// <summary>The task of an awaiter: <c>t</c> of <c>t.ConfigureAwait(false).GetAwaiter()</c>.</summary>
    private static ExpressionSyntax Task(ExpressionSyntax expression)
    {
        var task = ExpressionWording.Strip(expression);
        while (
            task
                is InvocationExpressionSyntax
                {
                    Expression: MemberAccessExpressionSyntax
                    {
                        Name.Identifier.Text: "GetAwaiter" or "ConfigureAwait",
                        Expression: var inner
                    }
                }
        )
        {
            task = ExpressionWording.Strip(inner);
        }

        return task;
    }

    private static bool IsGivenToContinuation(FactContext context, ExpressionSyntax task) =>
        context.Symbol(task) is IParameterSymbol { ContainingSymbol: IMethodSymbol { MethodKind: MethodKind.AnonymousFunction } function }
        && function.DeclaringSyntaxReferences is [var declared, ..]
        && declared.GetSyntax(context.CancellationToken) is { Parent: ArgumentSyntax { Parent.Parent: InvocationExpressionSyntax call } }
        && Called(call) == "ContinueWith";

    private static string? Called(InvocationExpressionSyntax call) =>
        call.Expression switch
        {
            MemberAccessExpressionSyntax access => access.Name.Identifier.Text,
            MemberBindingExpressionSyntax binding => binding.Name.Identifier.Text,
            SimpleNameSyntax name => name.Identifier.Text,
            _ => null,
        };
}
