using System.Collections.Immutable;
using SmolCode.CodeAnalysis;

namespace SmolCode.Completion.Ranking;

/// <summary>A candidate with what the others of its request say of it.</summary>
internal sealed record CandidateView
{
    /// <summary>What was proposed.</summary>
    public required Draft Draft { get; init; }

    /// <summary>Its text as it would be inserted.</summary>
    public required string Text { get; init; }

    /// <summary>The place.</summary>
    public required Hole Hole { get; init; }

    /// <summary>It was a near miss.</summary>
    public required bool IsRepaired { get; init; }

    /// <summary>See <see cref="CandidateChecks.FitsType"/>.</summary>
    public bool? FitsType { get; init; }

    /// <summary>The place elsewhere that begins with the same line, or null.</summary>
    public AnalogousCode? Analogous { get; init; }

    /// <summary>Names around the place.</summary>
    public required NearbyNames Nearby { get; init; }

    /// <summary>Names in its first line.</summary>
    public required ImmutableHashSet<string> Names { get; init; }

    /// <summary>The line that it makes of what is typed, without the white space around it.</summary>
    public required string WholeLine { get; init; }

    /// <summary>Its part of the probability of all that passed.</summary>
    public required double Share { get; init; }

    /// <summary>The best score of all that passed.</summary>
    public required double BestScore { get; init; }

    /// <summary>Candidates with a better score that were rejected.</summary>
    public required int RejectedBefore { get; init; }

    /// <summary>Other candidates with the same first line.</summary>
    public required int SameFirstLine { get; init; }

    /// <summary>How often the same text was proposed.</summary>
    public required int TimesFound { get; init; }
}
