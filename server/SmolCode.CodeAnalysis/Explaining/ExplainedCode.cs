using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Explaining;

/// <summary>The facts of a piece of code.</summary>
public sealed record ExplainedCode
{
    /// <summary>What it is.</summary>
    public required ExplainedScope Scope { get; init; }

    /// <summary>Its name as readers know it, without backticks; null for statements and files.</summary>
    public string? Name { get; init; }

    /// <summary>What is explained, in UTF-16 units: whole statements, members or types around what was selected.</summary>
    public required TextSpan Span { get; init; }

    /// <summary>All facts, those of the same kind in the order of the source.</summary>
    public ImmutableArray<CodeFact> Facts { get; init; } = [];

    /// <summary>
    /// Where the name of the explained member or type stands, for <see cref="CallerFinder"/>: several for fields that are declared together,
    /// none for statements and files.
    /// </summary>
    public ImmutableArray<int> NamePositions { get; init; } = [];
}
