using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>What must be so whatever a member computes: one class a kind.</summary>
internal interface IContract
{
    /// <summary>Cases that hold the member against it; none when it does not concern the member.</summary>
    IEnumerable<PlannedCase> Of(IMethodSymbol method);
}
