using System.Collections.Frozen;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.CodeAnalysis.Analogy;

/// <summary>What a token of a line is, as far as its shape goes.</summary>
internal enum LineTokenKind
{
    /// <summary>A name.</summary>
    Identifier,

    /// <summary>A keyword; it counts as written.</summary>
    Keyword,

    /// <summary>A number.</summary>
    Number,

    /// <summary>A string or character literal, or what of it stands in this line.</summary>
    Text,

    /// <summary>A comment to the end of the line.</summary>
    Comment,

    /// <summary>One character of anything else; it counts as written.</summary>
    Mark,
}

/// <summary>Cuts a line into tokens, without looking at other lines. Not a lexer: two lines are cut alike, which is all that is needed.</summary>
internal ref struct LineScanner(ReadOnlySpan<char> line)
{
    private static readonly FrozenSet<string>.AlternateLookup<ReadOnlySpan<char>> Keywords = SyntaxFacts
        .GetKeywordKinds()
        .Select(SyntaxFacts.GetText)
        .Where(k =>
            k.Length > 0
            && char.IsAsciiLetterLower(k[0])
            && k
                is not (
                    "value"
                    or "field"
                    or "record"
                    or "with"
                    or "on"
                    or "by"
                    or "type"
                    or "method"
                    or "param"
                    or "property"
                    or "event"
                    or "module"
                    or "assembly"
                    or "file"
                    or "scoped"
                    or "extension"
                )
        )
        .ToFrozenSet(StringComparer.Ordinal)
        .GetAlternateLookup<ReadOnlySpan<char>>();

    private readonly ReadOnlySpan<char> _line = line;
    private int _at = 0;

    /// <summary>Where the token found last begins.</summary>
    internal int Start { get; private set; }

    /// <summary>Where it ends.</summary>
    internal int End => _at;

    /// <summary>What it is.</summary>
    internal LineTokenKind Kind { get; private set; }

    /// <summary>Its text.</summary>
    internal ReadOnlySpan<char> Current => _line[Start.._at];

    /// <summary>Goes on to the next token.</summary>
    internal bool MoveNext()
    {
        while (_at < _line.Length && char.IsWhiteSpace(_line[_at]))
        {
            _at++;
        }

        if (_at == _line.Length)
        {
            return false;
        }

        Start = _at;
        var first = _line[_at];
        if (IsWord(first) && !char.IsDigit(first))
        {
            while (_at < _line.Length && IsWord(_line[_at]))
            {
                _at++;
            }

            Kind = Keywords.Contains(Current) ? LineTokenKind.Keyword : LineTokenKind.Identifier;
        }
        else if (char.IsDigit(first))
        {
            while (
                _at < _line.Length && (IsWord(_line[_at]) || (_line[_at] == '.' && _at + 1 < _line.Length && char.IsDigit(_line[_at + 1])))
            )
            {
                _at++;
            }

            Kind = LineTokenKind.Number;
        }
        else if (first is '"' or '\'')
        {
            _at = EndOfLiteral(first);
            Kind = LineTokenKind.Text;
        }
        else if (first == '/' && _at + 1 < _line.Length && _line[_at + 1] is '/' or '*')
        {
            _at = _line.Length;
            Kind = LineTokenKind.Comment;
        }
        else
        {
            _at++;
            Kind = LineTokenKind.Mark;
        }

        return true;
    }

    private static bool IsWord(char c) => c == '_' || char.IsLetterOrDigit(c);

    private readonly int EndOfLiteral(char quote)
    {
        for (var i = _at + 1; i < _line.Length; i++)
        {
            if (_line[i] == '\\')
            {
                i++;
            }
            else if (_line[i] == quote)
            {
                return i + 1;
            }
        }

        return _line.Length;
    }
}
