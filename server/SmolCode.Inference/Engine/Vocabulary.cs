using System.Text;
using SmolCode.Inference.Native;

namespace SmolCode.Inference.Engine;

/// <summary>
/// A model's tokens: text to tokens, tokens to bytes, and the tokens whose bytes begin in a given way. Text never yields special tokens.
/// </summary>
internal sealed unsafe class Vocabulary
{
    private readonly LlamaModelHandle _model;
    private readonly nint _vocabulary;
    private readonly byte[] _bytes;
    private readonly int[] _ends;
    private readonly bool[] _special;
    private readonly int[] _sorted;
    private readonly bool[] _beginsWithWord;
    private readonly Dictionary<string, int> _specialByText = [];
    private readonly TokenizedPieces _pieces = new();
    private readonly bool _encodesByPieces;

    /// <summary>Reads the vocabulary of a loaded model, which it keeps alive.</summary>
    public Vocabulary(LlamaModelHandle model)
    {
        _model = model;
        _vocabulary = LlamaNative.Vocabulary(model);
        Count = LlamaNative.TokenCount(_vocabulary);
        _ends = new int[Count];
        _special = new bool[Count];
        using var bytes = new MemoryStream(Count * 8);
        Span<byte> buffer = stackalloc byte[1024];
        for (var token = 0; token < Count; token++)
        {
            int length;
            fixed (byte* p = buffer)
            {
                length = Math.Max(0, LlamaNative.TokenToPiece(_vocabulary, token, p, buffer.Length, 0, special: true));
            }

            // Tokens that stand for something else than their text: never produced from text, never decoded into it.
            _special[token] =
                (
                    LlamaNative.TokenAttributes(_vocabulary, token)
                    & (LlamaTokenAttributes.Control | LlamaTokenAttributes.Unknown | LlamaTokenAttributes.Unused)
                ) != 0
                || LlamaNative.IsEndOfGeneration(_vocabulary, token)
                || length == 0;
            if (_special[token])
            {
                _specialByText.TryAdd(Encoding.UTF8.GetString(buffer[..length]), token);
            }

            bytes.Write(buffer[..length]);
            _ends[token] = (int)bytes.Length;
        }

        _bytes = bytes.ToArray();
        _sorted = [.. Enumerable.Range(0, Count).Where(t => !_special[t])];
        Array.Sort(_sorted, (a, b) => Bytes(a).SequenceCompareTo(Bytes(b)) is not 0 and var order ? order : a.CompareTo(b));
        _beginsWithWord = [.. Enumerable.Range(0, Count).Select(t => Bytes(t) is [var first, ..] && IsWordByte(first))];
        Specials = [.. Enumerable.Range(0, Count).Where(t => _special[t])];
        _encodesByPieces = EncodeByPieces(TokenizedPieces.Sample).SequenceEqual(EncodeWhole(TokenizedPieces.Sample));
    }

    /// <summary>Number of tokens.</summary>
    public int Count { get; }

    /// <summary>The token that a text without any prompt begins with.</summary>
    public int FirstToken =>
        LlamaNative.AddsBeginToken(_vocabulary) && LlamaNative.BeginToken(_vocabulary) is >= 0 and var begin ? begin
        : Special("<|endoftext|>") is { } end ? end
        : Math.Max(0, LlamaNative.EndToken(_vocabulary));

    /// <summary>The model expects <see cref="FirstToken"/> before every text.</summary>
    public bool AddsFirstToken => LlamaNative.AddsBeginToken(_vocabulary) && LlamaNative.BeginToken(_vocabulary) >= 0;

    /// <summary>The model's own fill-in-the-middle tokens, or null where it has not all three.</summary>
    public FillInTokens? FillIn =>
        LlamaNative.FillInPrefixToken(_vocabulary) is >= 0 and var prefix
        && LlamaNative.FillInSuffixToken(_vocabulary) is >= 0 and var suffix
        && LlamaNative.FillInMiddleToken(_vocabulary) is >= 0 and var middle
            ? new FillInTokens(prefix, suffix, middle, LlamaNative.FillInFileToken(_vocabulary) is >= 0 and var file ? file : null)
            : null;

    /// <summary>A special token by its text, e.g. &lt;file_sep&gt;; null when there is none.</summary>
    public int? Special(string text) => _specialByText.TryGetValue(text, out var token) ? token : null;

    /// <summary>The token stands for something else than its text, such as the end of generation.</summary>
    public bool IsSpecial(int token) => _special[token];

    /// <summary>The token's bytes; UTF-8 in all, but one token may hold a part of a character.</summary>
    public ReadOnlySpan<byte> Bytes(int token)
    {
        var start = token == 0 ? 0 : _ends[token - 1];
        return _bytes.AsSpan(start, _ends[token] - start);
    }

    /// <summary>All special tokens.</summary>
    public IReadOnlyList<int> Specials { get; }

    /// <summary>The token's first byte belongs to an identifier; see <see cref="IsWordByte"/>.</summary>
    public bool BeginsWithWord(int token) => _beginsWithWord[token];

    /// <summary>A letter, digit, underscore or a part of a character beyond ASCII.</summary>
    public static bool IsWordByte(byte b) => b >= 0x80 || b == '_' || char.IsAsciiLetterOrDigit((char)b);

    /// <summary>The tokens of a text; special tokens' texts in it are just text.</summary>
    public int[] Encode(ReadOnlySpan<char> text) => _encodesByPieces ? EncodeByPieces(text) : EncodeWhole(text);

    /// <summary>The tokens of text as UTF-8; it may begin or end inside a character.</summary>
    public int[] Encode(ReadOnlySpan<byte> utf8) =>
        System.Text.Unicode.Utf8.IsValid(utf8) ? Encode(Encoding.UTF8.GetString(utf8)) : EncodeWhole(utf8);

    /// <summary>
    /// The same, piece by piece with those seen before from a cache: most words of a file were seen before.
    /// </summary>
    private int[] EncodeByPieces(ReadOnlySpan<char> text)
    {
        var tokens = new List<int>((text.Length / 3) + 8);
        while (!text.IsEmpty)
        {
            var length = TokenizedPieces.FirstPiece(text);
            var piece = text[..length];
            if (!_pieces.TryGet(piece, out var known))
            {
                known = EncodeWhole(piece);
                _pieces.Add(piece, known);
            }

            tokens.AddRange(known);
            text = text[length..];
        }

        return [.. tokens];
    }

    private int[] EncodeWhole(ReadOnlySpan<char> text)
    {
        if (text.IsEmpty)
        {
            return [];
        }

        var utf8 = new byte[Encoding.UTF8.GetByteCount(text)];
        Encoding.UTF8.GetBytes(text, utf8);
        return EncodeWhole(utf8);
    }

    private int[] EncodeWhole(ReadOnlySpan<byte> utf8)
    {
        var tokens = new int[(utf8.Length / 2) + 16];
        while (true)
        {
            int count;
            fixed (byte* p = utf8)
            fixed (int* t = tokens)
            {
                count = LlamaNative.Tokenize(_vocabulary, p, utf8.Length, t, tokens.Length, addSpecial: false, parseSpecial: false);
            }

            GC.KeepAlive(_model);
            if (count >= 0)
            {
                return tokens[..count];
            }

            tokens = new int[-count];
        }
    }

    /// <summary>
    /// Adds the tokens that agree with <paramref name="required"/>: those that are a prefix of it and those that it is a prefix of.
    /// </summary>
    public void AddMatches(ReadOnlySpan<byte> required, List<int> tokens)
    {
        for (var length = 1; length < required.Length; length++)
        {
            var part = required[..length];
            for (var i = LowerBound(part); i < _sorted.Length && Bytes(_sorted[i]).SequenceEqual(part); i++)
            {
                tokens.Add(_sorted[i]);
            }
        }

        for (var i = LowerBound(required); i < _sorted.Length && Bytes(_sorted[i]).StartsWith(required); i++)
        {
            tokens.Add(_sorted[i]);
        }
    }

    /// <summary>
    /// The tokens that go on from <paramref name="range"/>, in the order of their bytes: those of which the byte at
    /// <paramref name="depth"/> is <paramref name="next"/>. The whole range is the one to begin with.
    /// </summary>
    public (int Start, int End) Narrow((int Start, int End) range, int depth, int next)
    {
        return (Bound(range, depth, next), Bound(range, depth, next + 1));

        int Bound((int Start, int End) within, int at, int value)
        {
            var (low, high) = within;
            while (low < high)
            {
                var middle = (low + high) / 2;
                var bytes = Bytes(_sorted[middle]);
                if (bytes.Length <= at || bytes[at] < value)
                {
                    low = middle + 1;
                }
                else
                {
                    high = middle;
                }
            }

            return low;
        }
    }

    /// <summary>All tokens that are not special, in the order of their bytes.</summary>
    public ReadOnlySpan<int> Sorted => _sorted;

    private int LowerBound(ReadOnlySpan<byte> key)
    {
        int low = 0,
            high = _sorted.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Bytes(_sorted[middle]).SequenceCompareTo(key) < 0)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
