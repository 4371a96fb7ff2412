using SmolCode.Inference.Prompting;

namespace SmolCode.Inference.Engine.Ngrams;

/// <summary>
/// Makes the predictors of requests; used by one thread. A hole asks several times about one prompt, whose text is indexed once.
/// </summary>
/// <param name="vocabulary">The model's.</param>
internal sealed class NgramPredictors(Vocabulary vocabulary)
{
    private readonly NextTokens _next = new(vocabulary.Count);
    private (string Prefix, string? Suffix, TextNgrams Ngrams)? _last;

    /// <summary>What the files and the prompt's own text say of a request. The one before is not to be used any more.</summary>
    public NgramPredictor For(FillInPrompt prompt, NgramRules rules, NgramIndex index) =>
        new(index.Without(rules.LeaveOut.IsDefault ? [] : rules.LeaveOut), TextOf(prompt), rules, _next);

    private TextNgrams TextOf(FillInPrompt prompt)
    {
        if (_last is { } last && last.Prefix == prompt.Prefix && last.Suffix == prompt.Suffix)
        {
            return last.Ngrams;
        }

        int[][] texts =
        [
            vocabulary.Encode(PromptText.Normalise(prompt.Prefix)),
            vocabulary.Encode(PromptText.Normalise(prompt.Suffix ?? "")),
        ];
        var ngrams = new TextNgrams(texts);
        _last = (prompt.Prefix, prompt.Suffix, ngrams);
        return ngrams;
    }
}
