using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// What the workspace and the file at hand say about the next token. The share that they get beside the model grows with the length of the
/// match and the number of occurrences; the steps were measured with this model, untuned.
/// </summary>
internal sealed class NgramPredictor(NgramIndex.View files, TextNgrams text, NgramRules rules, NextTokens next)
{
    /// <summary>What was found by the last <see cref="Find"/>.</summary>
    public NextTokens Next => next;

    /// <summary>How drafts are wanted.</summary>
    public NgramRules Rules => rules;

    /// <summary>Looks for the longest end of a context.</summary>
    public void Find(ReadOnlySpan<int> context)
    {
        next.Clear();
        if (context.Length < TextNgrams.LeastLength)
        {
            return;
        }

        text.Find(context, next);
        files.Find(context, TextNgrams.LeastLength, next);
    }

    /// <summary>What the n-grams make of the model's probabilities behind a context.</summary>
    /// <param name="context">The last tokens.</param>
    /// <param name="held">Bytes held back: what does not agree with them did not happen.</param>
    /// <param name="vocabulary">The model's.</param>
    public NgramMixture Mix(ReadOnlySpan<int> context, ReadOnlySpan<byte> held, Vocabulary vocabulary)
    {
        if (rules.Weight <= 0)
        {
            return default;
        }

        Find(context);
        var total = 0;
        foreach (var token in next.Tokens)
        {
            total += EncodedPrompt.Agrees(vocabulary.Bytes(token), held) ? next.Count(token) : 0;
        }

        return total == 0 ? default : new NgramMixture(next, Share(next.Length, total), total);
    }

    /// <summary>The share of the n-grams for a match of <paramref name="length"/> tokens with <paramref name="count"/> occurrences.</summary>
    public double Share(int length, int count)
    {
        var share = length switch
        {
            < 3 => 0,
            3 => 0.15,
            <= 5 => 0.3,
            <= 9 => 0.45,
            _ => 0.6,
        };
        return Math.Clamp(rules.Weight, 0, 1) * share * count / (count + 1);
    }
}
