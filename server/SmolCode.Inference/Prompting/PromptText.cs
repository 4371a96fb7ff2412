using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>Parts that the layouts have in common.</summary>
internal static class PromptText
{
    /// <summary>Models saw text with '\n' only.</summary>
    public static string Normalise(string text) =>
        text.Contains('\r', StringComparison.Ordinal) ? text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n') : text;

    /// <summary>The first tokens of the text after the cursor.</summary>
    public static int[] EncodeSuffix(Vocabulary vocabulary, FillInPrompt prompt)
    {
        if (string.IsNullOrEmpty(prompt.Suffix) || prompt.MaxSuffixTokens <= 0)
        {
            return [];
        }

        // No need to tokenize a whole file for its first tokens.
        var length = (int)Math.Min(prompt.Suffix.Length, prompt.MaxSuffixTokens * 64L);
        if (length < prompt.Suffix.Length && char.IsHighSurrogate(prompt.Suffix[length - 1]))
        {
            length--;
        }

        var tokens = vocabulary.Encode(Normalise(prompt.Suffix[..length]));
        return tokens.Length > prompt.MaxSuffixTokens ? tokens[..prompt.MaxSuffixTokens] : tokens;
    }

    /// <summary>The most useful context that fits, in its order.</summary>
    public static int[] FitContext(FillInPrompt prompt, Func<ContextFile, int[]> encode, int budget)
    {
        var kept = new List<int[]>();
        foreach (var file in prompt.Context.IsDefault ? [] : prompt.Context.Reverse())
        {
            var tokens = encode(file);
            if (tokens.Length > budget)
            {
                break;
            }

            budget -= tokens.Length;
            kept.Add(tokens);
        }

        kept.Reverse();
        return [.. kept.SelectMany(t => t)];
    }
}
