namespace SmolCode.CodeAnalysis;

/// <summary>Checks candidates at one hole.</summary>
public sealed class CandidateChecker
{
    private CandidateChecker() { }

    /// <summary>Prepares the check of any number of candidates at one hole.</summary>
    public static CandidateChecker Begin(DocumentSnapshot snapshot, Hole hole, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Checks one candidate.</summary>
    public Task<CheckedCandidate> CheckAsync(string text, CancellationToken cancellationToken) => throw new NotImplementedException();
}
