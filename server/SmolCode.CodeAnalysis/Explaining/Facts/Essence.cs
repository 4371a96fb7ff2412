using System.Collections.Immutable;
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

        if (all.TrueForAll(IsAccessor) && all.Exists(a => !a.Children.IsEmpty && (Of(a.Children) is not { } inner || !IsPlain(inner))))
        {
            // Which part happens when would be lost in one clause.
            return null;
        }

        if (WaysToEnd(all) is { } ways)
        {
            return ways;
        }

        if (all.Count == 1)
        {
            return One(all[0]);
        }

        var clauses = new List<(string Text, int Rank, string? Shorter)>();
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
            if (One(step) is { } clause && !clauses.Exists(c => c.Text == clause))
            {
                clauses.Add((clause, Rank(step), step.Kind == FactKind.Loop ? Over(step.Lead!) + Yielding(step) : null));
            }
        }

        if (result?.Clause is { } returns)
        {
            // One of several ways to end is not what it does in all cases.
            var isOneOfSeveral = all.Any(s =>
                s != result && s.WithChildren().Any(c => c.Clause?.StartsWith("returns", StringComparison.Ordinal) == true)
            );
            var value = Undocumented(Named(all, result, returns));
            clauses.Add((isOneOfSeveral ? "in the end " + value : value, int.MaxValue, null));
        }

        // What tells least goes first, once loops are told by what they run over alone.
        while (clauses.Count > 1 && clauses.Sum(c => c.Text.Length) > Longest)
        {
            if (clauses.FindIndex(c => c.Shorter is { } over && over.Length < c.Text.Length) is >= 0 and var loop)
            {
                clauses[loop] = (clauses[loop].Shorter!, clauses[loop].Rank, null);
                continue;
            }

            clauses.RemoveAt(clauses.FindLastIndex(c => c.Rank == clauses.Min(m => m.Rank)));
        }

        return clauses switch
        {
            [] => null,
            [{ Text: var tried }]
                when all.Exists(IsTry)
                    && all.Exists(s => s.Kind == FactKind.Catch)
                    && tried.StartsWith("returns ", StringComparison.Ordinal) => $"{tried}, unless that throws",
            [{ Text: var only }] when only.StartsWith("in the end ", StringComparison.Ordinal) =>
                $"{only["in the end ".Length..]}, unless it ends earlier",
            // What a check ends early is not what it does in all cases.
            _ when result is null && all.Exists(s => s is { Kind: FactKind.Guard, Clause: "ends there", Lead: not null }) =>
                $"{Joined([.. clauses.Select(c => c.Text)])}, unless it ends earlier",
            _ => Joined([.. clauses.Select(c => c.Text)]),
        };
    }

    /// <summary>Checks that end it and one last way: all of them are what it does. Null where there is more, or too much for one clause.</summary>
    private static string? WaysToEnd(List<CodeFact> all)
    {
        if (
            all.Count is < 2 or > 4
            || all[^1] is not { Lead: null, Clause: { } last }
            || !Ends(all[^1])
            || !all.Take(all.Count - 1).All(s => s is { Kind: FactKind.Guard, Clause: not null, Lead: not null } && Ends(s))
        )
        {
            return null;
        }

        var ways = all.Take(all.Count - 1).Select(s => $"{Undocumented(s.Clause!)} {s.Lead}").ToList();
        var text = $"{string.Join(", ", ways)}, and otherwise {Undocumented(last)}";
        return text.Length <= Longest ? text : $"{Undocumented(last)}, unless it ends earlier";
    }

    /// <summary>A result that only has a name is told by what it was named for, where nothing happens in between.</summary>
    private static string Named(List<CodeFact> all, CodeFact result, string returns)
    {
        if (
            returns.StartsWith("returns `", StringComparison.Ordinal)
            && all.TrueForAll(s => s == result || s.Kind is FactKind.Guard || s is { Kind: FactKind.Variable, Lead: null })
            && all.FindLast(s => s.Kind == FactKind.Variable) is { Clause: { } kept }
        )
        {
            var name = returns["returns ".Length..];
            if (kept.StartsWith("keeps ", StringComparison.Ordinal) && kept.EndsWith($" as {name}", StringComparison.Ordinal))
            {
                return "returns " + kept["keeps ".Length..^$" as {name}".Length];
            }

            if (kept.StartsWith($"computes {name}: ", StringComparison.Ordinal))
            {
                return "returns " + kept[$"computes {name}: ".Length..];
            }
        }

        return returns;
    }

    private static bool IsAccessor(CodeFact step) =>
        step.Kind == FactKind.Branch
        && step.Lead is { } lead
        && (lead.StartsWith("when it is ", StringComparison.Ordinal) || lead.StartsWith("when a handler ", StringComparison.Ordinal));

    private static bool IsPlain(string clause) =>
        !clause.Contains(", ", StringComparison.Ordinal) && !clause.Contains(" and ", StringComparison.Ordinal);

    private static bool IsTry(CodeFact step) => step.Lead == "in a `try` block";

    private static int Rank(CodeFact step) =>
        step.Kind switch
        {
            FactKind.Loop => 5,
            FactKind.Lock => 4,
            FactKind.Branch when IsTry(step) => 4,
            FactKind.Assignment or FactKind.Yield => 3,
            FactKind.Call => 3,
            // A way to end that is left out makes the last one sound like the only one.
            FactKind.Branch when step.WithChildren().Any(Ends) => 4,
            FactKind.Branch => 2,
            FactKind.Throw => 2,
            FactKind.Resource => 1,
            _ => 1,
        };

    private static string? One(CodeFact step)
    {
        var clause = step.Clause is { } own ? Undocumented(own) : null;
        if (step.Kind == FactKind.Loop)
        {
            return clause is not null && step.Lead!.Length + clause.Length < 130
                ? $"{clause}{(step.Lead.StartsWith("for each", StringComparison.Ordinal) ? " " : ", ")}{step.Lead}"
                : Over(step.Lead!) + Yielding(step);
        }

        if (IsTry(step))
        {
            return step.Children.IsEmpty ? clause : Of(step.Children);
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
        clauses.TrueForAll(c => c.StartsWith("calls `", StringComparison.Ordinal) && IsPlain(c))
            ? EnglishList.Of([clauses[0], .. clauses.Skip(1).Select(c => c["calls ".Length..])])
        : clauses.Count > 2 && !clauses.TrueForAll(IsPlain) ? string.Join(", then ", clauses)
        : clauses.Count == 2
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
        : lead.EndsWith("without an end of its own", StringComparison.Ordinal) ? "loops without an end of its own"
        : lead.StartsWith("again and again", StringComparison.Ordinal) ? "loops until something inside ends it"
        : lead.StartsWith("once, and again", StringComparison.Ordinal) ? $"runs a loop {lead}"
        : $"loops {lead}";

    /// <summary>What an iterator yields is what it is there for.</summary>
    private static string Yielding(CodeFact loop)
    {
        List<string> yields =
        [
            .. loop.WithChildren()
                .Where(c => c.Kind == FactKind.Yield && c.Clause?.StartsWith("yields ", StringComparison.Ordinal) == true)
                .Select(c => Undocumented(c.Clause!)["yields ".Length..])
                .Distinct(),
        ];
        return yields switch
        {
            [] => "",
            [var only] when only.Length <= 60 => $", yielding {only}",
            _ => ", yielding elements one by one",
        };
    }

    private static string Moved(string lead) => lead;

    private static bool Ends(CodeFact step) =>
        step.Clause is { } clause
        && (clause.StartsWith("returns", StringComparison.Ordinal) || clause.StartsWith("throws", StringComparison.Ordinal));

    /// <summary>Without what documentation says of a call: a gist has no room for it.</summary>
    private static string Undocumented(string clause)
    {
        const string Message = " with the message ";
        var message = clause.IndexOf(Message + "`", StringComparison.Ordinal);
        if (message > 0)
        {
            // Code with backticks in it stands between two of them.
            var start = message + Message.Length;
            var close = clause.AsSpan(start).StartsWith("`` ") ? " ``" : "`";
            var stop = clause.IndexOf(close, start + close.Length, StringComparison.Ordinal);
            return stop < 0 ? clause[..message] : Undocumented(clause.Remove(message, stop + close.Length - message));
        }

        var quote = clause.IndexOf(" (“", StringComparison.Ordinal);
        var end = quote < 0 ? -1 : clause.IndexOf("”)", quote, StringComparison.Ordinal);
        return end < 0 ? clause : clause.Remove(quote, end + 2 - quote);
    }

    private static string? Fit(string text, string? shorter) => text.Length <= Longest ? text : shorter;

    /// <summary>The essence of a member.</summary>
    internal static string? OfMember(FactContext context, Microsoft.CodeAnalysis.SyntaxNode member) =>
        Of(BodySteps.Of(new StepWriter(context), member));
}
