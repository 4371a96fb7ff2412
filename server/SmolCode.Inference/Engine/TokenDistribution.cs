using System.Numerics.Tensors;

namespace SmolCode.Inference.Engine;

/// <summary>Log-probabilities from one row of logits, by vectorised log-softmax; buffers are reused.</summary>
internal sealed class TokenDistribution(int vocabularySize)
{
    private readonly float[] _logits = new float[vocabularySize];
    private readonly float[] _scratch = new float[vocabularySize];
    private double _logSum;

    /// <summary>Takes a row over.</summary>
    public void Set(ReadOnlySpan<float> logits)
    {
        logits.CopyTo(_logits);
        var max = TensorPrimitives.Max(logits);
        TensorPrimitives.Subtract(logits, max, _scratch);
        TensorPrimitives.Exp(_scratch, _scratch);
        _logSum = max + Math.Log(TensorPrimitives.Sum(_scratch));
    }

    /// <summary>Natural logarithm of a token's probability.</summary>
    public double LogProbability(int token) => _logits[token] - _logSum;

    /// <summary>Natural logarithm of the probability of a set of tokens.</summary>
    public double LogProbability(List<int> tokens)
    {
        var max = double.NegativeInfinity;
        foreach (var token in tokens)
        {
            max = Math.Max(max, _logits[token]);
        }

        var sum = 0.0;
        foreach (var token in tokens)
        {
            sum += Math.Exp(_logits[token] - max);
        }

        return max + Math.Log(sum) - _logSum;
    }

    /// <summary>Adds the <paramref name="count"/> most probable tokens of all, best first.</summary>
    public void AddBest(int count, List<int> best)
    {
        // A few passes of vectorised search beat sorting 49,152 values.
        _logits.CopyTo(_scratch, 0);
        for (var i = 0; i < Math.Min(count, _scratch.Length); i++)
        {
            var token = TensorPrimitives.IndexOfMax<float>(_scratch);
            best.Add(token);
            _scratch[token] = float.NegativeInfinity;
        }
    }

    /// <summary>Adds the <paramref name="count"/> most probable of <paramref name="tokens"/>, best first.</summary>
    public void AddBest(int count, List<int> tokens, List<int> best)
    {
        _scratch.AsSpan().Fill(float.NegativeInfinity);
        foreach (var token in tokens)
        {
            _scratch[token] = _logits[token];
        }

        for (var i = 0; i < Math.Min(count, tokens.Count); i++)
        {
            var token = TensorPrimitives.IndexOfMax<float>(_scratch);
            best.Add(token);
            _scratch[token] = float.NegativeInfinity;
        }
    }

    /// <summary>Draws a token.</summary>
    /// <param name="sampling">Temperature and nucleus.</param>
    /// <param name="random">The generator.</param>
    /// <param name="allowed">The tokens to draw from; null: all.</param>
    public int Sample(Sampling sampling, Random random, List<int>? allowed)
    {
        var tokens = allowed is null ? [.. Enumerable.Range(0, _logits.Length)] : allowed.ToArray();
        var weights = new float[tokens.Length];
        for (var i = 0; i < tokens.Length; i++)
        {
            weights[i] = _logits[tokens[i]];
        }

        TensorPrimitives.Subtract(weights, TensorPrimitives.Max<float>(weights), weights);
        TensorPrimitives.Divide(weights, (float)Math.Max(sampling.Temperature, 1e-4), weights);
        TensorPrimitives.Exp(weights, weights);
        var total = (double)TensorPrimitives.Sum<float>(weights);
        var count = tokens.Length;
        if (sampling.TopP < 1)
        {
            Array.Sort(weights, tokens, Comparer<float>.Create((a, b) => b.CompareTo(a)));
            var kept = 0.0;
            for (count = 0; count < tokens.Length && (count == 0 || kept < sampling.TopP * total); count++)
            {
                kept += weights[count];
            }

            total = kept;
        }

        var at = random.NextDouble() * total;
        for (var i = 0; i < count; i++)
        {
            at -= weights[i];
            if (at < 0)
            {
                return tokens[i];
            }
        }

        return tokens[count - 1];
    }
}
