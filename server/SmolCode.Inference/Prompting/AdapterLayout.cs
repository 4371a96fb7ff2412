using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>
/// smolcode.fill_in.format = 1, as the adapter was trained on it (server/models/README.md):
/// (&lt;file_sep&gt; path ⏎ window ⏎)* &lt;issue_comment&gt; text after the cursor &lt;filename&gt; path ⏎ text before the cursor.
/// Each part is tokenized by itself.
/// </summary>
internal sealed class AdapterLayout : IFillInLayout
{
    /// <summary>The value of smolcode.fill_in.format that this is.</summary>
    public const int Format = 1;

    private readonly Vocabulary _vocabulary;
    private readonly int _file;
    private readonly int _suffix;
    private readonly int _prefix;

    /// <summary>Uses the sentinels of <paramref name="vocabulary"/>.</summary>
    /// <exception cref="ModelFileException">It has not all of them.</exception>
    public AdapterLayout(Vocabulary vocabulary)
    {
        _vocabulary = vocabulary;
        _file = Sentinel("<file_sep>");
        _suffix = Sentinel("<issue_comment>");
        _prefix = Sentinel("<filename>");
    }

    /// <inheritdoc />
    public EncodedPrompt Encode(FillInPrompt prompt, bool tokenHealing)
    {
        var suffix = PromptText.EncodeSuffix(_vocabulary, prompt);
        int[] after = suffix.Length > 0 ? [_suffix, .. suffix] : [];
        int[] head = [_prefix, .. prompt.Path is null ? [] : _vocabulary.Encode(prompt.Path + "\n")];
        var before = PrefixTokens.Encode(
            _vocabulary,
            PromptText.Normalise(prompt.Prefix),
            prompt.MaxTokens - after.Length - head.Length,
            tokenHealing
        );
        var context = PromptText.FitContext(prompt, Window, prompt.MaxTokens - after.Length - head.Length - before.Tokens.Length);
        return new EncodedPrompt([.. context, .. after, .. head, .. before.Tokens], before.HeldBack);
    }

    private int[] Window(ContextFile file) =>
        [_file, .. _vocabulary.Encode($"{file.Path}\n{PromptText.Normalise(file.Text).Trim('\n')}\n")];

    private int Sentinel(string text) =>
        _vocabulary.Special(text)
        ?? throw new ModelFileException(
            $"The model has no token {text}, which the adapter's prompt format needs. Use the adapter with the model that it was made for, or choose no adapter."
        );
}
