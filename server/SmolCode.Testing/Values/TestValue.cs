using System.Collections.Immutable;
using SmolCode.Testing.Planning.Collaborators;

namespace SmolCode.Testing.Values;

/// <summary>A value that a test passes.</summary>
/// <param name="Code">C# expression.</param>
/// <param name="Label">What is special about it, as a part of a test's name; empty for an ordinary value.</param>
/// <param name="IsNull">It is null.</param>
/// <param name="IsOmitted">The parameter is optional, and nothing is passed.</param>
internal sealed record TestValue(string Code, string Label = "", bool IsNull = false, bool IsOmitted = false)
{
    /// <summary>Stands for the variable in <see cref="Setup"/> and <see cref="Passed"/>.</summary>
    public const string Variable = "\u0001";

    /// <summary>The language model proposed it.</summary>
    public bool IsProposed { get; init; }

    /// <summary>Statements that tell a test double what to answer, behind the one that makes it.</summary>
    public ImmutableArray<string> Setup { get; init; } = [];

    /// <summary>How it is passed when it is in a variable; null: the variable.</summary>
    public string? Passed { get; init; }

    /// <summary>Calls on it that a test looks at.</summary>
    public ImmutableArray<VerifiedCall> Verified { get; init; } = [];

    /// <summary>It is told something or looked at, and needs a variable for it.</summary>
    public bool IsTold => !Setup.IsEmpty || !Verified.IsEmpty;

    /// <summary>It needs no variable of its own to be read.</summary>
    public bool IsSimple =>
        Code.Length <= 40
        && !Code.StartsWith("new ", StringComparison.Ordinal)
        && !Code.Contains("=>", StringComparison.Ordinal)
        && !Code.StartsWith('[');
}
