using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining;

namespace SmolCode.Explanation.Telling;

/// <summary>
/// Holds a sentence by the model against the facts. It passes only when everything that it names stands in them, each effect in one fact
/// together with the names that it is said of, and when it uses no word of weight that the facts don't use.
/// </summary>
internal sealed partial class SentenceCheck
{
    private const int Longest = 240;

    /// <summary>Words that turn a true sentence into another one: a fact has no such words for the model to take over.</summary>
    private static readonly FrozenSet<string> Absolutes = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "not",
        "never",
        "no",
        "without",
        "always",
        "only",
        "all",
        "every",
        "any",
        "none",
        "nothing",
        "cannot",
        "neither",
        "nor",
        "must",
        "unless",
        "except"
    );

    private static readonly FrozenSet<string> Plain = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "a",
        "an",
        "the",
        "it",
        "its",
        "this",
        "that",
        "these",
        "those",
        "which",
        "who",
        "and",
        "or",
        "but",
        "then",
        "also",
        "so",
        "as",
        "if",
        "when",
        "while",
        "where",
        "of",
        "in",
        "on",
        "to",
        "from",
        "for",
        "with",
        "by",
        "at",
        "into",
        "is",
        "are",
        "be",
        "been",
        "was",
        "has",
        "have",
        "does",
        "do",
        "done",
        "code",
        "method",
        "function",
        "class",
        "type",
        "property",
        "first",
        "finally",
        "next",
        "after",
        "before",
        "each",
        "given",
        "using",
        "used",
        "value",
        "values",
        "result",
        "called",
        "calls",
        "can",
        "may",
        "will",
        "one",
        "there",
        "here",
        "it's",
        "such",
        "some",
        "other",
        "otherwise"
    );

    private readonly ImmutableArray<CodeFact> facts;
    private readonly ImmutableArray<Phrase> sayings;
    private readonly FrozenSet<string> stems;

    /// <summary>Checks against the facts of a piece of code.</summary>
    internal SentenceCheck(ExplainedCode code)
    {
        facts = [.. code.Facts.SelectMany(f => f.WithChildren())];
        sayings = [.. code.Facts.SelectMany(f => WithLeads(f, ""))];
        stems = facts.SelectMany(f => Words(f.Text)).Select(Stem).ToFrozenSet(StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>Why a sentence is dropped; null where it passes.</summary>
    internal string? Refuse(string sentence, ImmutableArray<ExplanationSentence> others)
    {
        if (sentence.Length is < 12 or > Longest || sentence.Count(c => c == '`') % 2 == 1 || !sentence.EndsWith('.'))
        {
            return "it is no whole sentence";
        }

        var mentions = FactMentions.Of(sentence);
        if (mentions.Names.FirstOrDefault(n => !facts.Any(f => f.Mentions.Names.Contains(n))) is { } name)
        {
            return $"`{name}` is not among the facts";
        }

        if (mentions.Numbers.FirstOrDefault(n => !facts.Any(f => f.Mentions.Numbers.Contains(n))) is { } number)
        {
            return $"the number {number} is not among the facts";
        }

        foreach (var effect in mentions.Effects)
        {
            if (!facts.Any(f => f.Mentions.Effects.Contains(effect)))
            {
                return $"the effect “{effect}” is not among the facts";
            }
        }

        var words = Words(sentence);
        if (words.Find(Absolutes.Contains) is { } absolute)
        {
            return $"“{absolute}” claims more than the facts do";
        }

        if (words.Find(w => !Plain.Contains(w) && !stems.Contains(Stem(w))) is { } word)
        {
            return $"the word “{word}” is not among the facts";
        }

        // It begins with what it is said of, which the facts don't name each time.
        var said = sentence[0] == '`' ? sentence[(sentence.IndexOf('`', 1) + 1)..] : sentence;
        var phrases = Clauses().Split(said).Select(Phrase.Of).Where(p => p.Names.Count > 0).ToList();
        if (phrases.Find(p => !sayings.Any(s => s.Says(p))) is { } unfounded)
        {
            return $"no fact says “{unfounded.Text}”";
        }

        // What only happens on a condition is not told without one.
        if (
            !Conditions().IsMatch(sentence)
            && phrases.Find(p => p.Effects.Count > 0 && sayings.All(f => !f.Says(p) || DependsOn().IsMatch(Outside(f.Text))))
                is { } conditional
        )
        {
            return $"“{conditional.Text}” is so on a condition only";
        }

        // What happens on a condition has to stand in one fact with it, and not as what happens otherwise.
        if (
            Conditions().IsMatch(sentence)
            && !sayings.Any(s => phrases.TrueForAll(s.Says) && (Otherwise().IsMatch(sentence) || !Otherwise().IsMatch(s.Text)))
        )
        {
            return "no single fact says what happens on that condition";
        }

        var whole = Phrase.Of(said);
        if (
            whole.Names.Count == 0
            || others.Any(o => o.Section == ExplanationSection.Summary && Phrase.Of(o.Text) is var summary && whole.IsWithin(summary))
        )
        {
            return "it says no more than the summary does";
        }

        if (others.Any(o => Same(o.Text, sentence)))
        {
            return "a template says the same";
        }

        return mentions.Effects.Count == 0 ? "it says nothing that the code does" : null;
    }

    /// <summary>The places that the facts behind a sentence speak of.</summary>
    internal ImmutableArray<TextSpan> Spans(string sentence)
    {
        var mentions = FactMentions.Of(sentence);
        return
        [
            .. facts
                .Where(f =>
                    f.Mentions.Effects.Overlaps(mentions.Effects)
                    && (mentions.Names.Count == 0 || f.Mentions.Names.Overlaps(mentions.Names))
                )
                .SelectMany(f => f.Spans)
                .Distinct()
                .Take(8),
        ];
    }

    /// <summary>Each fact with what leads to it: the condition of a branch, but not what the other branch does.</summary>
    private static List<Phrase> WithLeads(CodeFact fact, string leads)
    {
        var text = leads + fact.Text;
        var sayings = new List<Phrase> { Phrase.Of(text) };
        foreach (var child in fact.Children)
        {
            sayings.AddRange(WithLeads(child, text + " "));
        }

        return sayings;
    }

    private static bool Same(string one, string other) =>
        Words(one)
            .Where(w => !Plain.Contains(w))
            .ToHashSet(StringComparer.OrdinalIgnoreCase)
            .SetEquals(Words(other).Where(w => !Plain.Contains(w)));

    /// <summary>Words outside of code.</summary>
    private static List<string> Words(string text)
    {
        // No iterator: the class that the compiler makes of one asks the environment for the thread, which features may not.
        var words = new List<string>();
        var parts = text.Split('`');
        for (var i = 0; i < parts.Length; i += 2)
        {
            foreach (Match word in Word().Matches(parts[i]))
            {
                words.Add(word.Value);
            }
        }

        return words;
    }

    /// <summary>A text without the code in it.</summary>
    private static string Outside(string text) => string.Concat(text.Split('`').Where((_, i) => i % 2 == 0));

    /// <summary>Words with one meaning have one stem, mostly: enough to tell whether the facts have it.</summary>
    private static string Stem(string word)
    {
        foreach (var ending in (string[])["ing", "ies", "ed", "es", "s", "e", "y"])
        {
            if (word.Length > ending.Length + 2 && word.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return word[..^ending.Length].ToUpperInvariant();
            }
        }

        return word.ToUpperInvariant();
    }

    [GeneratedRegex(@"\p{L}[\p{L}'’]*")]
    private static partial Regex Word();

    [GeneratedRegex(@",| and | or | but | then | if | when | while | where | until | after | before | otherwise |;|: ")]
    private static partial Regex Clauses();

    [GeneratedRegex(@"\b(if|when|while|where|until|otherwise)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Conditions();

    [GeneratedRegex(@"\b(if|unless|otherwise|depending|when)\b", RegexOptions.IgnoreCase)]
    private static partial Regex DependsOn();

    [GeneratedRegex(@"\b(otherwise|else)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Otherwise();

    /// <summary>A part of a sentence, or a fact, as it is compared: names and numbers in their order, and the words of weight.</summary>
    private sealed record Phrase(string Text, List<string> Names, FrozenSet<string> Stems, FrozenSet<string> Effects)
    {
        internal static Phrase Of(string text)
        {
            var names = new List<string>();
            var parts = text.Split('`');
            for (var i = 0; i < parts.Length; i++)
            {
                foreach (Match word in Atom().Matches(parts[i]))
                {
                    if (i % 2 == 1 || char.IsAsciiDigit(word.ValueSpan[0]) || FactMentions.LooksLikeCode(word.Value))
                    {
                        names.Add(word.Value);
                    }
                }
            }

            return new Phrase(
                text.Trim(),
                names,
                Words(text).Where(w => !Plain.Contains(w)).Select(Stem).ToFrozenSet(StringComparer.OrdinalIgnoreCase),
                FactMentions.Of(text).Effects
            );
        }

        /// <summary>All that it speaks of, the other one speaks of too.</summary>
        internal bool IsWithin(Phrase other) =>
            Names.TrueForAll(other.Names.Contains) && Stems.IsSubsetOf(other.Stems) && Effects.IsSubsetOf(other.Effects);

        /// <summary>It says what the phrase says: of the same things, in the same order.</summary>
        internal bool Says(Phrase phrase)
        {
            var next = 0;
            foreach (var name in Names)
            {
                if (next < phrase.Names.Count && phrase.Names[next] == name)
                {
                    next++;
                }
            }

            return next == phrase.Names.Count && phrase.Stems.IsSubsetOf(Stems) && phrase.Effects.IsSubsetOf(Effects);
        }
    }

    [GeneratedRegex(@"[\p{L}_@][\p{L}\p{N}_]*|\d[\d_.]*")]
    private static partial Regex Atom();
}
