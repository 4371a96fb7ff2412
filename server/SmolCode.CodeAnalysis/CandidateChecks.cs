using System.Collections.Immutable;

namespace SmolCode.CodeAnalysis;

/// <summary>What the compiler says of a candidate.</summary>
/// <param name="Parses">The text, inserted, adds no syntax error and leaves brackets balanced.</param>
/// <param name="Binds">Every new name binds. Null where it was not looked at, because a cheaper check failed first.</param>
/// <param name="NewErrors">Compiler errors in the enclosing member that were not there before, as "CS0103: message".</param>
public sealed record CandidateChecks(bool Parses, bool? Binds, ImmutableArray<string> NewErrors)
{
    /// <summary>Nothing was found against it.</summary>
    public bool Passed => Parses && Binds != false && NewErrors.IsEmpty;

    /// <summary>
    /// All that the code refers to was there to check against. Otherwise (a file without its project, a package that is not restored) errors
    /// that may come from what is missing are not held against a candidate.
    /// </summary>
    public bool IsComplete { get; init; } = true;

    /// <summary>
    /// The expression that it writes or completes has the very type that is wanted of it (true) or is converted to it (false); null where
    /// nothing is wanted of it, it takes its type from what is wanted, or it was not looked at.
    /// </summary>
    public bool? FitsType { get; init; }

    /// <summary>The check that refuted it: "nothing new", "brackets", "syntax", "leaves the comment", "names", "unused" (its result is dropped, or it does nothing), "errors"; null when it passed.</summary>
    public string? RefutedBy { get; init; }

    /// <summary>
    /// What is missing at its end (<c>CS1002: ; expected</c>) and was missing before, where it passed but for that; null where it is finished.
    /// </summary>
    public string? Unended { get; init; }

    /// <summary>Where the first name that doesn't bind begins, as an offset in the candidate's text; null where all bind or none was looked at.</summary>
    public int? UnboundAt { get; init; }
}
