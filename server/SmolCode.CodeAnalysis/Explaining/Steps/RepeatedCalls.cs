using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>The same method called again and again on the same thing, as tables are filled: one step, not one a call.</summary>
internal static class RepeatedCalls
{
    /// <summary>Fewer are told one by one.</summary>
    private const int Fewest = 4;

    /// <summary>The calls that begin at a statement, and how many statements they are; null where there are few.</summary>
    internal static (CodeFact Step, int Count)? At(IReadOnlyList<StatementSyntax> statements, int at)
    {
        if (Call(statements[at]) is not { } first)
        {
            return null;
        }

        var called = first.Expression.ToString();
        List<InvocationExpressionSyntax> calls = [first];
        while (
            at + calls.Count < statements.Count
            && Call(statements[at + calls.Count]) is { } next
            && next.Expression.ToString() == called
            // What an author says of one of them is said of none of the others.
            && CommentText.Before(statements[at + calls.Count]) is null
        )
        {
            calls.Add(next);
        }

        if (calls.Count < Fewest)
        {
            return null;
        }

        List<string> subjects =
        [
            .. calls
                .Select(c => c.ArgumentList.Arguments.FirstOrDefault()?.Expression)
                .Where(e => e is not (null or AnonymousFunctionExpressionSyntax))
                .Select(e => CodeQuote.Of(e!))
                .Distinct(),
        ];
        var with = subjects.Count == calls.Count ? $", for {EnglishList.Of(subjects, 4)}" : "";
        var step = StepWriter.Step(
            FactKind.Call,
            $"calls {CodeQuote.Of(first.Expression)} {calls.Count} times{with}",
            TextSpan.FromBounds(statements[at].SpanStart, statements[at + calls.Count - 1].Span.End)
        );
        return (step with { Comment = CommentText.Before(statements[at]) }, calls.Count);
    }

    private static InvocationExpressionSyntax? Call(StatementSyntax statement) =>
        statement is ExpressionStatementSyntax { Expression: InvocationExpressionSyntax call }
        && call.Expression is MemberAccessExpressionSyntax or IdentifierNameSyntax or GenericNameSyntax
            ? call
            : null;
}
