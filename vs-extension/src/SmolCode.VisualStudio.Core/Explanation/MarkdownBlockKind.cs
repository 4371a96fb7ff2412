namespace SmolCode.VisualStudio.Explanation;

/// <summary>What a block is.</summary>
public enum MarkdownBlockKind
{
    /// <summary>A paragraph.</summary>
    Paragraph,

    /// <summary>A heading.</summary>
    Heading,

    /// <summary>Lines of code.</summary>
    Code,

    /// <summary>An item of a list.</summary>
    ListItem,
}
