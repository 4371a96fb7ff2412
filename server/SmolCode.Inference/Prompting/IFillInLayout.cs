namespace SmolCode.Inference.Prompting;

/// <summary>Lays a prompt out as tokens within its budget: context goes first, least useful first, then lines at the prefix' start.</summary>
internal interface IFillInLayout
{
    /// <summary>The tokens of a prompt.</summary>
    /// <param name="prompt">What the model is shown.</param>
    /// <param name="tokenHealing">Whether the prefix' last token (all of its trailing white space) is held back.</param>
    EncodedPrompt Encode(FillInPrompt prompt, bool tokenHealing);
}
