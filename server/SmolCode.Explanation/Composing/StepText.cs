using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining;

namespace SmolCode.Explanation.Composing;

/// <summary>Steps as sentences: guards together, small things in a row together, what is short within what it happens in.</summary>
internal static class StepText
{
    private const int Longest = 190;
    private const int LongestInline = 210;

    /// <summary>More steps than this are counted: nobody reads them.</summary>
    private const int Most = 30;

    /// <summary>Small things that one sentence tells, those with the same verb counted one by one.</summary>
    private const int MostInRow = 6;

    private const int MostDepth = 8;

    /// <summary>The sentences of steps.</summary>
    internal static ImmutableArray<ExplanationSentence> Of(ImmutableArray<CodeFact> steps, bool isPart)
    {
        var sentences = ImmutableArray.CreateBuilder<ExplanationSentence>();

        // Of much code a reader wants the outline first: what lies deepest is left out until the rest can be read.
        for (var deepest = MostDepth; deepest >= 1; deepest--)
        {
            sentences.Clear();
            Write(steps, 0, deepest, sentences, isPart);
            if (sentences.Count <= Most)
            {
                break;
            }
        }

        if (sentences.Count > Most)
        {
            var left = sentences.Count - Most;
            var cut = sentences[Most].Spans;
            sentences.Count = Most;
            sentences.Add(
                new(ExplanationSection.Steps, $"{left} more steps follow; select a part to have it told in full.", SentenceOrigin.Fact, cut)
            );
        }

        return sentences.ToImmutable();
    }

    private static void Write(
        ImmutableArray<CodeFact> steps,
        int depth,
        int deepest,
        ImmutableArray<ExplanationSentence>.Builder sentences,
        bool isPart
    )
    {
        var first = true;
        for (var i = 0; i < steps.Length; )
        {
            var (text, taken, nested) = Next(steps, i, first);
            i += taken;
            if (!nested.IsEmpty && depth >= deepest)
            {
                var left = nested.Sum(n => n.WithChildren().Count());
                var inShort = steps[i - taken].ChildrenInShort;
                text = inShort is { Length: <= Longest }
                    ? $"{text.TrimEnd(':')}, in {left} steps, it{(inShort.StartsWith("among other things, ", StringComparison.Ordinal) ? "," : "")} {inShort}."
                    : $"{text.TrimEnd(':')}, it takes {left} {(left == 1 ? "step" : "steps")} that {(left == 1 ? "is" : "are")} left out here.";
                nested = [];
            }

            var isLast = i >= steps.Length;
            ImmutableArray<TextSpan> spans = [.. steps.Skip(i - taken).Take(taken).SelectMany(s => s.Spans).Distinct()];
            sentences.Add(
                new(
                    ExplanationSection.Steps,
                    Commented(steps[i - taken], Begin(text, first, isLast, depth, isPart, steps[i - taken].Comment is not null)),
                    SentenceOrigin.Fact,
                    spans
                )
                {
                    Depth = depth,
                }
            );
            if (!nested.IsEmpty)
            {
                Write(nested, depth + 1, deepest, sentences, isPart);
            }

            first = false;
        }
    }

    /// <summary>The next sentence, the number of steps that it tells, and those that are told below it.</summary>
    private static (string Text, int Taken, ImmutableArray<CodeFact> Nested) Next(ImmutableArray<CodeFact> steps, int at, bool first)
    {
        if (Guards(steps, at, first) is { } guards)
        {
            return (guards.Text, guards.Taken, []);
        }

        var step = steps[at];
        if (step.Lead is { } lead)
        {
            if (Inline(step) is { } inline)
            {
                var (text, taken) = (inline, 1);
                // If and otherwise are one thought.
                while (
                    at + taken < steps.Length
                    && steps[at + taken] is { Lead: { } next, Comment: null }
                    && next.StartsWith("otherwise", StringComparison.Ordinal)
                    && Inline(steps[at + taken]) is { } rest
                    && text.Length + rest.Length <= LongestInline
                )
                {
                    text = $"{text[..^1]}; {char.ToLowerInvariant(rest[0])}{rest[1..]}";
                    taken++;
                }

                return (text, taken, []);
            }

            return (Capital(lead) + ":", 1, step.Children);
        }

        // Small things in a row.
        List<string> clauses = [step.Clause!];
        var count = 1;
        while (
            count < MostInRow
            && at + count < steps.Length
            && steps[at + count] is { Lead: null, Clause: { } clause, Comment: null } following
            && !(first && following.Kind == FactKind.Guard)
            && IsSmall(step)
            && IsSmall(following)
            && ClauseList.Merge([.. clauses, clause]).Count <= 3
            && clauses.Sum(c => c.Length) + clause.Length <= Longest
        )
        {
            clauses.Add(clause);
            count++;
        }

        return ($"It {Listed(clauses)}.", count, []);
    }

    /// <summary>Checks at the beginning that all throw.</summary>
    private static (string Text, int Taken)? Guards(ImmutableArray<CodeFact> steps, int at, bool first)
    {
        if (!first)
        {
            return null;
        }

        var byException = new List<(string Thrown, List<string> Conditions)>();
        var taken = 0;
        while (at + taken < steps.Length && steps[at + taken].Comment is null && Guard(steps[at + taken]) is { } guard)
        {
            if (byException.Find(b => b.Thrown == guard.Thrown) is { Conditions: { } known })
            {
                known.Add(guard.Condition);
            }
            else
            {
                byException.Add((guard.Thrown, [guard.Condition]));
            }

            taken++;
        }

        if (taken < 2)
        {
            return null;
        }

        var clauses = byException.Select(b => $"throws {b.Thrown} if {string.Join(" or if ", b.Conditions)}").ToList();
        return (
            $"It checks what it was given: it {(clauses.Count == 1 ? clauses[0] : $"{string.Join(", ", clauses.Take(clauses.Count - 1))}, and {clauses[^1]}")}.",
            taken
        );
    }

    private static (string Thrown, string Condition)? Guard(CodeFact step)
    {
        if (step.Kind != FactKind.Guard || step.Clause is not { } clause || !clause.StartsWith("throws ", StringComparison.Ordinal))
        {
            return null;
        }

        if (step.Lead is { } lead && lead.StartsWith("if ", StringComparison.Ordinal))
        {
            return (clause["throws ".Length..], lead["if ".Length..]);
        }

        var condition = clause.IndexOf(" if ", StringComparison.Ordinal);
        return step.Lead is null && condition > 0 ? (clause["throws ".Length..condition], clause[(condition + 4)..]) : null;
    }

    /// <summary>A step with what is in it as one sentence; null where that would be too much for one.</summary>
    private static string? Inline(CodeFact step)
    {
        if (step.Children.IsEmpty)
        {
            return step.Text;
        }

        if (step.Children.Length > 3 || step.Children.Any(c => c.Lead is not null || c.Comment is not null || !IsSmall(c)))
        {
            // One thing within one thing: "For each x of y, if x is null, it …".
            return
                step.Children is [{ Lead: { } lead, Clause: { } inner, Children.IsEmpty: true, Comment: null }]
                && !step.Lead!.StartsWith("if", StringComparison.Ordinal)
                && !step.Lead.StartsWith("otherwise", StringComparison.Ordinal)
                && step.Lead.Length + lead.Length + inner.Length <= Longest
                ? $"{Capital(step.Lead)}, {lead}, it {inner}."
                : null;
        }

        var text = $"{Capital(step.Lead!)}, it {Listed([.. step.Children.Select(c => c.Clause!)])}.";
        return text.Length <= LongestInline ? text : null;
    }

    private static bool IsSmall(CodeFact step) =>
        step.Children.IsEmpty
        && step.Kind is not (FactKind.Resource or FactKind.Throw)
        && step.Clause is { } clause
        && !clause.Contains(": ", StringComparison.Ordinal)
        && !clause.Contains(';', StringComparison.Ordinal)
        && !clause.Contains(" (“", StringComparison.Ordinal);

    private static string Commented(CodeFact step, string text) =>
        step.Comment is { } comment ? $"“{comment}”: {char.ToLowerInvariant(text[0])}{text[1..]}" : text;

    private static string Begin(string text, bool first, bool last, int depth, bool isPart, bool commented)
    {
        if (depth > 0 || commented || !text.StartsWith("It ", StringComparison.Ordinal))
        {
            return text;
        }

        return first && !last && !text.StartsWith("It returns", StringComparison.Ordinal) ? $"First, it {text[3..]}"
            : last
            && !first
            && !isPart
            && (text.StartsWith("It returns", StringComparison.Ordinal) || text.StartsWith("It throws", StringComparison.Ordinal))
                ? $"In the end, it {text[3..]}"
            : !first ? $"Then it {text[3..]}"
            : text;
    }

    private static string Listed(List<string> clauses)
    {
        clauses = [.. ClauseList.Merge(clauses)];
        return clauses.Count switch
        {
            1 => clauses[0],
            // Clauses that have commas of their own are kept apart by "then".
            2 => clauses.Exists(c =>
                Words(c) is var w && (w.Contains(", ", StringComparison.Ordinal) || w.Contains(" and ", StringComparison.Ordinal))
            )
                ? $"{clauses[0]}, then {clauses[1]}"
                : $"{clauses[0]} and {clauses[1]}",
            _ => $"{string.Join(", ", clauses.Take(clauses.Count - 1))}, and {clauses[^1]}",
        };
    }

    /// <summary>A clause without the code in it.</summary>
    private static string Words(string clause) => string.Concat(clause.Split('`').Where((_, i) => i % 2 == 0));

    private static string Capital(string text) => char.ToUpperInvariant(text[0]) + text[1..];
}
