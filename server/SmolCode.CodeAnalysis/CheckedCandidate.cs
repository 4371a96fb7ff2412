using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis;

/// <summary>
/// A candidate that went through the checker. Only <c>CandidateChecker</c> makes one: there is no other way from a model's text to
/// a suggestion.
/// </summary>
public sealed record CheckedCandidate
{
    internal CheckedCandidate(
        string text,
        TextSpan range,
        CandidateChecks checks,
        ImmutableArray<CompilerError> errors = default,
        bool isRepaired = false,
        ImmutableArray<MissingUsing> usings = default,
        ImmutableArray<TextChange> additionalEdits = default
    )
    {
        Text = text;
        Range = range;
        Checks = checks;
        IsRepaired = isRepaired;
        Errors = errors.IsDefault ? [] : errors;
        Usings = usings.IsDefault ? [] : usings;
        AdditionalEdits = additionalEdits.IsDefault ? [] : additionalEdits;
    }

    /// <summary>The text to insert, with the document's newlines, what stands right of the cursor already trimmed off.</summary>
    public string Text { get; }

    /// <summary>What it replaces, in UTF-16 units of the snapshot that it was checked against.</summary>
    public TextSpan Range { get; }

    /// <summary>What the compiler says.</summary>
    public CandidateChecks Checks { get; }

    /// <summary>The text differs from what was proposed: a near miss was mended (<see cref="CandidateChecker.RepairAsync"/>).</summary>
    public bool IsRepaired { get; }

    /// <summary>Directives that the file lacks and without which it would not have passed.</summary>
    public ImmutableArray<MissingUsing> Usings { get; }

    /// <summary>What else is to be changed where it is taken: the places of <see cref="Usings"/>, in UTF-16 units of the snapshot.</summary>
    public ImmutableArray<TextChange> AdditionalEdits { get; }

    /// <summary>The compiler's errors, their spans relative to <see cref="Text"/>; empty where a cheaper check refuted it.</summary>
    internal ImmutableArray<CompilerError> Errors { get; }
}
