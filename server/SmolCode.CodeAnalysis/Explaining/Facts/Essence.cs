using System.Collections.Immutable;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Steps;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>The one clause that says what code does: loops, what it changes, what it returns.</summary>
internal static class Essence
{
    private const int Longest = 150;

    /// <summary>"goes through `items.Values` and returns `total`"; null where there is nothing to say.</summary>
    internal static string? Of(ImmutableArray<CodeFact> steps)
    {
        List<CodeFact> all = [.. steps.Where(s => s.Kind != FactKind.LocalFunction)];
        if (all.Count == 0)
        {
            return null;
        }

        // Two ways to end: both are what it does.
        if (
            all is [{ Kind: FactKind.Guard, Clause: { } first, Lead: { } lead }, { Clause: { } second, Lead: null }]
            && Ends(all[0])
            && Ends(all[1])
        )
        {
            return Fit($"{Undocumented(first)} {lead}, and otherwise {Undocumented(second)}", Undocumented(second));
        }

        if (all.Count == 1)
        {
            return One(all[0]);
        }

        var clauses = new List<string>();
        var significant = all.Where(s => s.Kind is not (FactKind.Guard or FactKind.Variable or FactKind.Catch or FactKind.Finally))
            .ToList();
        if (significant.Count == 0)
        {
            significant = [all[^1]];
        }

        var result = significant.LastOrDefault(s => s is { Kind: FactKind.Return, Lead: null, Clause: not "ends there" });
        // The loop or the change comes before the result, and what stands first tells most.
        foreach (
            var step in significant
                .Where(s => s != result)
                .OrderByDescending(Rank)
                .Take(result is null ? 3 : 2)
                .OrderBy(s => s.Spans[0].Start)
        )
        {
            if (One(step) is { } clause && !clauses.Contains(clause))
            {
                clauses.Add(clause);
            }
        }

        if (result?.Clause is { } returns)
        {
            // One of several ways to end is not what it does in all cases.
            var isOneOfSeveral = all.Any(s =>
                s != result && s.WithChildren().Any(c => c.Clause?.StartsWith("returns", StringComparison.Ordinal) == true)
            );
            clauses.Add((isOneOfSeveral ? "in the end " : "") + Undocumented(returns));
        }

        while (clauses.Count > 1 && clauses.Sum(c => c.Length) > Longest)
        {
            clauses.RemoveAt(clauses.Count == 2 && result is not null ? 0 : clauses.Count - (result is null ? 1 : 2));
        }

        return clauses.Count == 0 ? null : Joined(clauses);
    }

    private static int Rank(CodeFact step) =>
        step.Kind switch
        {
            FactKind.Loop => 5,
            FactKind.Resource or FactKind.Lock => 4,
            FactKind.Assignment or FactKind.Yield => 3,
            FactKind.Call => 3,
            FactKind.Branch => 2,
            FactKind.Throw => 2,
            _ => 1,
        };

    private static string? One(CodeFact step)
    {
        var clause = step.Clause is { } own ? Undocumented(own) : null;
        if (step.Kind == FactKind.Loop)
        {
            return clause is not null && step.Lead!.Length + clause.Length < 130
                ? $"{clause}{(step.Lead.StartsWith("for each", StringComparison.Ordinal) ? " " : ", ")}{step.Lead}"
                : Over(step.Lead!);
        }

        return step switch
        {
            { Kind: FactKind.Guard, Lead: { } lead } => clause is null ? null : $"{clause} {lead}",
            { Lead: { } lead, Children.IsEmpty: true } when clause is not null => $"{clause} {Moved(lead)}",
            { Kind: FactKind.Lock, Lead: { } lead } => Of(step.Children) is { } inner ? Fit($"{inner}, {lead}", inner) : null,
            { Lead: "otherwise" } => null,
            { Lead: { } lead } when step.Kind == FactKind.Branch => lead.StartsWith("depending", StringComparison.Ordinal) ? $"acts {lead}"
            : Of(step.Children) is { } inner && !lead.StartsWith("otherwise", StringComparison.Ordinal) ? Fit($"{inner} {lead}", null)
            : null,
            { Lead: not null } => Of(step.Children),
            _ => clause,
        };
    }

    /// <summary>Clauses that have an "and" or a comma of their own need more than another "and" between them.</summary>
    private static string Joined(List<string> clauses) =>
        clauses.Count == 2
        && clauses.Exists(c =>
            c.Contains(" and ", StringComparison.Ordinal)
            || c.Contains(", ", StringComparison.Ordinal)
            || c.Contains(" for each ", StringComparison.Ordinal)
        )
            ? $"{clauses[0]}, and {clauses[1]}"
            : EnglishList.Of(clauses);

    private static string Over(string lead) =>
        lead.StartsWith("for each ", StringComparison.Ordinal) && lead.IndexOf(" of ", StringComparison.Ordinal) is > 0 and var of
            ? $"goes through {lead[(of + 4)..]}"
        : lead.StartsWith("again and again", StringComparison.Ordinal) ? "loops until something inside ends it"
        : $"loops {lead}";

    private static string Moved(string lead) => lead;

    private static bool Ends(CodeFact step) =>
        step.Clause is { } clause
        && (clause.StartsWith("returns", StringComparison.Ordinal) || clause.StartsWith("throws", StringComparison.Ordinal));

    /// <summary>Without what documentation says of a call: a gist has no room for it.</summary>
    private static string Undocumented(string clause)
    {
        var message = clause.IndexOf(" with the message `", StringComparison.Ordinal);
        if (message > 0)
        {
            return clause[..message];
        }

        var quote = clause.IndexOf(" (“", StringComparison.Ordinal);
        var end = quote < 0 ? -1 : clause.IndexOf("”)", quote, StringComparison.Ordinal);
        return end < 0 ? clause : clause.Remove(quote, end + 2 - quote);
    }

    private static string? Fit(string text, string? shorter) => text.Length <= Longest ? text : shorter;

    /// <summary>The essence of a member.</summary>
    internal static string? OfMember(FactContext context, Microsoft.CodeAnalysis.SyntaxNode member) =>
        member is BasePropertyDeclarationSyntax { AccessorList: not null } ? null : Of(BodySteps.Of(new StepWriter(context), member));
}
