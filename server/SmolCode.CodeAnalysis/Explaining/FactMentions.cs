using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>What a sentence names that can be true or untrue of code.</summary>
/// <param name="Names">Identifiers: what stands between backticks, and words outside of them that look like identifiers.</param>
/// <param name="Numbers">Numbers, in digits or as words.</param>
/// <param name="Effects">Effects by the verb's base form: throw, write, return, delete …, and null, async and the like.</param>
public sealed partial record FactMentions(FrozenSet<string> Names, FrozenSet<string> Numbers, FrozenSet<string> Effects)
{
    private static readonly FrozenDictionary<string, string> NumberWords = new Dictionary<string, string>
    {
        ["zero"] = "0",
        ["one"] = "1",
        ["once"] = "1",
        ["single"] = "1",
        ["two"] = "2",
        ["twice"] = "2",
        ["both"] = "2",
        ["three"] = "3",
        ["four"] = "4",
        ["five"] = "5",
        ["six"] = "6",
        ["seven"] = "7",
        ["eight"] = "8",
        ["nine"] = "9",
        ["ten"] = "10",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Words that claim an effect, by base form. A verb's forms are derived.</summary>
    private static readonly FrozenDictionary<string, string> EffectWords = Forms(
        "throw raise rethrow catch swallow return yield write read save store set assign change modify mutate update increment decrement "
            + "add append insert push remove delete clear drop create construct allocate build make initialize open close dispose release free "
            + "await wait block lock unlock start stop run execute call invoke send receive load fetch download upload connect log print "
            + "subscribe unsubscribe register cancel retry loop iterate repeat enumerate count sum sort order filter select map group join "
            + "convert cast parse format serialize deserialize encode decode encrypt decrypt compare check validate verify ensure test copy "
            + "clone move rename replace swap merge split trim compute calculate multiply divide subtract find search match contain ignore skip"
    );

    private static readonly FrozenDictionary<string, string> StateWords = new Dictionary<string, string>
    {
        ["null"] = "null",
        ["async"] = "async",
        ["asynchronous"] = "async",
        ["asynchronously"] = "async",
        ["exception"] = "throw",
        ["exceptions"] = "throw",
        ["thrown"] = "throw",
        ["caught"] = "catch",
        ["written"] = "write",
        ["wrote"] = "write",
        ["built"] = "build",
        ["made"] = "make",
        ["sent"] = "send",
        ["found"] = "find",
        ["empty"] = "empty",
        ["disposable"] = "dispose",
        ["static"] = "static",
        ["default"] = "default",
        ["true"] = "true",
        ["false"] = "false",
        ["recursive"] = "recursive",
        ["recursively"] = "recursive",
        ["parallel"] = "parallel",
        ["thread"] = "thread",
        ["thread-safe"] = "thread-safe",
        ["file"] = "file",
        ["database"] = "database",
        ["network"] = "network",
    }.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);

    /// <summary>Reads a sentence.</summary>
    public static FactMentions Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var names = new HashSet<string>(StringComparer.Ordinal);
        var numbers = new HashSet<string>(StringComparer.Ordinal);
        var effects = new HashSet<string>(StringComparer.Ordinal);
        var inCode = false;
        foreach (var part in text.Split('`'))
        {
            foreach (Match word in Word().Matches(part))
            {
                var value = word.Value;
                if (char.IsAsciiDigit(value[0]))
                {
                    numbers.Add(value.TrimEnd('.', 'm', 'd', 'f', 'L'));
                }
                else if (inCode)
                {
                    AddCode(value);
                }
                else if (LooksLikeCode(value))
                {
                    names.Add(value);
                }
                else
                {
                    AddProse(value);
                }
            }

            inCode = !inCode;
        }

        return new FactMentions(names.ToFrozenSet(), numbers.ToFrozenSet(), effects.ToFrozenSet());

        void AddCode(string value)
        {
            names.Add(value);
            if (StateWords.TryGetValue(value, out var state))
            {
                effects.Add(state);
            }
            else if (value is "throw" or "await" or "return" or "yield" or "lock")
            {
                effects.Add(value);
            }
        }

        void AddProse(string value)
        {
            if (NumberWords.TryGetValue(value, out var number))
            {
                numbers.Add(number);
            }
            else if (StateWords.TryGetValue(value, out var state) || EffectWords.TryGetValue(value, out state))
            {
                effects.Add(state);
            }
        }
    }

    /// <summary>A word outside of backticks that can only be a name: with an inner capital, an underscore, or a dot within.</summary>
    public static bool LooksLikeCode(string word) =>
        word.Contains('_', StringComparison.Ordinal) || word.AsSpan(1).IndexOfAnyInRange('A', 'Z') >= 0;

    private static FrozenDictionary<string, string> Forms(string verbs)
    {
        var forms = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
        foreach (var verb in verbs.Split(' '))
        {
            var stem = verb.EndsWith('e') ? verb[..^1] : verb;
            var doubled = verb + verb[^1];
            var third =
                verb.EndsWith('y') && verb[^2] is not ('a' or 'e' or 'o') ? verb[..^1] + "ies"
                : verb.EndsWith("ch", StringComparison.Ordinal) || verb.EndsWith("sh", StringComparison.Ordinal) || verb[^1] is 's' or 'x'
                    ? verb + "es"
                : verb + "s";
            var past = verb.EndsWith('y') && verb[^2] is not ('a' or 'e' or 'o') ? verb[..^1] + "ied" : stem + "ed";
            foreach (var form in (string[])[verb, third, past, stem + "ing", doubled + "ing", doubled + "ed", stem + "er"])
            {
                forms.TryAdd(form, verb);
            }
        }

        return forms.ToFrozenDictionary(StringComparer.OrdinalIgnoreCase);
    }

    [GeneratedRegex(@"[\p{L}_@][\p{L}\p{N}_]*(?:-[\p{L}]+)*|\d[\d_.]*[mdfL]?")]
    private static partial Regex Word();
}
