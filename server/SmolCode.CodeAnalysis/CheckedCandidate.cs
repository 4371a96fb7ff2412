using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// A candidate that went through the checker. Only <c>CandidateChecker</c> makes one: there is no other way from a model's text to
/// a suggestion.
/// </summary>
public sealed record CheckedCandidate
{
    internal CheckedCandidate(string text, TextSpan range, CandidateChecks checks)
    {
        Text = text;
        Range = range;
        Checks = checks;
    }

    /// <summary>The text to insert, with the document's newlines, what stands right of the cursor already trimmed off.</summary>
    public string Text { get; }

    /// <summary>What it replaces, in UTF-16 units of the snapshot that it was checked against.</summary>
    public TextSpan Range { get; }

    /// <summary>What the compiler says.</summary>
    public CandidateChecks Checks { get; }
}
