namespace SmolCode.Inference.Engine;

/// <summary>
/// Pieces of text with their tokens. Byte-pair vocabularies split text before they merge anything, in all patterns of the GPT-2 family
/// between a visible character and white space after it; so text cut there has the same tokens as in one. Whether that holds for a
/// vocabulary is tried on <see cref="Sample"/> before it is relied on. Safe for several threads.
/// </summary>
internal sealed class TokenizedPieces
{
    /// <summary>Text with what patterns differ in: punctuation before newlines, digits, runs of blanks, tabs, letters of other scripts.</summary>
    public const string Sample =
        "using System;\r\n\r\nnamespace A.B\n{\n\t/// <summary>It's  a 42nd   test — ünï 日本 …</summary>\n\tpublic int X(string? s, int[] a) =>\n        a[10] + s!.Length * 3;\n\n\n    }  \n}\n// end. \n\n  x ++ ; (a , b)\n#if X\n \"a b\" 'c' @\"q\" $\"{x} 1 000\"\t\n";

    // Of some 8 characters each: a few megabytes.
    private const int MaxPieces = 1 << 15;
    private const int LongestPiece = 64;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, int[]> _tokens = [];
    private readonly Dictionary<string, int[]>.AlternateLookup<ReadOnlySpan<char>> _bySpan;

    /// <summary>Nothing is known yet.</summary>
    public TokenizedPieces() => _bySpan = _tokens.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>Length of the first piece of a text that is not empty.</summary>
    public static int FirstPiece(ReadOnlySpan<char> text)
    {
        for (var i = 1; i < text.Length; i++)
        {
            if (text[i] is ' ' or '\n' or '\r' or '\t' && text[i - 1] is > ' ' and < '\x7f')
            {
                return i;
            }
        }

        return text.Length;
    }

    /// <summary>The tokens of a piece seen before.</summary>
    public bool TryGet(ReadOnlySpan<char> piece, out int[] tokens)
    {
        lock (_gate)
        {
            return _bySpan.TryGetValue(piece, out tokens!);
        }
    }

    /// <summary>Remembers a piece.</summary>
    public void Add(ReadOnlySpan<char> piece, int[] tokens)
    {
        if (piece.Length > LongestPiece)
        {
            return;
        }

        lock (_gate)
        {
            if (_tokens.Count >= MaxPieces)
            {
                _tokens.Clear();
            }

            _bySpan[piece] = tokens;
        }
    }
}
