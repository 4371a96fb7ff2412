namespace SmolCode.Inference;

/// <summary>How a <see cref="FillInPrompt"/> is laid out as tokens.</summary>
public enum FillInFormat
{
    /// <summary>The adapter's format where one is merged, the model's own fill-in tokens where it has them, else plain.</summary>
    Automatic,

    /// <summary>Text only: context as comments-free text, then the prefix. The suffix is not shown.</summary>
    Plain,

    /// <summary>smolcode.fill_in.format = 1: file windows, suffix, path and prefix separated by three tokens of SmolLM2's vocabulary.</summary>
    Adapter,

    /// <summary>The fill-in-the-middle tokens named in the GGUF metadata (prefix, suffix, middle).</summary>
    Native,

    /// <summary>
    /// A conversation by the model's chat markers: <see cref="FillInPrompt.Instruction"/>, <see cref="FillInPrompt.Question"/>, and an answer
    /// that begins with the prefix. Never chosen by itself.
    /// </summary>
    Chat,
}
