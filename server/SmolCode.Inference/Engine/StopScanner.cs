namespace SmolCode.Inference.Engine;

/// <summary>
/// Finds where a continuation ends by its <see cref="StopRules"/>. Knows C# well enough to skip literals and comments: regular,
/// verbatim, raw and interpolated strings (with code in their holes), characters, line and block comments. It starts in the state that
/// the text before the cursor leaves.
/// </summary>
internal sealed class StopScanner
{
    private readonly StopRules _rules;
    private readonly Scope[] _atCursor;
    private readonly string? _suffixLine;

    /// <summary>Reads the text before the cursor; it should begin at a line that is not inside a literal or comment.</summary>
    public StopScanner(StopRules rules, string prefix, string? suffix = null)
    {
        _rules = rules;
        _suffixLine = rules.AtSuffix && suffix is not null ? NextLine(suffix) : null;
        var scopes = new Stack<Scope>();
        scopes.Push(new Scope(ScopeKind.Code));
        var scan = new Scan(scopes);
        for (var i = 0; i < prefix.Length; )
        {
            i = scan.Step(prefix, i);
        }

        _atCursor = [.. scopes.Reverse()];
    }

    /// <summary>
    /// Where the text after the cursor ends, in UTF-16 units from its start: the text before that is kept. Null: nothing has ended it yet.
    /// </summary>
    public int? FindEnd(ReadOnlySpan<char> text)
    {
        var scopes = new Stack<Scope>(_atCursor);
        var scan = new Scan(scopes);
        var started = false;
        var hasBlock = false;
        var lines = 0;
        var lineBreak = -1;
        // The outermost level that the text has been at, which is the cursor's until something from before it is closed.
        var (level, depth) = (_atCursor.Length, _atCursor[^1].Depth);
        for (var i = 0; i < text.Length; )
        {
            var c = text[i];
            var scope = scopes.Peek();
            if (c is '\n' or '\r' && scope.EndsAtLine)
            {
                if (lineBreak >= 0 && _suffixLine is not null && text[lineBreak..i].Trim().SequenceEqual(_suffixLine))
                {
                    return lineBreak;
                }

                // A comment at the line's end is no level of the code.
                var comment = scope.Kind == ScopeKind.LineComment ? 1 : 0;
                if (_rules.AtBlockEnd && hasBlock && scopes.Count - comment == level && scopes.ElementAt(comment).Depth <= depth)
                {
                    return i;
                }

                lineBreak = i;
                // Nothing stands between the cursor and the line's end, or this line is empty too: the text has not begun.
                if (started && (_rules.AtLineEnd || (_rules.MaxLines > 0 && ++lines >= _rules.MaxLines)))
                {
                    return i;
                }

                if (c == '\r' && i + 1 < text.Length && text[i + 1] == '\n')
                {
                    i++;
                }
            }
            else if (!char.IsWhiteSpace(c))
            {
                started = true;
            }

            // Closes what was opened before the cursor: brackets of this scope that are open now were open then.
            if (
                _rules.AtUnmatchedCloser
                && c is ')' or ']' or '}'
                && scope.Kind == ScopeKind.Code
                && scopes.Count <= _atCursor.Length
                && scope.Depth <= _atCursor[scopes.Count - 1].Depth
            )
            {
                return i;
            }

            hasBlock |= c == '{' && scope.Kind == ScopeKind.Code;
            if (
                _rules.AtStatementEnd
                && c == ';'
                && scope.Kind == ScopeKind.Code
                && (scope.Brackets & 1) == 0
                && scopes.Count == level
                && scope.Depth <= depth
            )
            {
                return i + 1;
            }

            i = scan.Step(text, i);
            if (scopes.Count < level || (scopes.Count == level && scopes.Peek().Depth < depth))
            {
                (level, depth) = (scopes.Count, scopes.Peek().Depth);
            }
        }

        return null;
    }

    private static string? NextLine(string suffix)
    {
        // What stands right of the cursor belongs to its line.
        var lines = suffix.Split('\n').Skip(1).Select(l => l.Trim());
        return lines.FirstOrDefault(l => l.Any(char.IsLetterOrDigit));
    }

    private enum ScopeKind
    {
        Code,
        LineComment,
        BlockComment,
        Character,
        Regular,
        Verbatim,
        Raw,
    }

    /// <summary>A stretch of text of one kind; code inside an interpolation is a scope of its own.</summary>
    /// <param name="Kind">What the text is.</param>
    /// <param name="Dollars">Number of '$' of an interpolated string; 0: not interpolated. In code: braces that end the hole.</param>
    /// <param name="Quotes">Number of quotes that end a raw string.</param>
    /// <param name="Depth">Brackets and braces open in code.</param>
    /// <param name="Brackets">One bit for each, the innermost lowest: set where it is no brace. The outermost of more than 64 are forgotten.</param>
    private readonly record struct Scope(ScopeKind Kind, int Dollars = 0, int Quotes = 0, int Depth = 0, ulong Brackets = 0)
    {
        /// <summary>A newline here is a line's end of the code rather than text of a literal or comment.</summary>
        public bool EndsAtLine => Kind is not (ScopeKind.BlockComment or ScopeKind.Verbatim or ScopeKind.Raw);
    }

    private readonly struct Scan(Stack<Scope> scopes)
    {
        /// <summary>Consumes the character at <paramref name="i"/>, or what it begins, and returns the next position.</summary>
        public int Step(ReadOnlySpan<char> text, int i)
        {
            var c = text[i];
            var scope = scopes.Peek();
            switch (scope.Kind)
            {
                case ScopeKind.Code:
                    return Code(text, i, scope);
                case ScopeKind.LineComment:
                    return c is '\n' or '\r' ? Leave(i + 1) : i + 1;
                case ScopeKind.BlockComment:
                    return Is(text, i, "*/") ? Leave(i + 2) : i + 1;
                case ScopeKind.Character:
                    return c is '\'' or '\n' ? Leave(i + 1)
                        : c == '\\' ? i + 2
                        : i + 1;
                case ScopeKind.Regular:
                    // An interpolated string's line may end inside a hole only.
                    return c is '"' or '\n' ? Leave(i + 1)
                        : c == '\\' ? i + 2
                        : Interpolation(text, i, scope);
                case ScopeKind.Verbatim:
                    return Is(text, i, "\"\"") ? i + 2
                        : c == '"' ? Leave(i + 1)
                        : Interpolation(text, i, scope);
                default:
                    if (c == '"')
                    {
                        var quotes = Run(text, i, '"');
                        return quotes >= scope.Quotes ? Leave(i + quotes) : i + quotes;
                    }

                    return Interpolation(text, i, scope);
            }
        }

        private int Code(ReadOnlySpan<char> text, int i, Scope scope)
        {
            switch (text[i])
            {
                case '/' when Is(text, i, "//"):
                    return Enter(new Scope(ScopeKind.LineComment), i + 2);
                case '/' when Is(text, i, "/*"):
                    return Enter(new Scope(ScopeKind.BlockComment), i + 2);
                case '\'':
                    return Enter(new Scope(ScopeKind.Character), i + 1);
                case '"' or '$' or '@':
                    return Literal(text, i);
                case '(' or '[' or '{':
                    return Replace(
                        scope with
                        {
                            Depth = scope.Depth + 1,
                            Brackets = (scope.Brackets << 1) | (text[i] == '{' ? 0u : 1u),
                        },
                        i + 1
                    );
                case '}' when scope.Depth == 0 && scopes.Count > 1:
                    // The end of an interpolation: as many braces as its string has dollars.
                    return Leave(i + Math.Min(Run(text, i, '}'), scope.Dollars));
                case ')' or ']' or '}' when scope.Depth > 0:
                    return Replace(scope with { Depth = scope.Depth - 1, Brackets = scope.Brackets >> 1 }, i + 1);
                default:
                    return i + 1;
            }
        }

        private int Literal(ReadOnlySpan<char> text, int i)
        {
            var start = i;
            var dollars = 0;
            var verbatim = false;
            for (; i < text.Length && text[i] is '$' or '@'; i++)
            {
                dollars += text[i] == '$' ? 1 : 0;
                verbatim |= text[i] == '@';
                if (i + 1 >= text.Length)
                {
                    return i + 1;
                }
            }

            if (text[i] != '"')
            {
                // @identifier
                return Math.Max(i, start + 1);
            }

            var quotes = Run(text, i, '"');
            if (!verbatim && quotes >= 3)
            {
                return Enter(new Scope(ScopeKind.Raw, dollars, quotes), i + quotes);
            }

            return Enter(new Scope(verbatim ? ScopeKind.Verbatim : ScopeKind.Regular, dollars), i + 1);
        }

        private int Interpolation(ReadOnlySpan<char> text, int i, Scope scope)
        {
            if (text[i] != '{' || scope.Dollars == 0)
            {
                return i + 1;
            }

            var braces = Run(text, i, '{');
            if (scope.Kind == ScopeKind.Raw)
            {
                return braces >= scope.Dollars ? Enter(new Scope(ScopeKind.Code, scope.Dollars), i + braces) : i + braces;
            }

            // "{{" is a brace.
            return braces % 2 == 1 ? Enter(new Scope(ScopeKind.Code, 1), i + braces) : i + braces;
        }

        private int Enter(Scope scope, int next)
        {
            scopes.Push(scope);
            return next;
        }

        private int Leave(int next)
        {
            scopes.Pop();
            return next;
        }

        private int Replace(Scope scope, int next)
        {
            scopes.Pop();
            scopes.Push(scope);
            return next;
        }

        private static bool Is(ReadOnlySpan<char> text, int i, ReadOnlySpan<char> what) => text[i..].StartsWith(what);

        private static int Run(ReadOnlySpan<char> text, int i, char c)
        {
            var n = text[i..].IndexOfAnyExcept(c);
            return n < 0 ? text.Length - i : n;
        }
    }
}
