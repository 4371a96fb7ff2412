namespace SmolCode.Explanation;

/// <summary>Who worded a sentence.</summary>
public enum SentenceOrigin
{
    /// <summary>A template, from facts of the compiler.</summary>
    Fact,

    /// <summary>The language model, from those facts, and checked against them.</summary>
    Model,
}
