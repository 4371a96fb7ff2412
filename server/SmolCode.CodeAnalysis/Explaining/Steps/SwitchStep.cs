using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Steps;

/// <summary>A switch statement: one step a section.</summary>
internal static class SwitchStep
{
    internal static ImmutableArray<CodeFact> Of(StepWriter writer, SwitchStatementSyntax statement, int depth)
    {
        var sections = ImmutableArray.CreateBuilder<CodeFact>();
        foreach (var section in statement.Sections)
        {
            // The break at the end is what makes a section end at all.
            List<StatementSyntax> body = [.. section.Statements];
            while (body is [.., BlockSyntax block] && body.Count == 1)
            {
                body = [.. block.Statements];
            }

            if (body is [.., BreakStatementSyntax])
            {
                body.RemoveAt(body.Count - 1);
            }

            sections.Add(
                StepWriter.Group(
                    FactKind.Branch,
                    Lead(writer.Context, section),
                    section,
                    writer.OfAll(body, depth + 1),
                    TextSpan.FromBounds(section.Labels[0].SpanStart, section.Labels[^1].Span.End)
                )
            );
        }

        return
        [
            StepWriter.Group(
                FactKind.Branch,
                $"depending on {CodeQuote.Of(statement.Expression)}",
                statement,
                // One way alone is no list of ways.
                sections.ToImmutable(),
                TextSpan.FromBounds(statement.SwitchKeyword.SpanStart, statement.OpenBraceToken.SpanStart)
            ),
        ];
    }

    private static string Lead(FactContext context, SwitchSectionSyntax section)
    {
        List<string> labels =
        [
            .. section.Labels.Select(l =>
                l switch
                {
                    CaseSwitchLabelSyntax value => CodeQuote.Of(value.Value),
                    CasePatternSwitchLabelSyntax { WhenClause: { } when } pattern =>
                        $"{CodeQuote.Of(pattern.Pattern)} when {context.Conditions.Of(when.Condition)}",
                    CasePatternSwitchLabelSyntax pattern => CodeQuote.Of(pattern.Pattern),
                    _ => "anything else",
                }
            ),
        ];
        return labels is ["anything else"] ? "in all other cases" : "for " + EnglishList.Of(labels, 6, "or");
    }
}
