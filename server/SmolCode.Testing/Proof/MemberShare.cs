using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Proof;

/// <summary>Which branches and mutants a member has.</summary>
/// <param name="Member">The member, as it is declared.</param>
/// <param name="FirstBranch">Its first branch.</param>
/// <param name="EndBranch">The first behind its last.</param>
/// <param name="FirstMutant">Its first mutant.</param>
/// <param name="EndMutant">The first behind its last.</param>
internal sealed record MemberShare(ISymbol Member, int FirstBranch, int EndBranch, int FirstMutant, int EndMutant)
{
    /// <summary>The branch is the member's.</summary>
    public bool HasBranch(int branch) => branch >= FirstBranch && branch < EndBranch;

    /// <summary>The mutant is the member's.</summary>
    public bool HasMutant(int mutant) => mutant >= FirstMutant && mutant < EndMutant;
}
