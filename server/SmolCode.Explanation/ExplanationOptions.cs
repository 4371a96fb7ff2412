using Microsoft.CodeAnalysis.Text;

namespace SmolCode.Explanation;

/// <summary>How an explanation is made.</summary>
public sealed record ExplanationOptions
{
    /// <summary>The model words the summary; otherwise all is said by templates.</summary>
    public bool UseModel { get; init; } = true;

    /// <summary>
    /// Makes a Markdown link to a place of the document, in UTF-16 units, that stands behind each step and remark that speaks of it; null:
    /// none.
    /// </summary>
    public Func<TextSpan, string>? Link { get; init; }

    /// <summary>How long callers are looked for. Zero: not at all.</summary>
    public TimeSpan CallerLimit { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long the model may take, its start not counted.</summary>
    public TimeSpan ModelLimit { get; init; } = TimeSpan.FromSeconds(20);
}
