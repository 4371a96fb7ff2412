namespace SmolCode.VisualStudio.Explanation;

/// <summary>How a piece of text looks.</summary>
public enum MarkdownSpanKind
{
    /// <summary>As it is.</summary>
    Text,

    /// <summary>As code.</summary>
    Code,

    /// <summary>Emphasized.</summary>
    Emphasis,

    /// <summary>Strongly emphasized.</summary>
    Strong,
}
