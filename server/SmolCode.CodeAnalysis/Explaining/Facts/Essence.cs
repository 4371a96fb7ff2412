using System.Collections.Immutable;
using System.Text.RegularExpressions;
using SmolCode.CodeAnalysis.Explaining.Steps;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>The one clause that says what code does: loops, what it changes, what it returns.</summary>
internal static partial class Essence
{
    private const int Longest = 150;

    /// <summary>Without the condition, that there is one takes as many letters.</summary>
    private const int LongestChecked = 190;
    private const string InTheEnd = "in the end ";
    private const string SomethingElse = ", and does something else otherwise";
    private const string Among = "among other things, ";
    private const string Unless = ", unless ";

    /// <summary>"goes through `items.Values` and returns `total`"; null where there is nothing to say.</summary>
    internal static string? Of(ImmutableArray<CodeFact> steps)
    {
        List<CodeFact> all = [.. steps.Where(s => s.Kind != FactKind.LocalFunction && !IsLabel(s))];
        if (all is [{ Kind: FactKind.Variable, Clause: { } start }, _, ..] && start.StartsWith("starts out", StringComparison.Ordinal))
        {
            // A property's accessors say what it does.
            all.RemoveAt(0);
        }

        if (all.Count == 0)
        {
            return null;
        }

        // What it checks of its arguments is not what it is for.
        if (all.Exists(s => !IsArgumentCheck(s)))
        {
            all.RemoveAll(IsArgumentCheck);
        }

        if (
            all.TrueForAll(IsAccessor)
            && all.Exists(a =>
                !a.Children.IsEmpty
                    ? Of(a.Children) is not { } inner || !CodeQuote.IsPlain(inner)
                    : all.Count > 1 && a.Clause is { } own && !CodeQuote.IsPlain(Undocumented(own))
            )
        )
        {
            // Which part happens when would be lost in one clause.
            return null;
        }

        if (WaysToEnd(all) is { } ways)
        {
            return ways;
        }

        if (Verdict(all) is { } verdict)
        {
            return verdict;
        }

        if (all.Count == 1)
        {
            return One(all[0]);
        }

        if (
            all is [{ Lead: { } condition, Clause: { } then, Kind: FactKind.Branch }, { Lead: "otherwise", Clause: { } otherwise }]
            && condition.StartsWith("if ", StringComparison.Ordinal)
            && Fit($"{Undocumented(then)} {Moved(condition)}, and otherwise {Undocumented(otherwise)}", null) is { } both
        )
        {
            return both;
        }

        if (Setting(all) is { } setting)
        {
            return setting;
        }

        var clauses = new List<(string Text, int Rank, string? Shorter, int At)>();
        var isMore = false;
        var significant = all.Where(s => s.Kind is not (FactKind.Guard or FactKind.Variable or FactKind.Catch or FactKind.Finally))
            .ToList();
        if (significant.Count == 0)
        {
            significant = [all[^1]];
        }

        if (
            significant
                .Where(s =>
                    s is { Kind: FactKind.Assignment, Lead: null, Clause: { } c }
                    && c.StartsWith("sets `", StringComparison.Ordinal)
                    && c.Contains("` to ", StringComparison.Ordinal)
                )
                .ToList() is
            { Count: > 3 } sets
        )
        {
            // Much that is set is one thing that it does: three of them say less than all.
            var combined = sets[0] with
            {
                Clause = $"sets {EnglishList.Of(sets.SelectMany(Targets).Distinct(), 5)}",
            };
            significant = [.. significant.Where(s => s == sets[0] || !sets.Contains(s)).Select(s => s == sets[0] ? combined : s)];
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
                var at = all.FindIndex(s => s.Spans[0].Start == step.Spans[0].Start);
                if (clause.StartsWith(Among, StringComparison.Ordinal))
                {
                    // Said once, of all.
                    clause = clause[Among.Length..];
                    isMore = true;
                }

                if (IsTry(step) && all.Exists(s => s.Kind == FactKind.Catch))
                {
                    clause += ", unless that throws";
                }
                else if (IsChosen(all, at))
                {
                    clause += SomethingElse;
                }

                clauses.Add((clause, Rank(step), step.Kind == FactKind.Loop ? Over(step.Lead!) + Yielding(step) : null, at));
            }
        }

        if (result?.Clause is { } returns)
        {
            // One of several ways to end is not what it does in all cases.
            var isOneOfSeveral = all.Any(s =>
                s != result && s.WithChildren().Any(c => c.Clause?.StartsWith("returns", StringComparison.Ordinal) == true)
            );
            var filled = Filled(all, returns);
            if (filled is not null)
            {
                // How it is filled in detail is no part of the gist.
                var name = returns["returns `".Length..].TrimEnd('`');
                clauses.RemoveAll(c => c.Text.StartsWith($"calls `{name}.", StringComparison.Ordinal));
            }

            var value = filled ?? Undocumented(Named(all, result, returns));
            if (value == returns && clauses.Count == 0 && WorkedOut(all, returns) is { } worked)
            {
                value = worked;
            }

            clauses.Add((isOneOfSeveral ? InTheEnd + value : value, int.MaxValue, null, all.Count));
        }

        // What tells least goes first, once loops are told by what they run over alone.
        while (clauses.Count > 1 && clauses.Sum(c => c.Text.Length) > Longest)
        {
            if (clauses.FindIndex(c => c.Shorter is { } over && over.Length < c.Text.Length) is >= 0 and var loop)
            {
                clauses[loop] = (clauses[loop].Shorter!, clauses[loop].Rank, null, clauses[loop].At);
                continue;
            }

            clauses.RemoveAt(clauses.FindLastIndex(c => c.Rank == clauses.Min(m => m.Rank)));
        }

        if (clauses is [] or [{ Rank: <= 1 }] && all.Count > 3)
        {
            return MainCalls(all);
        }

        if (clauses is [])
        {
            return null;
        }

        if (clauses is [{ At: var own } chosen] && own + 1 < all.Count && chosen.Text.EndsWith(SomethingElse, StringComparison.Ordinal))
        {
            // Nothing follows that could be taken for a part of the other way.
            clauses[0] = (WithOtherWay(chosen.Text, all[own + 1]), chosen.Rank, null, own);
        }

        // What is left out is said to be.
        isMore |= significant.Exists(s =>
            s != result
            && Rank(s) > 1
            && !EndsEarly(s)
            && s.Lead?.StartsWith("otherwise", StringComparison.Ordinal) != true
            && !clauses.Exists(c => c.At == all.FindIndex(a => a.Spans[0].Start == s.Spans[0].Start) || c.Text == One(s))
        );
        var among = isMore ? Among : "";
        // What something before it may end is not what it does in all cases.
        List<int> early =
        [
            .. Enumerable
                .Range(0, all.Count)
                .Where(i => all[i] != result && EndsEarly(all[i]) && !clauses.Exists(c => c.At == i && Ends(c.Text))),
        ];
        var isOnlyResult = clauses is [{ Text: var only }] && only.StartsWith(InTheEnd, StringComparison.Ordinal);
        if (early.Count == 0 || !isOnlyResult && !clauses.Exists(c => c.At > early[0] && c.At < all.Count))
        {
            return among + Joined([.. clauses.Select(c => c.Text)]);
        }

        var told = clauses.ConvertAll(c =>
            (c.At, Text: c.Text.StartsWith(InTheEnd, StringComparison.Ordinal) ? c.Text[InTheEnd.Length..] : c.Text)
        );
        var before = told.Where(c => c.At < early[0]).Select(c => c.Text).ToList();
        var after = told.Where(c => c.At > early[0]).Select(c => c.Text).ToList();
        if (
            after.Count > 0
            && after.Count + before.Count == told.Count
            && told.TrueForAll(c => c.At < early[0] || c.At > early[^1])
            && Condition(all, early) is { } allows
            && Checked(Joined(before), allows, Joined(after)) is { } whole
        )
        {
            return among + whole;
        }

        return $"{among}{Joined([.. told.Select(c => c.Text)])}{Earlier([.. early.Select(e => all[e])])}";

        static bool Ends(string clause) =>
            clause.Contains("returns ", StringComparison.Ordinal) || clause.Contains("ends ", StringComparison.Ordinal);
    }

    /// <summary>"sets `a` and, unless `stop` is true, sets `b`"; null where that is too long.</summary>
    private static string? Checked(string before, string allows, string after) =>
        (
            before.Length == 0 ? $"{after}{(CodeQuote.IsPlain(after) ? "" : ",")} {allows}"
            : CodeQuote.IsPlain(before) && !before.Contains(" if ", StringComparison.Ordinal) ? $"{before} and, {allows}, {after}"
            : $"{before}, then, {allows}, {after}"
        )
            is { Length: <= LongestChecked } whole
            ? whole
            : null;

    /// <summary>"unless `n` is less than `0`", "if `next` is null": when checks let the rest happen. Null where that is no short clause.</summary>
    private static string? Condition(List<CodeFact> all, List<int> early)
    {
        List<CodeFact> checks = [.. early.Select(e => all[e])];
        if (
            checks.Count > 2
            || early.Exists(e => IsChosen(all, e))
            || !checks.TrueForAll(c =>
                c is { Kind: FactKind.Guard or FactKind.Branch, Children.IsEmpty: true, Lead: { } lead }
                && lead.StartsWith("if ", StringComparison.Ordinal)
                && CodeQuote.IsPlain(lead)
                && CodeQuote.Without(lead) is var words
                && !words.Contains(" or ", StringComparison.Ordinal)
                && !words.Contains('(', StringComparison.Ordinal)
            )
        )
        {
            return null;
        }

        const string NotNull = " is not null";
        return checks is [{ Lead: { } only }] && only.EndsWith(NotNull, StringComparison.Ordinal)
            ? $"{only[..^NotNull.Length]} is null"
            : $"unless {EnglishList.Of(checks.Select(c => c.Lead!["if ".Length..]), 2, "or")}";
    }

    /// <summary>", unless an earlier `return` comes first".</summary>
    private static string Earlier(List<CodeFact> steps)
    {
        List<string> words = [.. steps.SelectMany(s => Endings(s, inLoop: false)).Distinct()];
        return $"{Unless}an earlier {EnglishList.Of(words.Select(w => CodeQuote.Of(w)), 3, "or")} comes first";
    }

    /// <summary>The words of the language that end what a step stands in.</summary>
    private static IEnumerable<string> Endings(CodeFact step, bool inLoop)
    {
        if (step.Kind == FactKind.LocalFunction)
        {
            yield break;
        }

        inLoop |= step.Kind == FactKind.Loop;
        switch (step.Clause)
        {
            case "ends the sequence":
                yield return "yield break";
                break;
            case "leaves the loop" when !inLoop:
                yield return "break";
                break;
            case "goes on with the next round" when !inLoop:
                yield return "continue";
                break;
            case { } jump when jump.StartsWith("goes on at ", StringComparison.Ordinal):
                yield return "goto";
                break;
            case { } thrown when thrown.StartsWith("throws", StringComparison.Ordinal):
                yield return "throw";
                break;
            case { } clause when EndsEarly(step with { Children = [] }, inLoop):
                yield return "return";
                break;
        }

        foreach (var ending in step.Children.SelectMany(c => Endings(c, inLoop)))
        {
            yield return ending;
        }
    }

    /// <summary>"…, and otherwise calls `b()`", where that is short and one thing.</summary>
    private static string WithOtherWay(string clause, CodeFact other) =>
        other is { Lead: "otherwise", Clause: { } way, Children.IsEmpty: true }
        && Fit($"{clause[..^SomethingElse.Length]}, and otherwise {Undocumented(way)}", null) is { } both
            ? both
            : clause;

    /// <summary>What something does, after its name or "that": "`Run`, among other things, calls `a`".</summary>
    internal static string After(string subject, string essence) =>
        $"{subject}{(essence.StartsWith(Among, StringComparison.Ordinal) ? "," : "")} {essence}";

    /// <summary>The step is one way of several: another one follows that begins with "otherwise".</summary>
    private static bool IsChosen(List<CodeFact> all, int at) =>
        at >= 0
        && at + 1 < all.Count
        && all[at].Lead?.StartsWith("if ", StringComparison.Ordinal) == true
        && all[at].Kind != FactKind.Catch
        && all[at + 1].Lead?.StartsWith("otherwise", StringComparison.Ordinal) == true;

    /// <summary>Something in it ends what it stands in, so that what follows may not happen. A loop's own rounds may end as they like.</summary>
    private static bool EndsEarly(CodeFact step, bool inLoop = false)
    {
        inLoop |= step.Kind == FactKind.Loop;
        return step.Kind != FactKind.LocalFunction
            && (
                step.Clause is { } clause
                    && (
                        clause is "ends there" or "ends the sequence"
                        || clause.StartsWith("returns", StringComparison.Ordinal)
                        || clause.EndsWith("and returns it", StringComparison.Ordinal)
                        || clause.StartsWith("goes on at ", StringComparison.Ordinal)
                        || !inLoop && clause is "leaves the loop" or "goes on with the next round"
                    )
                || step.Children.Any(c => EndsEarly(c, inLoop))
            );
    }

    /// <summary>A place that is jumped to is nothing that happens.</summary>
    private static bool IsLabel(CodeFact step) => step.Clause?.StartsWith("comes to the label ", StringComparison.Ordinal) == true;

    /// <summary>What it calls, where it does too much for a clause: the names say what it is about.</summary>
    private static string? MainCalls(List<CodeFact> all)
    {
        List<string> names =
        [
            .. all.SelectMany(s => s.WithChildren())
                .Where(s => s.Kind is FactKind.Call or FactKind.Variable or FactKind.Assignment or FactKind.Return or FactKind.Resource)
                .Select(s => Called(s.Clause))
                .OfType<string>()
                .Distinct(),
        ];
        return names.Count < 2 ? null : $"works through {EnglishList.Of(names.Select(n => CodeQuote.Of(n)), 5)}";
    }

    /// <summary>"calls `a.B(c)`" → "B".</summary>
    private static string? Called(string? clause)
    {
        string[] verbs = ["calls `", "the result of `", "awaits `", "the awaited result of `"];
        foreach (var verb in verbs)
        {
            if (clause?.IndexOf(verb, StringComparison.Ordinal) is >= 0 and var at)
            {
                var code = clause[(at + verb.Length)..];
                var end = code.IndexOfAny(['(', '`']);
                var name = end < 0 ? "" : code[..end].Split('<')[0].Split('.')[^1];
                return name.Length > 0 && code[end] == '(' && name.All(c => char.IsLetterOrDigit(c) || c == '_') ? name : null;
            }
        }

        return null;
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
        return text.Length <= Longest
            ? text
            : Verdict(all)
                ?? (
                    Condition(all, [.. Enumerable.Range(0, all.Count - 1)]) is { } allows
                    && Checked("", allows, Undocumented(last)) is { } whole
                        ? whole
                        : $"{Undocumented(last)}{Earlier(all[..^1])}"
                );
    }

    /// <summary>Nothing is done but that values are set: all of them, not the first.</summary>
    private static string? Setting(List<CodeFact> all)
    {
        if (
            all.Count < 3
            || !all.TrueForAll(s =>
                s is { Kind: FactKind.Assignment, Lead: null, Clause: { } c } && c.StartsWith("sets `", StringComparison.Ordinal)
            )
        )
        {
            return null;
        }

        var whole = string.Join(", and ", ClauseList.Merge([.. all.Select(s => s.Clause!)]));
        return whole.Length <= Longest && all.TrueForAll(s => CodeQuote.IsPlain(s.Clause!))
            ? whole
            : $"sets {EnglishList.Of(all.SelectMany(Targets), 6)}";
    }

    /// <summary>"sets `a` and `b` to `c`" → "`a`", "`b`".</summary>
    private static IEnumerable<string> Targets(CodeFact set) =>
        SetTargets().Matches(set.Clause!).SelectMany(m => Code().Matches(m.Groups[1].Value)).Select(m => m.Value);

    [GeneratedRegex("(?:^sets |, | and )((?:`[^`]+`(?:, | and ))*?`[^`]+`) to ")]
    private static partial Regex SetTargets();

    [GeneratedRegex("`[^`]+`")]
    private static partial Regex Code();

    /// <summary>
    /// What may happen in code that no clause sums up, since it depends on one thing within another: what is set, called and thrown. Null
    /// where that is nothing.
    /// </summary>
    internal static string? Scattered(ImmutableArray<CodeFact> steps)
    {
        List<CodeFact> all = [.. steps.SelectMany(s => s.WithChildren()).Where(s => s.Clause is not null)];
        List<string> ways = [];
        Add(
            "set",
            all.Where(s => s.Clause!.StartsWith("sets `", StringComparison.Ordinal) && s.Clause.Contains("` to ", StringComparison.Ordinal))
                .SelectMany(Targets)
        );
        Add("call", all.Where(s => s.Kind != FactKind.Throw).Select(s => Called(s.Clause)).OfType<string>().Select(n => CodeQuote.Of(n)));
        Add(
            "throw",
            all.Where(s => s.Clause!.StartsWith("throws `", StringComparison.Ordinal))
                .Select(s => s.Clause!["throws ".Length..(s.Clause!.IndexOf('`', 8) + 1)])
        );
        return ways.Count == 0
            ? null
            : $"may {(ways.Count == 1 ? ways[0] : $"{string.Join(", ", ways.Take(ways.Count - 1))}, or {ways[^1]}")}, depending on its conditions";

        void Add(string verb, IEnumerable<string> things)
        {
            if (things.Distinct().ToList() is { Count: > 0 } some)
            {
                ways.Add($"{verb} {EnglishList.Of(some, 4)}");
            }
        }
    }

    /// <summary>Nothing but true and false come out of it, and one of them only at its end.</summary>
    private static string? Verdict(List<CodeFact> all)
    {
        if (all[^1] is not { Lead: null, Clause: ("returns `true`" or "returns `false`") and var last })
        {
            return null;
        }

        var others = all.SelectMany(s => s.WithChildren())
            .Where(s => s != all[^1] && s.Clause?.Contains("returns", StringComparison.Ordinal) == true)
            .ToList();
        var other = last == "returns `true`" ? "returns `false`" : "returns `true`";
        // What else it does would be lost, and what is caught is no check.
        var isOnlyChecks = all.SelectMany(s => s.WithChildren())
            .All(s =>
                !IsTry(s)
                && (
                    s.Kind is FactKind.Variable or FactKind.Return or FactKind.Jump
                    || s.Kind is FactKind.Guard or FactKind.Branch or FactKind.Loop
                        && (s.Clause is null || s.Clause == other || s.Clause.StartsWith("goes on", StringComparison.Ordinal))
                )
            );
        return isOnlyChecks && others.Count > 0 && others.TrueForAll(s => s.Clause == other)
            ? $"{other} as soon as one of its checks says so, and otherwise {last["returns ".Length..]}"
            : null;
    }

    /// <summary>Only throws, for what it was given.</summary>
    private static bool IsArgumentCheck(CodeFact step) =>
        step is { Kind: FactKind.Call, Lead: null, Children.IsEmpty: true } && IsNullCheck(Called(step.Clause))
        || step.Kind == FactKind.Guard
            && step.Clause is { } clause
            && (
                clause.StartsWith("throws `Argument", StringComparison.Ordinal)
                || clause.StartsWith("throws `ObjectDisposedException`", StringComparison.Ordinal)
            );

    /// <summary>A collection that it creates, fills and returns.</summary>
    private static string? Filled(List<CodeFact> all, string returns)
    {
        if (
            !returns.StartsWith("returns `", StringComparison.Ordinal)
            || returns["returns `".Length..].TrimEnd('`') is not { Length: > 0 } name
            || !name.All(c => char.IsLetterOrDigit(c) || c == '_')
            || all.Find(s => s.Kind == FactKind.Variable && s.Clause?.EndsWith($" as `{name}`", StringComparison.Ordinal) == true)
                is not { Clause: { } created }
            || !created.StartsWith("creates a new `", StringComparison.Ordinal)
            || created.IndexOf('`', "creates a new `".Length) is not (> 0 and var end)
            || !all.SelectMany(s => s.WithChildren())
                .Any(s =>
                    s.Clause is { } clause
                    && (
                        clause.Contains($"`{name}.Add", StringComparison.Ordinal)
                        || clause.Contains($"`{name}[", StringComparison.Ordinal)
                        || clause.Contains($"in `{name}`", StringComparison.Ordinal)
                    )
                )
        )
        {
            return null;
        }

        var type = created["creates a new `".Length..end];
        return $"returns the `{type}` that it fills (`{name}`)";
    }

    /// <summary>A result that only has a name is told by what it was named for, where nothing happens in between.</summary>
    private static string Named(List<CodeFact> all, CodeFact result, string returns)
    {
        if (
            returns.StartsWith("returns `", StringComparison.Ordinal)
            && all is [{ Kind: FactKind.Variable, Clause: { } begins }, { Kind: FactKind.Branch, Lead: { } lead, Clause: { } changes }, _]
            && lead.StartsWith("if ", StringComparison.Ordinal)
            && returns["returns ".Length..] is var variable
            && Rest(begins, $"sets {variable} to ") is { } first
            && Rest(changes, $"sets {variable} to ") is { } second
            // What it was before would be read as what it becomes.
            && !Mentions(all[1] with { Clause = null }, variable.Trim('`'))
            && !Regex.IsMatch(second, $@"\b{Regex.Escape(variable.Trim('`'))}\b")
        )
        {
            return $"returns {second} {lead}, and otherwise {first}";
        }

        if (
            returns.StartsWith("returns `", StringComparison.Ordinal)
            && all.TrueForAll(s => s == result || s.Lead is null || s.Kind is FactKind.Guard)
            && returns["returns ".Length..] is var name
            && all.FindLast(s => s.Kind == FactKind.Variable && Names(s, name)) is { Clause: { } kept } keeping
            // What is done with it in between would be done to something else, it seems.
            && all.TrueForAll(s => s == result || s == keeping || !Mentions(s, name.Trim('`')))
            // What happens after it may change what it was made of.
            && all.SkipWhile(s => s != keeping).Skip(1).All(s => s == result || s.Kind is FactKind.Guard or FactKind.Variable)
        )
        {
            if (kept.StartsWith("keeps ", StringComparison.Ordinal) && kept.EndsWith($" as {name}", StringComparison.Ordinal))
            {
                return "returns " + kept["keeps ".Length..^$" as {name}".Length];
            }

            if (kept.StartsWith($"computes {name}: ", StringComparison.Ordinal))
            {
                return "returns " + kept[$"computes {name}: ".Length..];
            }

            if (
                Rest(kept, $"sets {name} to ") is { } set
                && all.Count(s => s.Clause?.Contains($"sets {name} to ", StringComparison.Ordinal) == true) == 1
            )
            {
                return "returns " + set;
            }
        }

        return returns;
    }

    private static bool Mentions(CodeFact step, string name) =>
        step.WithChildren().Any(s => Regex.IsMatch(s.Lead + " " + s.Clause, $@"\b{Regex.Escape(name)}\b"));

    private static bool Names(CodeFact variable, string name) =>
        variable.Clause is { } clause
        && (
            clause.EndsWith($" as {name}", StringComparison.Ordinal)
            || clause.StartsWith($"computes {name}: ", StringComparison.Ordinal)
            || clause.StartsWith($"sets {name} to ", StringComparison.Ordinal)
        );

    private static string? Rest(string text, string start) =>
        text.StartsWith(start, StringComparison.Ordinal) ? text[start.Length..] : null;

    /// <summary>"works out and returns `total`", for a variable that takes more than one step.</summary>
    private static string? WorkedOut(List<CodeFact> all, string returns)
    {
        var name = Rest(returns, "returns ");
        return
            name is not null
            && all.SelectMany(s => s.WithChildren())
                .Count(s =>
                    s.Clause is { } clause
                    && (
                        clause.Contains($"sets {name} to ", StringComparison.Ordinal)
                        || clause.Contains($"starts {name} at ", StringComparison.Ordinal)
                        || clause.Contains($" to {name}", StringComparison.Ordinal)
                        || clause.EndsWith($" as {name}", StringComparison.Ordinal)
                    )
                ) > 1
            ? $"works out and returns {name}"
            : null;
    }

    private static bool IsAccessor(CodeFact step) =>
        step.Kind == FactKind.Branch
        && step.Lead is { } lead
        && (lead.StartsWith("when it is ", StringComparison.Ordinal) || lead.StartsWith("when a handler ", StringComparison.Ordinal));

    private static bool IsTry(CodeFact step) => step.Lead == "in a `try` block";

    private static int Rank(CodeFact step) =>
        step.Kind switch
        {
            FactKind.Loop => 5,
            FactKind.Lock => 4,
            FactKind.Branch when IsTry(step) => 4,
            // All that a constructor sets is what it is there for.
            FactKind.Assignment
                when step.Clause is { } set
                    && set.StartsWith("sets ", StringComparison.Ordinal)
                    && !set.Contains("` to ", StringComparison.Ordinal) => 4,
            FactKind.Assignment or FactKind.Yield => 3,
            FactKind.Call when IsCheck(Called(step.Clause)) => 1,
            FactKind.Call => 3,
            // A way to end that is left out makes the last one sound like the only one.
            FactKind.Branch when step.WithChildren().Any(Ends) => 4,
            FactKind.Branch => 2,
            FactKind.Throw => 2,
            // What is acquired is there for what is done with it.
            FactKind.Resource
                when step.WithChildren().Any(c => c.Clause is { } clause && clause.StartsWith("returns ", StringComparison.Ordinal)) => 4,
            FactKind.Resource => 1,
            _ => 1,
        };

    /// <summary>Checks an argument and throws, by its name.</summary>
    private static bool IsNullCheck(string? called) =>
        called is not null
        && (
            called.StartsWith("ThrowIf", StringComparison.Ordinal)
            || called.StartsWith("CheckNotNull", StringComparison.Ordinal)
            || called.StartsWith("CheckArgument", StringComparison.Ordinal)
            || called is "NotNull" or "NotNullOrEmpty" or "NotNullOrWhiteSpace"
        );

    /// <summary>Checks of what was given, of a project's own making.</summary>
    private static bool IsCheck(string? called) =>
        called is not null && (IsNullCheck(called) || called.StartsWith("Validate", StringComparison.Ordinal));

    private static string? One(CodeFact step)
    {
        var clause = step.Clause is { } own ? Undocumented(own) : null;
        if (step.Kind == FactKind.Loop)
        {
            if (
                step
                    is {
                        Clause: null,
                        Lead: { } each,
                        Children: [{ Kind: FactKind.Branch, Children.IsEmpty: true, Lead: { } on, Clause: { } done }]
                    }
                && each.StartsWith("for each ", StringComparison.Ordinal)
                && on.StartsWith("if ", StringComparison.Ordinal)
                && CodeQuote.IsPlain(each)
                && CodeQuote.IsPlain(on)
                && !EndsEarly(step.Children[0])
                && Fit($"{Undocumented(done)} {each} where {Moved(on)["if ".Length..]}", null) is { } chosen
            )
            {
                return chosen;
            }

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
            // Without the condition before it, it says when nothing happens.
            { Lead: { } other } when other.StartsWith("otherwise", StringComparison.Ordinal) => null,
            { Kind: FactKind.Lock, Lead: { } held, Children.IsEmpty: true } when clause is not null => $"{clause}, {held}",
            { Kind: FactKind.Resource, Lead: not null } when clause is not null => clause,
            { Kind: FactKind.Guard, Lead: { } lead } => clause is null ? null : $"{clause} {lead}",
            { Lead: { } lead, Children.IsEmpty: true } when clause is not null => $"{clause} {Moved(lead)}",
            { Kind: FactKind.Lock, Lead: { } lead } => Of(step.Children) is { } inner ? Fit($"{inner}, {lead}", inner) : null,
            { Lead: "otherwise" } => null,
            { Kind: FactKind.Branch, Lead: { } lead } when lead.StartsWith("with overflow", StringComparison.Ordinal) => Of(step.Children)
                ?? clause,
            { Lead: { } lead } when step.Kind == FactKind.Branch => lead.StartsWith("depending", StringComparison.Ordinal) ? $"acts {lead}"
            : Of(step.Children) is { } inner
            && !lead.StartsWith("otherwise", StringComparison.Ordinal)
            // Whether that or the condition is what comes after "unless" can't be told apart.
            && !inner.Contains("unless ", StringComparison.Ordinal)
            && !inner.EndsWith("otherwise", StringComparison.Ordinal)
            && !inner.Contains(", and otherwise", StringComparison.Ordinal)
                ? Fit($"{inner} {lead}", null)
            : null,
            { Lead: not null } => Of(step.Children),
            _ => clause,
        };
    }

    /// <summary>Clauses that have an "and" or a comma of their own need more than another "and" between them.</summary>
    private static string Joined(List<string> clauses) =>
        ClauseList.Merge(clauses) is { } merged && merged.Count < clauses.Count ? Joined([.. merged])
        : clauses.Count == 1 ? clauses[0]
        : clauses.Count > 2 && !clauses.TrueForAll(CodeQuote.IsPlain) ? string.Join(", then ", clauses)
        : clauses.Count == 2
        && clauses.Exists(c =>
            !CodeQuote.IsPlain(c) || c.Contains(" for each ", StringComparison.Ordinal) || c.Contains(" if ", StringComparison.Ordinal)
        )
            ? $"{clauses[0]}, and {clauses[1]}"
        : EnglishList.Of(clauses);

    private static string Over(string lead) =>
        lead.StartsWith("for each ", StringComparison.Ordinal) && lead.IndexOf(" of ", StringComparison.Ordinal) is > 0 and var of
            ? $"goes through {lead[(of + 4)..]}"
        : lead.EndsWith("without an end of its own", StringComparison.Ordinal) ? "loops without an end of its own"
        : lead.StartsWith("again and again", StringComparison.Ordinal) ? "loops until something inside ends it"
        : lead.StartsWith("for the first ", StringComparison.Ordinal) && lead.IndexOf(" of ", StringComparison.Ordinal) is > 0 and var first
            ? $"takes the first of {lead[(first + 4)..]}"
        : lead.StartsWith("in a loop", StringComparison.Ordinal)
            ? $"loops{lead["in a loop".Length..].Replace(" and going on", ", going on", StringComparison.Ordinal)}"
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

    /// <summary>Of a name that a condition gives only the name: from where on it goes is for the steps.</summary>
    private static string Moved(string lead) =>
        lead.Replace(" from here on)", ")", StringComparison.Ordinal).Replace("(otherwise it is ", "(else ", StringComparison.Ordinal);

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
