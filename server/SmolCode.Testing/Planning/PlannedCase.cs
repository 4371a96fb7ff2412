using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;

namespace SmolCode.Testing.Planning;

/// <summary>How a case is carried out.</summary>
internal enum ActKind
{
    /// <summary>An expression with a value.</summary>
    Value,

    /// <summary>A statement without one.</summary>
    Void,

    /// <summary>A task without a value.</summary>
    Task,

    /// <summary>A task with a value.</summary>
    TaskValue,

    /// <summary>A sequence that is made while it is read.</summary>
    Sequence,

    /// <summary>The same, read asynchronously.</summary>
    AsyncSequence,
}

/// <summary>One way to call a member. What comes of it is found out by running it.</summary>
internal sealed record PlannedCase
{
    /// <summary>The member.</summary>
    public required ISymbol Member { get; init; }

    /// <summary>What is special about the case, as a part of its test's name; empty for the ordinary one.</summary>
    public required string Condition { get; init; }

    /// <summary>Statements before the call.</summary>
    public required ImmutableArray<string> Arrange { get; init; }

    /// <summary>The call: an expression, or for <see cref="ActKind.Void"/> a statement's expression.</summary>
    public required string Act { get; init; }

    /// <summary>How it is carried out.</summary>
    public required ActKind Kind { get; init; }

    /// <summary>Static type of the value; the element's for sequences.</summary>
    public ITypeSymbol? ResultType { get; init; }

    /// <summary>The variable of the object that the member is called on.</summary>
    public string? Receiver { get; init; }

    /// <summary>Its type.</summary>
    public INamedTypeSymbol? ReceiverType { get; init; }

    /// <summary>Arguments that the call may have changed: expressions that show it, and their types.</summary>
    public ImmutableArray<(string Code, ITypeSymbol Type)> Witnesses { get; init; } = [];

    /// <summary>Calls on test doubles that are looked at afterwards; their arguments are observed behind the witnesses.</summary>
    public ImmutableArray<VerifiedCall> Verified { get; init; } = [];

    /// <summary>The act can stand as a statement.</summary>
    public bool IsStatement { get; init; }

    /// <summary>The parameter that null is passed for.</summary>
    public IParameterSymbol? NullParameter { get; init; }

    /// <summary>The exception that guards or documentation promise for the case: its simple name.</summary>
    public string? PromisedException { get; init; }

    /// <summary>The promise is written in the documentation.</summary>
    public bool IsDocumented { get; init; }

    /// <summary>The value that was set and should be read back.</summary>
    public string? RoundTrip { get; init; }

    /// <summary>Variables that the call sets; they are witnesses too.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>A value that the language model proposed is passed.</summary>
    public bool IsProposed { get; init; }

    /// <summary>Who promises that nothing is thrown; null when nobody does.</summary>
    public string? MustNotThrow { get; init; }

    /// <summary>Name of the event that is listened to: how often it is raised is the last of the witnesses.</summary>
    public string? Event { get; init; }

    /// <summary>What must be so whatever the values are; null: what is observed is asserted.</summary>
    public Oracle? Oracle { get; init; }

    /// <summary>Name of the member as a part of a test's name.</summary>
    public required string MemberName { get; init; }
}
