using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Planning.Collaborators;

/// <summary>What a member asks of an object that it was given as an interface.</summary>
/// <param name="Member">A method, or a property that is read; with the types that it has there.</param>
/// <param name="Result">What comes of it, of tasks when they are done; null where nothing does.</param>
/// <param name="IsUsed">The member does something with the result.</param>
/// <param name="Caught">The exception that is caught around it; null when none is.</param>
/// <param name="Sites">Places that it is called from.</param>
internal sealed record CollaboratorCall(ISymbol Member, ITypeSymbol? Result, bool IsUsed, INamedTypeSymbol? Caught, int Sites)
{
    /// <summary>Parameters of the asking member that are handed on as they are, one for each argument; null for other arguments.</summary>
    public ImmutableArray<string?> HandedOn { get; init; } = [];

    /// <summary>It is called in a loop, which may wait for another answer.</summary>
    public bool IsInLoop { get; init; }

    /// <summary>It may be answered differently the second time.</summary>
    public bool IsRepeated => IsInLoop || Sites > 1;

    /// <summary>Its parameters.</summary>
    public IEnumerable<IParameterSymbol> Parameters => Member is IMethodSymbol method ? method.Parameters : [];

    /// <summary>A task is given back.</summary>
    public bool IsAsync => Member is IMethodSymbol { ReturnType: { Name: "Task" or "ValueTask" } };

    /// <summary>The member's name as a part of a test's name.</summary>
    public string Word =>
        Member.Name.EndsWith("Async", StringComparison.Ordinal) && Member.Name.Length > "Async".Length
            ? Member.Name[..^"Async".Length]
            : Member.Name;

    /// <summary>It is called for what it does, and a test says that it was.</summary>
    public bool IsCommand => !IsUsed && Member is IMethodSymbol && !Member.ContainingType.Name.Contains("Log", StringComparison.Ordinal);
}
