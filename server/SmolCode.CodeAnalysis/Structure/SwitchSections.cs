using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>The next section that a switch statement lacks, its body as the sections above have it; when all is covered, a default that throws.</summary>
internal sealed class SwitchSections : IStructuralSource
{
    private const int MaxAlternatives = 2;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            SectionAbove(place) is not { Parent: SwitchStatementSyntax choice } nearest
            || !place.TryGetType(choice.Expression, out var type)
        )
        {
            return [];
        }

        var all = SwitchCase.All(type);
        var others = choice.Sections.Where(s => s.SpanStart < place.LineStart || s.SpanStart >= place.Hole.Position).ToList();
        var labels = others.SelectMany(s => s.Labels).ToList();
        if (all.IsEmpty || CodeStyle.IndentationOf(nearest) != place.Indentation)
        {
            return [];
        }

        var covered = labels.Select(Pattern).OfType<SyntaxNode>().SelectMany(SwitchCase.Covered).ToHashSet();
        var above = others
            .Where(s => s.SpanStart < place.LineStart && s.Labels.Count == 1)
            .Select(s => (Case: Pattern(s.Labels[0]) is { } p ? SwitchCase.Of(p) : null, Section: s))
            .Where(s => s.Case is not null && all.Contains(s.Case.Name))
            .Select(s => (Case: s.Case!, Text: Body(s.Section)))
            .ToList();
        if (above.Count == 0)
        {
            return [];
        }

        var last = all.IndexOf(above[^1].Case.Name);
        var missing = all.Where(n => !covered.Contains(n)).OrderBy(n => all.IndexOf(n) <= last).ToList();
        var texts =
            missing.Count > 0 ? missing.Select(Section)
            : labels.Exists(l => l is DefaultSwitchLabelSyntax) ? []
            : Throwing(place, choice);
        return texts.OfType<string>().Take(MaxAlternatives).Select(place.Rest).OfType<string>();

        string? Section(string name)
        {
            var next = above[^1].Case.For(name);
            return SwitchCase.Next(above, next) is { } body ? $"case {next}:{body}" : null;
        }

        string Body(SwitchSectionSyntax section)
        {
            var end = section.Statements.Last(s => s.Span.End <= place.LineStart || s == section.Statements[0]).Span.End;
            var text = section.ToString()[..(end - section.SpanStart)];
            return place.Reindented(text[(section.Labels[0].Span.End - section.SpanStart)..], section);
        }
    }

    /// <summary>The section that ends above the cursor's line.</summary>
    private static SwitchSectionSyntax? SectionAbove(StructuralPlace place)
    {
        var section = place.BeforeLine.Parent?.FirstAncestorOrSelf<SwitchSectionSyntax>(s =>
            s.Statements.Any(t => t.GetLastToken() == place.BeforeLine)
        );
        return section?.Statements.First(t => t.GetLastToken() == place.BeforeLine) is { } last && Leaves(last) ? section : null;
    }

    private static bool Leaves(StatementSyntax statement) =>
        statement is BreakStatementSyntax or ReturnStatementSyntax or ThrowStatementSyntax or ContinueStatementSyntax or GotoStatementSyntax
        || (statement is BlockSyntax { Statements: [.., var last] } && Leaves(last));

    private static SyntaxNode? Pattern(SwitchLabelSyntax label) =>
        label switch
        {
            CaseSwitchLabelSyntax value => value.Value,
            CasePatternSwitchLabelSyntax { WhenClause: null } pattern => pattern.Pattern,
            _ => null,
        };

    /// <summary>The default section of another switch of the file that throws.</summary>
    private static IEnumerable<string?> Throwing(StructuralPlace place, SwitchStatementSyntax choice)
    {
        foreach (var other in place.Root.DescendantNodes().OfType<SwitchStatementSyntax>().Where(s => s != choice))
        {
            if (other.Sections.LastOrDefault() is { Labels: [DefaultSwitchLabelSyntax], Statements: [ThrowStatementSyntax] } section)
            {
                var (from, to) = (other.Expression.ToString(), choice.Expression.ToString());
                var words = place.Reindented(section.ToString(), section);
                yield return SyntaxFacts.IsValidIdentifier(from) && SyntaxFacts.IsValidIdentifier(to)
                    ? NameSeries.Renamed(words, from, to)
                    : words;
                yield break;
            }
        }
    }
}
