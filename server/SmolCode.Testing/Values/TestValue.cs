namespace SmolCode.Testing.Values;

/// <summary>A value that a test passes.</summary>
/// <param name="Code">C# expression.</param>
/// <param name="Label">What is special about it, as a part of a test's name; empty for an ordinary value.</param>
/// <param name="IsNull">It is null.</param>
/// <param name="IsOmitted">The parameter is optional, and nothing is passed.</param>
internal sealed record TestValue(string Code, string Label = "", bool IsNull = false, bool IsOmitted = false)
{
    /// <summary>It needs no variable of its own to be read.</summary>
    public bool IsSimple =>
        Code.Length <= 40
        && !Code.StartsWith("new ", StringComparison.Ordinal)
        && !Code.Contains("=>", StringComparison.Ordinal)
        && !Code.StartsWith('[');
}
