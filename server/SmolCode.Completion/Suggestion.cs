using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;

namespace SmolCode.Completion;

/// <summary>What an editor may show. Made only from a candidate that the checker let pass.</summary>
public sealed record Suggestion
{
    /// <summary>Makes a suggestion of a candidate that passed.</summary>
    /// <exception cref="ArgumentException">The candidate did not pass.</exception>
    public Suggestion(CheckedCandidate candidate, double probability, CandidateSource source = CandidateSource.Model)
    {
        ArgumentNullException.ThrowIfNull(candidate);
        if (!candidate.Checks.Passed)
        {
            throw new ArgumentException("Only a candidate that passed its checks can be shown.", nameof(candidate));
        }

        Text = candidate.Text;
        Range = candidate.Range;
        Usings = candidate.Usings;
        AdditionalEdits = candidate.AdditionalEdits;
        Probability = probability;
        Source = source;
    }

    /// <summary>The text that replaces <see cref="Range"/>, with the document's newlines.</summary>
    public string Text { get; private init; }

    /// <summary>What it replaces, in UTF-16 units of the snapshot.</summary>
    public TextSpan Range { get; private init; }

    /// <summary><c>using</c> directives that it lacks; without them the file doesn't compile once it is taken.</summary>
    public ImmutableArray<MissingUsing> Usings { get; }

    /// <summary>What adds them: changes before <see cref="Range"/>, in UTF-16 units of the snapshot as well.</summary>
    public ImmutableArray<TextChange> AdditionalEdits { get; }

    /// <summary>Estimated probability that its first line is what the user wants, 0 to 1.</summary>
    public double Probability { get; }

    /// <summary>Where it comes from.</summary>
    public CandidateSource Source { get; }

    /// <summary>
    /// The same suggestion with <paramref name="textBefore"/> put in front and its range begun at <paramref name="start"/>, as an editor
    /// needs it whose list item stands for that text. <paramref name="moved"/>: how far the end of the range is moved.
    /// </summary>
    internal Suggestion Extend(int start, string textBefore, int moved) =>
        this with
        {
            Text = textBefore + Text,
            Range = TextSpan.FromBounds(start, Range.End + moved),
        };
}
