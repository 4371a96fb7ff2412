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
        foreach (var first in Next(prompt, []).Take(count))
        {
            var text = PartialHypothesis.Empty;
            for (int? token = first; token is { } next && text.Finish is null; token = BestAfter(prompt, text))
            {
                text = text.Extend(next, vocabulary.Bytes(next), 0, prompt.HeldBack.Length, stop, maxTokens);
            }

            if (text.Finish == FinishReason.Stop && !string.IsNullOrWhiteSpace(text.Text) && !texts.Contains(text.Text))
            {
                texts.Add(text.Text);
            }
        }

        return texts.ToImmutable();
    }

    private int? BestAfter(EncodedPrompt prompt, PartialHypothesis text)
    {
        foreach (var token in Next(prompt, text.Tokens.AsSpan(), text.Bytes.Length))
        {
            return token;
        }

        return null;
    }

    /// <summary>What followed, most frequent first, as far as it agrees with the bytes held back.</summary>
    private int[] Next(EncodedPrompt prompt, ReadOnlySpan<int> tokens, int bytes = 0)
    {
        var before = Math.Clamp(NgramSegment.MaxLength - tokens.Length, 0, prompt.Tokens.Length);
        int[] context = [.. prompt.Tokens.AsSpan()[^before..], .. tokens];
        ngrams.Find(context);
        var next = ngrams.Next;
        if (next.Length < LeastMatch)
        {
            return [];
        }

        var held = prompt.HeldBack.AsMemory(Math.Min(bytes, prompt.HeldBack.Length));
        return
        [
            .. next
                .Tokens.Where(t => !vocabulary.IsSpecial(t) && Agrees(vocabulary.Bytes(t), held.Span))
                .OrderByDescending(next.Count)
                .ThenBy(t => t),
        ];
    }

    private static bool Agrees(ReadOnlySpan<byte> token, ReadOnlySpan<byte> held) => token.StartsWith(held) || held.StartsWith(token);
}
