namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>One kind of near miss with its fix. What it proposes is checked as any candidate is.</summary>
internal interface ICandidateRepair
{
    /// <summary>Texts that could be meant, at most a few; none where this kind of fix does not apply.</summary>
    IEnumerable<string> Propose(RefutedCandidate refuted);
}
