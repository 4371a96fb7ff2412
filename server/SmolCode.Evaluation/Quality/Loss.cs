namespace SmolCode.Evaluation.Quality;

/// <summary>Where the right first line of a row was lost, from what comes last to what comes first.</summary>
internal enum Loss
{
    /// <summary>It is shown.</summary>
    None,

    /// <summary>It is the best candidate, and was not likely enough to be shown.</summary>
    Threshold,

    /// <summary>A candidate that passed the checks has it, but another one is the best.</summary>
    Order,

    /// <summary>A candidate has it, and the checks refuted it.</summary>
    Check,

    /// <summary>No candidate has it; something else passed.</summary>
    Search,

    /// <summary>No candidate has it, and none passed.</summary>
    NothingPassed,

    /// <summary>There is no candidate.</summary>
    NoCandidate,
}
