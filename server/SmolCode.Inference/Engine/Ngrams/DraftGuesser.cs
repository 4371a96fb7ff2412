namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// Guesses tokens ahead for greedy decoding: what most often followed the longest match, again and again, as long as the tokens that are
/// expected to be accepted are worth the larger batch on this machine. How often guesses come true is learnt by length of the match.
/// </summary>
internal sealed class DraftGuesser(BatchCosts costs)
{
    /// <summary>The longest guess.</summary>
    public const int Longest = BatchCosts.Largest - 1;

    // A gain smaller than this is lost in tokens that are looked at twice.
    private const double LeastGain = 1.05;

    private static readonly int[] Lengths = [3, 4, 6, 10, 16];

    private readonly (double Accepted, double Tried)[] _learnt = [(4, 10), (5, 10), (6, 10), (8, 10), (9, 10)];
    private readonly List<int> _context = [];

    /// <summary>Fills the guess for what comes after <paramref name="context"/>.</summary>
    public void Guess(NgramPredictor ngrams, ReadOnlySpan<int> context, int most, List<(int Token, int Length)> guess)
    {
        guess.Clear();
        _context.Clear();
        _context.AddRange(context);
        var (sure, expected) = (1.0, 1.0);
        var (best, bestCount) = (LeastGain, 0);
        while (guess.Count < Math.Min(most, Longest))
        {
            ngrams.Find(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_context));
            var next = ngrams.Next;
            var token = next.Best();
            if (token < 0)
            {
                break;
            }

            var (accepted, tried) = _learnt[Bucket(next.Length)];
            sure *= accepted / tried * next.Count(token) / next.Total;
            expected += sure;
            guess.Add((token, next.Length));
            _context.Add(token);
            var gain = expected / costs.Relative(guess.Count + 1);
            if (gain > best)
            {
                (best, bestCount) = (gain, guess.Count);
            }

            if (sure < 0.1)
            {
                break;
            }
        }

        guess.RemoveRange(bestCount, guess.Count - bestCount);
    }

    /// <summary>Notes whether a guess came true.</summary>
    public void Learn(int length, bool accepted)
    {
        const double Memory = 200;
        ref var learnt = ref _learnt[Bucket(length)];
        var keep = learnt.Tried >= Memory ? 1 - (1 / Memory) : 1;
        learnt = ((learnt.Accepted * keep) + (accepted ? 1 : 0), (learnt.Tried * keep) + 1);
    }

    private static int Bucket(int length)
    {
        var bucket = Lengths.Length - 1;
        while (bucket > 0 && length < Lengths[bucket])
        {
            bucket--;
        }

        return bucket;
    }
}
