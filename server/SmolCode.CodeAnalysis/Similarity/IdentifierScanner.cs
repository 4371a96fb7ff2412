using System.Collections.Frozen;

namespace SmolCode.CodeAnalysis.Similarity;

/// <summary>Finds words of two or more characters, C#'s most common keywords left out: <c>[A-Za-z_]\w+</c>.</summary>
internal ref struct IdentifierScanner(ReadOnlySpan<char> text)
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Keywords = (
        "public private protected internal static readonly void int string bool var new return if else for foreach while using namespace "
        + "class struct get set this null true false async await throw object sealed override virtual const out ref in is as not summary "
        + "param returns"
    )
        .Split(' ')
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<char> _text = text;
    private int _at = 0;

    /// <summary>The word found last.</summary>
    internal ReadOnlySpan<char> Current { get; private set; } = default;

    /// <summary>Goes on to the next word.</summary>
    internal bool MoveNext()
    {
        while (_at < _text.Length - 1)
        {
            if (!(char.IsAsciiLetter(_text[_at]) || _text[_at] == '_') || !IsWord(_text[_at + 1]))
            {
                _at++;
                continue;
            }

            var start = _at++;
            while (_at < _text.Length && IsWord(_text[_at]))
            {
                _at++;
            }

            Current = _text[start.._at];
            if (!Keywords.Contains(Current))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
