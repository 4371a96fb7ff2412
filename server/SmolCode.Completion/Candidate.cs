using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion.Ranking;

namespace SmolCode.Completion;

/// <summary>A candidate with everything known about it, best first in <see cref="CompletionResult.Items"/>.</summary>
public sealed record Candidate
{
    /// <summary>The text that replaces <see cref="Range"/>.</summary>
    public required string Text { get; init; }

    /// <summary>What it replaces, in UTF-16 units of the snapshot.</summary>
    public required TextSpan Range { get; init; }

    /// <summary>Estimated probability that its first line is what the user wants, 0 to 1.</summary>
    public required double Probability { get; init; }

    /// <summary>Sum of its tokens' log-probabilities (natural).</summary>
    public required double LogProbability { get; init; }

    /// <summary>What the order is made of, in the order of <see cref="FeatureNames"/>.</summary>
    public ImmutableArray<double> Features { get; init; } = [];

    /// <summary>Names of <see cref="Features"/>.</summary>
    public static ImmutableArray<string> FeatureNames => CandidateFeatures.Names;

    /// <summary>Number of its tokens.</summary>
    public required int Tokens { get; init; }

    /// <summary>Where it comes from.</summary>
    public CandidateSource Source { get; init; } = CandidateSource.Model;

    /// <summary>It was a near miss and has been mended.</summary>
    public bool IsRepaired { get; init; }

    /// <summary><c>using</c> directives that it lacks.</summary>
    public ImmutableArray<MissingUsing> Usings { get; init; } = [];

    /// <summary>What adds them: changes before <see cref="Range"/>, in UTF-16 units of the snapshot as well.</summary>
    public ImmutableArray<TextChange> AdditionalEdits { get; init; } = [];

    /// <summary>What the compiler says; null where it was not asked, because a better candidate had passed already.</summary>
    public CandidateChecks? Checks { get; init; }

    /// <summary>An editor would get it.</summary>
    public bool Shown { get; init; }
}
