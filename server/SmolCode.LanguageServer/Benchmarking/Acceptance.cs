namespace SmolCode.LanguageServer.Benchmarking;

/// <summary>How much of a suggestion somebody takes who knows what is to be written.</summary>
internal static class Acceptance
{
    /// <summary>
    /// UTF-16 units that are taken: as many whole lines as the text goes on with exactly so; otherwise up to the end of the last word that
    /// agrees. 0: nothing, also where it would save no key.
    /// </summary>
    /// <param name="suggestion">What is shown at the cursor.</param>
    /// <param name="rest">What is to be written from there on.</param>
    public static int Length(string suggestion, ReadOnlySpan<char> rest)
    {
        var common = suggestion.AsSpan().CommonPrefixLength(rest);
        var isAll = common == suggestion.Length;
        var taken = 0;
        for (var i = 1; i <= common; i++)
        {
            var lineEnds = i == rest.Length || rest[i] is '\r' or '\n';
            var suggestedLineEnds = i == suggestion.Length || suggestion[i] is '\r' or '\n';
            var wordEnds = IsWord(rest[i - 1]) && (i == rest.Length || !IsWord(rest[i]));
            var suggestedWordEnds = i == suggestion.Length || !IsWord(suggestion[i]);
            if ((lineEnds && suggestedLineEnds) || (wordEnds && suggestedWordEnds) || (isAll && i == common && !IsWord(rest[i - 1])))
            {
                taken = i;
            }
        }

        return taken > 1 ? taken : 0;
    }

    private static bool IsWord(char c) => char.IsLetterOrDigit(c) || c == '_';
}
