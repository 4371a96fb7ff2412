using System.Collections.Immutable;

namespace SmolCode.Inference;

/// <summary>
/// Everything a model is shown before it fills in the text at the cursor. All strings are plain text: nothing in them becomes a
/// special token. How the parts are laid out as tokens is decided by the model's metadata (<see cref="FillInFormat"/>).
/// </summary>
public sealed record FillInPrompt
{
    /// <summary>Windows of other files and declarations, most useful last. Dropped from the front when over budget.</summary>
    public ImmutableArray<ContextFile> Context { get; init; } = [];

    /// <summary>Text after the cursor; its first <see cref="MaxSuffixTokens"/> tokens are used. Null: none.</summary>
    public string? Suffix { get; init; }

    /// <summary>Path of the file, relative to its workspace, '/' as separator. Null: not shown.</summary>
    public string? Path { get; init; }

    /// <summary>Text before the cursor. Begins at the start of a line that stays the same from one keystroke to the next.</summary>
    public required string Prefix { get; init; }

    /// <summary>What a chat model is told to be; only with <see cref="FillInFormat.Chat"/>.</summary>
    public string? Instruction { get; init; }

    /// <summary>What a chat model is asked; only with <see cref="FillInFormat.Chat"/>. Over budget, it is cut at its end.</summary>
    public string? Question { get; init; }

    /// <summary>Most tokens of <see cref="Suffix"/> that are used.</summary>
    public int MaxSuffixTokens { get; init; } = 96;

    /// <summary>
    /// Most tokens of the whole prompt. Over budget, context is dropped first, then whole lines at the start of the prefix.
    /// </summary>
    public int MaxTokens { get; init; } = 800;

    /// <summary>The layout; <see cref="FillInFormat.Automatic"/> takes the one that the model's metadata names.</summary>
    public FillInFormat Format { get; init; } = FillInFormat.Automatic;

    /// <summary>
    /// Parts of earlier prompts that the engine still holds, but that stand elsewhere in this one, are taken as they are. A changed part in
    /// the middle then costs little more than itself, and probabilities are no longer quite those of the prompt (docs/engine.md). Off: the
    /// same request always gives the same answer.
    /// </summary>
    public bool ReuseMoved { get; init; }
}
