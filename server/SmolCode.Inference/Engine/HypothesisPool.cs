using System.Collections.Immutable;

namespace SmolCode.Inference.Engine;

/// <summary>The hypotheses that have ended, and those that a deadline cut.</summary>
internal sealed class HypothesisPool(int width, double lengthExponent)
{
    private readonly List<PartialHypothesis> _finished = [];
    private readonly List<PartialHypothesis> _unfinished = [];

    /// <summary>The log-probability of the likeliest one that has ended; minus infinity where none has.</summary>
    public double Likeliest => _finished.Select(f => f.LogProbability).DefaultIfEmpty(double.NegativeInfinity).Max();

    /// <summary>Adds one that has ended; true when it is the best so far.</summary>
    /// <param name="hypothesis">The hypothesis.</param>
    /// <param name="merge">Whether the same text reached in another way is one hypothesis with the sum of the probabilities.</param>
    public bool Add(PartialHypothesis hypothesis, bool merge)
    {
        var best = _finished.Count == 0 ? double.NegativeInfinity : _finished.Max(Score);
        var same = merge ? _finished.FindIndex(f => f.Text == hypothesis.Text) : -1;
        if (same >= 0)
        {
            _finished[same] = _finished[same].Merge(hypothesis);
            return false;
        }

        _finished.Add(hypothesis);
        return Score(hypothesis) > best;
    }

    /// <summary>Adds one that goes on but won't.</summary>
    public void AddUnfinished(PartialHypothesis hypothesis) => _unfinished.Add(hypothesis);

    /// <summary>
    /// Enough have ended, and this one would rank behind all of those kept even if its next <paramref name="certainTokens"/> tokens were
    /// certain.
    /// </summary>
    public bool IsHopeless(PartialHypothesis hypothesis, int maxTokens, int certainTokens)
    {
        if (_finished.Count < width)
        {
            return false;
        }

        var length = Math.Min(maxTokens, hypothesis.Scores.Length + certainTokens);
        return hypothesis.LogProbability / Math.Pow(length, lengthExponent)
            <= _finished.Select(Score).OrderDescending().ElementAt(width - 1);
    }

    /// <summary>The best ones, those that have ended first.</summary>
    public ImmutableArray<Hypothesis> Ranked(FinishReason unfinished) =>
        [
            .. _finished
                .OrderByDescending(Score)
                .Concat(_unfinished.OrderByDescending(Score))
                .Take(width)
                .Select(h => h.ToHypothesis(unfinished)),
        ];

    private double Score(PartialHypothesis hypothesis) => hypothesis.Score(lengthExponent);
}
