using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Prompting;

/// <summary>
/// ChatML, the chat template of SmolLM2 and many others: &lt;|im_start|&gt;role ⏎ text &lt;|im_end|&gt; ⏎, and the answer left open. The
/// markers are put in as tokens; the texts are encoded as plain text, so that markers in them stay text.
/// </summary>
internal sealed class ChatLayout : IFillInLayout
{
    private readonly Vocabulary _vocabulary;
    private readonly int _start;
    private readonly int _end;

    private ChatLayout(Vocabulary vocabulary, int start, int end)
    {
        _vocabulary = vocabulary;
        _start = start;
        _end = end;
    }

    /// <summary>The layout; null for a model without these markers.</summary>
    public static ChatLayout? TryCreate(Vocabulary vocabulary) =>
        vocabulary.Special("<|im_start|>") is { } start && vocabulary.Special("<|im_end|>") is { } end
            ? new ChatLayout(vocabulary, start, end)
            : null;

    /// <inheritdoc />
    public EncodedPrompt Encode(FillInPrompt prompt, bool tokenHealing)
    {
        var newline = _vocabulary.Encode("\n");
        int[] instruction = string.IsNullOrEmpty(prompt.Instruction)
            ? []
            : [_start, .. _vocabulary.Encode($"system\n{PromptText.Normalise(prompt.Instruction)}"), _end, .. newline];
        int[] answer = [_end, .. newline, _start, .. _vocabulary.Encode("assistant\n")];
        int[] question = [_start, .. _vocabulary.Encode($"user\n{PromptText.Normalise(prompt.Question ?? "")}")];
        var rest = prompt.MaxTokens - instruction.Length - answer.Length;
        var prefix = PrefixTokens.Encode(_vocabulary, PromptText.Normalise(prompt.Prefix), Math.Max(1, rest / 2), tokenHealing);
        var room = Math.Max(2, rest - prefix.Tokens.Length);
        return new EncodedPrompt(
            [.. instruction, .. question.Length > room ? question[..room] : question, .. answer, .. prefix.Tokens],
            prefix.HeldBack
        );
    }
}
