using System.Collections.Immutable;
using SmolCode.Testing.Planning.Collaborators;

namespace SmolCode.Testing.Planning;

/// <summary>An object to call a member on.</summary>
/// <param name="Arrange">Statements that make it.</param>
/// <param name="Label">What is special about it, as a part of a test's name.</param>
/// <param name="Receiver">Code that made it; null for static members.</param>
internal sealed record ReceiverState(ImmutableArray<string> Arrange, string Label, string? Receiver)
{
    /// <summary>Calls on test doubles that a test looks at.</summary>
    public ImmutableArray<VerifiedCall> Verified { get; init; } = [];

    /// <summary>Variables that the statements declare, beside sut.</summary>
    public ImmutableArray<string> Locals { get; init; } = [];
}
