using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>LINQ query syntax, clause by clause.</summary>
internal static class QueryWording
{
    /// <summary>A noun phrase for the query.</summary>
    internal static string Describe(FactContext context, QueryExpressionSyntax query)
    {
        List<string> parts =
        [
            $"a query that takes each `{query.FromClause.Identifier.Text}` of {CodeQuote.Of(query.FromClause.Expression)}",
        ];
        Describe(context, query.Body, parts);
        return string.Join(", ", parts);
    }

    private static void Describe(FactContext context, QueryBodySyntax body, List<string> parts)
    {
        foreach (var clause in body.Clauses)
        {
            parts.Add(
                clause switch
                {
                    WhereClauseSyntax where => $"keeps those where {context.Conditions.Of(where.Condition)}",
                    OrderByClauseSyntax order => "sorts by "
                        + EnglishList.Of(
                            order.Orderings.Select(o =>
                                CodeQuote.Of(o.Expression)
                                + (o.AscendingOrDescendingKeyword.IsKind(SyntaxKind.DescendingKeyword) ? " (descending)" : "")
                            )
                        ),
                    FromClauseSyntax from => $"with each `{from.Identifier.Text}` of {CodeQuote.Of(from.Expression)}",
                    LetClauseSyntax let => $"takes {CodeQuote.Of(let.Expression)} as `{let.Identifier.Text}`",
                    JoinClauseSyntax join =>
                        $"joins each `{join.Identifier.Text}` of {CodeQuote.Of(join.InExpression)} where {CodeQuote.Of(join.LeftExpression)} equals {CodeQuote.Of(join.RightExpression)}"
                            + (join.Into is { } into ? $" (as `{into.Identifier.Text}`)" : ""),
                    _ => CodeQuote.Of(clause),
                }
            );
        }

        parts.Add(
            body.SelectOrGroup switch
            {
                SelectClauseSyntax select => $"and gives {context.Expressions.Value(select.Expression, 1)}",
                GroupClauseSyntax group => $"and groups {CodeQuote.Of(group.GroupExpression)} by {CodeQuote.Of(group.ByExpression)}",
                var other => CodeQuote.Of(other),
            }
        );
        if (body.Continuation is { } next)
        {
            var each = body.SelectOrGroup is GroupClauseSyntax ? "each group" : "each of these";
            parts.Add($"then goes on with {each} as `{next.Identifier.Text}`");
            Describe(context, next.Body, parts);
        }
    }
}
