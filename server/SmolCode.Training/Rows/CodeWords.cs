using System.Collections.Frozen;
using System.Text.RegularExpressions;

namespace SmolCode.Training.Rows;

/// <summary>Identifiers of two characters or more in a text.</summary>
internal static partial class CodeWords
{
    private static readonly FrozenSet<string> Keywords =
        "public private protected internal static readonly void int string bool var new return if else for foreach while using namespace class struct get set this null true false async await throw object sealed override virtual const out ref in is as not summary param returns"
            .Split(' ')
            .ToFrozenSet(StringComparer.Ordinal);

    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> KeywordsBySpan = Keywords.GetAlternateLookup<
        ReadOnlySpan<char>
    >();

    /// <summary>Adds the words of a text that are no keywords.</summary>
    public static void AddTo(HashSet<string> words, ReadOnlySpan<char> text)
    {
        var bySpan = words.GetAlternateLookup<ReadOnlySpan<char>>();
        foreach (var match in Word().EnumerateMatches(text))
        {
            var word = text.Slice(match.Index, match.Length);
            if (!KeywordsBySpan.Contains(word))
            {
                bySpan.Add(word);
            }
        }
    }

    /// <summary>The words of a text, keywords too, in their order.</summary>
    public static List<string> InOrder(ReadOnlySpan<char> text)
    {
        var words = new List<string>();
        foreach (var match in Word().EnumerateMatches(text))
        {
            words.Add(text.Slice(match.Index, match.Length).ToString());
        }

        return words;
    }

    [GeneratedRegex(@"[A-Za-z_]\w+")]
    private static partial Regex Word();
}
