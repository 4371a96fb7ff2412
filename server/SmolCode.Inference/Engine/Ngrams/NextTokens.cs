namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>What followed the longest match found so far, with counts; reused from look-up to look-up by one thread.</summary>
/// <param name="vocabularySize">Tokens are below this.</param>
internal sealed class NextTokens(int vocabularySize)
{
    private readonly int[] _counts = new int[vocabularySize];
    private readonly List<int> _tokens = [];

    /// <summary>Tokens matched before the ones counted; 0: nothing was found.</summary>
    public int Length { get; private set; }

    /// <summary>Occurrences counted.</summary>
    public int Total { get; private set; }

    /// <summary>The distinct tokens.</summary>
    public IReadOnlyList<int> Tokens => _tokens;

    /// <summary>Occurrences of a token.</summary>
    public int Count(int token) => _counts[token];

    /// <summary>Forgets everything.</summary>
    public void Clear()
    {
        foreach (var token in _tokens)
        {
            _counts[token] = 0;
        }

        _tokens.Clear();
        Length = 0;
        Total = 0;
    }

    /// <summary>Counts a token after a match: a longer match replaces what was found, a shorter one is ignored.</summary>
    public void Add(int length, int token)
    {
        if (length < Length)
        {
            return;
        }

        if (length > Length)
        {
            Clear();
            Length = length;
        }

        if (_counts[token]++ == 0)
        {
            _tokens.Add(token);
        }

        Total++;
    }

    /// <summary>The most frequent token, the smallest of several; -1: nothing was found.</summary>
    public int Best()
    {
        var best = -1;
        foreach (var token in _tokens)
        {
            if (best < 0 || _counts[token] > _counts[best] || (_counts[token] == _counts[best] && token < best))
            {
                best = token;
            }
        }

        return best;
    }
}
