namespace SmolCode.Testing;

/// <summary>What the assertions of a test are made of.</summary>
public enum TestOrigin
{
    /// <summary>What guard clauses, documentation or the kind of the member promise, seen to hold.</summary>
    Contract,

    /// <summary>What the code did when the test was made.</summary>
    Characterisation,
}
