namespace SmolCode.Testing.Planning;

/// <summary>An expectation that does not come from running the code.</summary>
/// <param name="Expected">Code of what the result has to equal.</param>
/// <param name="Name">What it says, as a part of a test's name.</param>
/// <param name="Promise">Who promises it, for a finding when it is not so; null when it is only likely, and then nothing is said.</param>
internal sealed record Oracle(string Expected, string Name, string? Promise)
{
    /// <summary>Two results of the code are compared with each other.</summary>
    public bool IsRelative => Expected.Contains('(', StringComparison.Ordinal);
}
