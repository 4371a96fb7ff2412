using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>Clauses in a row that have the verb in common, said with one verb: "sets `a` to 1 and `b` to 2".</summary>
public static class ClauseList
{
    private static readonly string[] Verbs =
    [
        "acts depending on ",
        "adds 1 to ",
        "takes 1 from ",
        "calls ",
        "sets ",
        "takes ",
        "starts ",
        "adds ",
        "subtracts ",
        "awaits ",
    ];

    /// <summary>The clauses with runs of the same verb made one. What has a comma, a condition or an "and" of its own stays as it is.</summary>
    public static IReadOnlyList<string> Merge(IReadOnlyList<string> clauses)
    {
        ArgumentNullException.ThrowIfNull(clauses);
        var merged = new List<string>();
        for (var i = 0; i < clauses.Count; )
        {
            var verb = Verb(clauses[i]);
            var count = 1;
            while (verb is not null && i + count < clauses.Count && Verb(clauses[i + count]) == verb)
            {
                count++;
            }

            merged.Add(count == 1 ? clauses[i] : One(verb!, [.. clauses.Skip(i).Take(count).Select(c => c[verb!.Length..])]));
            i += count;
        }

        return merged;
    }

    private static string One(string verb, List<string> rests)
    {
        if (
            verb == "sets "
            && rests.Select(r => r[(r.IndexOf("` to ", StringComparison.Ordinal) + 1)..]).Distinct().ToList() is [var same]
            && IsFixed(same)
        )
        {
            return $"sets {EnglishList.Of(rests.Select(r => r[..^same.Length]))}{same}";
        }

        return verb + EnglishList.Of(rests);
    }

    /// <summary>" to `0`": what is the same however often it is asked for.</summary>
    private static bool IsFixed(string end) =>
        end is " to null"
        || end.StartsWith(" to `", StringComparison.Ordinal)
            && !end.Contains('(', StringComparison.Ordinal)
            && end.Count(c => c == '`') == 2;

    private static string? Verb(string clause)
    {
        var verb = Array.Find(Verbs, v => clause.StartsWith(v + "`", StringComparison.Ordinal));
        if (verb is null)
        {
            return null;
        }

        var words = CodeQuote.Without(clause);
        string[] own = [", ", " and ", " or ", " if ", " unless ", "(", ":", " times", "whether "];
        return
            own.Any(o => words.Contains(o, StringComparison.Ordinal))
            || verb == "sets " && !clause.Contains("` to ", StringComparison.Ordinal)
            ? null
            : verb;
    }
}
