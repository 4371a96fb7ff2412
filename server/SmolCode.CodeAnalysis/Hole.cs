using System.Collections.Immutable;

namespace SmolCode.CodeAnalysis;

/// <summary>What the compiler knows about the place at the cursor.</summary>
public sealed record Hole
{
    private readonly Lazy<ImmutableArray<SymbolFact>> _members = new([]);
    private readonly Lazy<ImmutableArray<SymbolFact>> _inScope = new([]);
    private readonly Lazy<ImmutableArray<string>> _memberNames = new([]);
    private readonly Lazy<ImmutableArray<string>> _scopeNames = new([]);

    /// <summary>Syntactic kind.</summary>
    public required HoleKind Kind { get; init; }

    /// <summary>Offset of the cursor in UTF-16 units.</summary>
    public required int Position { get; init; }

    /// <summary>Start of the identifier that the cursor stands in or after; <see cref="Position"/> when there is none.</summary>
    public required int WordStart { get; init; }

    /// <summary>Fully qualified type that an expression here should have, or null.</summary>
    public string? ExpectedType { get; init; }

    /// <summary>Fully qualified type left of the dot, or null.</summary>
    public string? ReceiverType { get; init; }

    /// <summary>
    /// Accessible members of the receiver, by name, at most 200; empty when there is no receiver. Looked up when first asked for.
    /// </summary>
    public ImmutableArray<SymbolFact> Members
    {
        get => _members.Value;
        init => _members = new(value);
    }

    /// <summary>
    /// Locals, parameters and members of the enclosing type that are in scope, innermost first, at most 200. Looked up when first asked for.
    /// </summary>
    public ImmutableArray<SymbolFact> InScope
    {
        get => _inScope.Value;
        init => _inScope = new(value);
    }

    /// <summary>
    /// Every name that the compiler accepts after the dot. Empty where that can't be told: no receiver, one that doesn't bind, <c>base</c>,
    /// <c>dynamic</c>, or a value whose name is its type's as well. Looked up when first asked for.
    /// </summary>
    public ImmutableArray<string> MemberNames => _memberNames.Value;

    /// <summary>
    /// Where nothing stands left of the name: every name and keyword that the compiler accepts in place of one that does not bind. Not all
    /// that can be written: a literal, a bracket or a name that is declared here may stand there as well. Empty where it can't be told:
    /// behind a dot, where members are declared, in text. Looked up when first asked for.
    /// </summary>
    public ImmutableArray<string> ScopeNames => _scopeNames.Value;

    internal Lazy<ImmutableArray<string>> ScopeNamesLookup
    {
        init => _scopeNames = value;
    }

    internal Lazy<ImmutableArray<string>> MemberNamesLookup
    {
        init => _memberNames = value;
    }

    internal Lazy<ImmutableArray<SymbolFact>> MembersLookup
    {
        init => _members = value;
    }

    internal Lazy<ImmutableArray<SymbolFact>> InScopeLookup
    {
        init => _inScope = value;
    }

    /// <summary>
    /// Closers (and a semicolon after them) directly right of the cursor that an editor inserts while typing, e.g. <c>)</c> or <c>");</c>.
    /// </summary>
    public string Closers { get; init; } = "";

    /// <summary>The line left of the cursor.</summary>
    public string LinePrefix { get; init; } = "";

    /// <summary>The rest of the line right of the cursor, without its newline.</summary>
    public string LineSuffix { get; init; } = "";

    /// <summary>A whole block is wanted here rather than the rest of a line.</summary>
    public bool IsMultiline { get; init; }
}
