using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>A candidate without what stands right of the cursor already.</summary>
/// <param name="Text">What is left of the candidate.</param>
/// <param name="Replaced">Characters right of the cursor that the text says again and therefore replaces.</param>
internal sealed record SuffixOverlap(string Text, int Replaced)
{
    /// <summary>Lines of the suffix that are looked at.</summary>
    private const int MaxSuffix = 2000;

    /// <summary>
    /// Cuts the longest end of the candidate that the suffix begins with, white space aside. Which end is meant is told by the brackets:
    /// before <c>)</c>, <c>foo)</c> loses its closer and <c>foo()</c> does not. When the rest of the line is blank, only whole lines are cut.
    /// </summary>
    internal static SuffixOverlap Trim(string candidate, string suffix, bool startsInWord, bool lineIsBlankBefore)
    {
        suffix = suffix.Length > MaxSuffix ? suffix[..MaxSuffix] : suffix;
        var text = candidate;
        while (TrimOnce(text, suffix, startsInWord, lineIsBlankBefore) is { } shorter)
        {
            text = shorter;
        }

        return new SuffixOverlap(text, Overtyped(text, suffix));
    }

    private static string? TrimOnce(string text, string suffix, bool startsInWord, bool lineIsBlankBefore)
    {
        if (text.Length == 0 || suffix.Length == 0)
        {
            return null;
        }

        var lineEnd = suffix.IndexOf('\n', StringComparison.Ordinal);
        var restIsBlank = string.IsNullOrWhiteSpace(lineEnd < 0 ? suffix : suffix[..lineEnd]);
        string? best = null;
        var bestUnmatched = Brackets.Unmatched(text);
        for (var start = text.Length - 1; start >= 0; start--)
        {
            if (char.IsWhiteSpace(text[start]) || !Matches(text, start, suffix, restIsBlank, startsInWord, lineIsBlankBefore))
            {
                continue;
            }

            // A later round of the loop has the longer overlap: it wins unless it leaves more brackets open.
            var rest = text[..start];
            var unmatched = Brackets.Unmatched(rest);
            if (unmatched <= bestUnmatched)
            {
                bestUnmatched = unmatched;
                best = rest;
            }
        }

        // Blanks before what was cut stand in the suffix already, or are needed before it.
        return char.IsWhiteSpace(suffix[0]) ? best?.TrimEnd() : best;
    }

    // Whether text[start..] is what the suffix begins with, white space aside, with no word cut in two.
    private static bool Matches(string text, int start, string suffix, bool restIsBlank, bool startsInWord, bool lineIsBlankBefore)
    {
        var at = 0;
        for (var i = start; i < text.Length; i++)
        {
            if (char.IsWhiteSpace(text[i]))
            {
                continue;
            }

            while (at < suffix.Length && char.IsWhiteSpace(suffix[at]))
            {
                at++;
            }

            if (at == suffix.Length || suffix[at] != text[i])
            {
                return false;
            }

            at++;
        }

        var cutsWordAtStart = start > 0 ? IsWordPart(text[start - 1]) && IsWordPart(text[start]) : false;
        if (cutsWordAtStart && !startsInWord)
        {
            return false;
        }

        if (at < suffix.Length && IsWordPart(suffix[at - 1]) && IsWordPart(suffix[at]))
        {
            return false;
        }

        if (!restIsBlank)
        {
            return true;
        }

        // Whole lines: from the start of a line of the candidate to the end of a line of the suffix.
        var before = text.AsSpan(0, start).TrimEnd(' ').TrimEnd('\t');
        var startsLine = before.IsEmpty ? lineIsBlankBefore : before[^1] is '\n' or '\r';
        while (at < suffix.Length && suffix[at] is ' ' or '\t' or '\r')
        {
            at++;
        }

        return startsLine && (at >= suffix.Length || suffix[at] == '\n');
    }

    /// <summary>
    /// Closers right of the cursor that the candidate types over, as an editor does when they are typed: <c>x);</c> before <c>)</c>
    /// replaces it. Only when nothing but closers follows in the line.
    /// </summary>
    private static int Overtyped(string text, string suffix)
    {
        var lineEnd = suffix.AsSpan().IndexOfAny('\r', '\n');
        var rest = lineEnd < 0 ? suffix : suffix[..lineEnd];
        var closers = rest.TrimEnd();
        if (closers.Length == 0 || closers.Any(c => !(char.IsWhiteSpace(c) || c is ')' or ']' or '}' or ';')))
        {
            return 0;
        }

        var unmatched = Brackets.UnmatchedClosers(text);
        var at = 0;
        foreach (var closer in unmatched)
        {
            while (at < closers.Length && char.IsWhiteSpace(closers[at]))
            {
                at++;
            }

            if (at == closers.Length || closers[at] != closer)
            {
                return 0;
            }

            at++;
        }

        // Something else must not be left behind what was typed over.
        var left = closers[at..].Trim();
        return unmatched.Length > 0 && (left.Length == 0 || left == ";" && !text.TrimEnd().EndsWith(';')) ? at : 0;
    }

    private static bool IsWordPart(char c) => SyntaxFacts.IsIdentifierPartCharacter(c);
}
