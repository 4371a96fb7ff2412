namespace SmolCode.Inference.Remote;

/// <summary>A prompt as text.</summary>
/// <param name="Text">What the model is shown.</param>
/// <param name="HeldBack">White space after that, which an answer may begin with.</param>
internal sealed record LaidOutPrompt(string Text, string HeldBack)
{
    /// <summary>The prompt with the beginning of the answer.</summary>
    public LaidOutPrompt Continue(string text) => text.Length == 0 ? this : new LaidOutPrompt(Text + HeldBack + text, "");

    /// <summary>Its tokens, estimated.</summary>
    public int Tokens => (int)Math.Ceiling(Text.Length / PromptTemplate.CharactersPerToken);
}
