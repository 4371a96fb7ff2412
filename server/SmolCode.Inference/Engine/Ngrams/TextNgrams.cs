using System.Runtime.InteropServices;

namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// N-grams of the file at hand: the text before the cursor and the text after it, for one request. Chains of positions by a hash of the
/// last three tokens, as nothing shorter is looked for.
/// </summary>
internal sealed class TextNgrams
{
    /// <summary>The shortest context that is found.</summary>
    public const int LeastLength = 3;

    private readonly List<int[]> _texts = [];
    private readonly Dictionary<(int, int, int), List<(int Text, int Position)>> _places = [];

    /// <summary>Indexes texts that are not connected with each other.</summary>
    public TextNgrams(params ReadOnlySpan<int[]> texts)
    {
        foreach (var text in texts)
        {
            for (var i = LeastLength; i < text.Length; i++)
            {
                ref var places = ref CollectionsMarshal.GetValueRefOrAddDefault(_places, (text[i - 3], text[i - 2], text[i - 1]), out _);
                (places ??= []).Add((_texts.Count, i));
            }

            _texts.Add(text);
        }
    }

    /// <summary>Adds what follows the longest end of a context, if that is at least as long as what was found already.</summary>
    public void Find(ReadOnlySpan<int> context, NextTokens next)
    {
        if (context.Length < LeastLength || !_places.TryGetValue((context[^3], context[^2], context[^1]), out var places))
        {
            return;
        }

        foreach (var (text, position) in places)
        {
            var tokens = _texts[text];
            var length = LeastLength;
            while (
                length < Math.Min(context.Length, NgramSegment.MaxLength)
                && position > length
                && tokens[position - length - 1] == context[^(length + 1)]
            )
            {
                length++;
            }

            next.Add(length, tokens[position]);
        }
    }
}
