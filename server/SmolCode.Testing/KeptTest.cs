namespace SmolCode.Testing;

/// <summary>A test that is offered.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Member">The member that it calls.</param>
/// <param name="Origin">What its assertions are made of.</param>
/// <param name="Kills">Mutants that it was the first to kill.</param>
/// <param name="Branches">Branches that it was the first to take.</param>
public sealed record KeptTest(string Name, string Member, TestOrigin Origin, int Kills, int Branches)
{
    /// <summary>A value in it was proposed by the language model.</summary>
    public bool IsProposed { get; init; }
}
