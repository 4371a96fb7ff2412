using System.Collections.Immutable;
using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// Continuations that the n-grams propose without the model: the tokens that most often followed the longest match, and from there on, token
/// by token, what most often came next, to where the stop rules end it.
/// </summary>
internal sealed class NgramContinuations(Vocabulary vocabulary, NgramPredictor ngrams)
{
    /// <summary>Shorter matches say little about what comes next.</summary>
    private const int LeastMatch = 4;

    /// <summary>At most <paramref name="count"/> texts, the most frequent beginning first; those that never end are left out.</summary>
    /// <param name="prompt">The prompt that they go on from.</param>
    /// <param name="stop">Where they end.</param>
    /// <param name="maxTokens">Most tokens of one.</param>
    /// <param name="count">Most texts.</param>
    public ImmutableArray<string> Find(EncodedPrompt prompt, StopScanner stop, int maxTokens, int count)
    {
        var texts = ImmutableArray.CreateBuilder<string>();
        foreach (var first in Next(prompt, PartialHypothesis.Empty).Take(count))
        {
            var text = PartialHypothesis.Empty;
            for (int[] next = [first]; next.Length > 0 && text.Finish is null; next = Next(prompt, text))
            {
                text = text.Extend(next[0], vocabulary.Bytes(next[0]), 0, prompt.HeldBack.Length, stop, maxTokens);
            }

            if (text.Finish == FinishReason.Stop && !string.IsNullOrWhiteSpace(text.Text) && !texts.Contains(text.Text))
            {
                texts.Add(text.Text);
            }
        }

        return texts.ToImmutable();
    }

    /// <summary>What followed, most frequent first, as far as it agrees with the bytes held back.</summary>
    private int[] Next(EncodedPrompt prompt, PartialHypothesis text)
    {
        ngrams.Find(prompt.End(text.Tokens.AsSpan(), NgramSegment.MaxLength));
        var next = ngrams.Next;
        return next.Length < LeastMatch
            ? []
            :
            [
                .. next
                    .Tokens.Where(t =>
                        !vocabulary.IsSpecial(t) && EncodedPrompt.Agrees(vocabulary.Bytes(t), prompt.HeldAfter(text.Bytes.Length))
                    )
                    .OrderByDescending(next.Count)
                    .ThenBy(t => t),
            ];
    }
}
