using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>
/// A model's own fill-in-the-middle tokens, in the order prefix, suffix, middle that such models are trained on; other files come
/// before, each after the model's file separator where it has one.
/// </summary>
internal sealed class NativeLayout(Vocabulary vocabulary, FillInTokens tokens) : IFillInLayout
{
    /// <inheritdoc />
    public EncodedPrompt Encode(FillInPrompt prompt, bool tokenHealing)
    {
        int[] first = vocabulary.AddsFirstToken ? [vocabulary.FirstToken] : [];
        var suffix = PromptText.EncodeSuffix(vocabulary, prompt);
        int[] head = tokens.File is { } file && prompt.Path is { } path ? [file, .. vocabulary.Encode(path + "\n")] : [];
        var rest = prompt.MaxTokens - first.Length - head.Length - suffix.Length - 3;
        var before = PrefixTokens.Encode(vocabulary, PromptText.Normalise(prompt.Prefix), rest, tokenHealing);
        var context = PromptText.FitContext(prompt, Window, rest - before.Tokens.Length);
        return new EncodedPrompt(
            [.. first, .. context, .. head, tokens.Prefix, .. before.Tokens, tokens.Suffix, .. suffix, tokens.Middle],
            before.HeldBack
        );
    }

    private int[] Window(ContextFile file)
    {
        var text = PromptText.Normalise(file.Text).Trim('\n');
        return tokens.File is { } separator ? [separator, .. vocabulary.Encode($"{file.Path}\n{text}\n")] : vocabulary.Encode($"{text}\n");
    }
}
