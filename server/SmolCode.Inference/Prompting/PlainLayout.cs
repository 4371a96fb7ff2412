using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>Text only: the windows of other files one after the other, then the text before the cursor. The suffix is not shown.</summary>
internal sealed class PlainLayout(Vocabulary vocabulary) : IFillInLayout
{
    /// <inheritdoc />
    public EncodedPrompt Encode(FillInPrompt prompt, bool tokenHealing)
    {
        int[] first = vocabulary.AddsFirstToken ? [vocabulary.FirstToken] : [];
        var rest = prompt.MaxTokens - first.Length;
        var before = PrefixTokens.Encode(vocabulary, PromptText.Normalise(prompt.Prefix), rest, tokenHealing);
        var context = PromptText.FitContext(prompt, Window, rest - before.Tokens.Length);
        int[] all = [.. first, .. context, .. before.Tokens];
        // A model needs something to go on from.
        return new EncodedPrompt(all.Length > 0 ? all : [vocabulary.FirstToken], before.HeldBack);
    }

    private int[] Window(ContextFile file) => vocabulary.Encode($"{PromptText.Normalise(file.Text).Trim('\n')}\n\n");
}
