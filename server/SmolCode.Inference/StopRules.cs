namespace SmolCode.Inference;

/// <summary>
/// Where a hypothesis ends. Rules look at the text after the cursor only (token healing and its bytes don't count) and skip string
/// and character literals and comments. The text returned ends before what stopped it. End-of-generation tokens always stop.
/// </summary>
public sealed record StopRules
{
    /// <summary>Most tokens decoded.</summary>
    public int MaxTokens { get; init; } = 32;

    /// <summary>End at the line's end. Newlines before the first character that is not white space don't count.</summary>
    public bool AtLineEnd { get; init; } = true;

    /// <summary>End before a ')' , ']' or '}' that closes what was opened before the cursor.</summary>
    public bool AtUnmatchedCloser { get; init; }

    /// <summary>End after a ';' that ends the statement at the cursor: not one within brackets or braces that were opened after it.</summary>
    public bool AtStatementEnd { get; init; }

    /// <summary>
    /// End at the end of the line on which the braces opened after the cursor are all closed again, when <see cref="AtLineEnd"/> is off.
    /// </summary>
    public bool AtBlockEnd { get; init; }

    /// <summary>
    /// End before a line that is the next one of <see cref="FillInPrompt.Suffix"/> with more than brackets in it: from there on the model
    /// would repeat what follows.
    /// </summary>
    public bool AtSuffix { get; init; }

    /// <summary>Most lines, when <see cref="AtLineEnd"/> is off. 0: no limit.</summary>
    public int MaxLines { get; init; }
}
