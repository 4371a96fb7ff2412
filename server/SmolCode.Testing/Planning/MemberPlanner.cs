using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Planning.Contracts;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Plans the ways to call a member that may each show something of their own.</summary>
internal sealed class MemberPlanner
{
    private readonly Surroundings surroundings;
    private readonly PropertyCases properties;
    private readonly CallCases calls;
    private readonly CollaboratorStates collaborators;
    private readonly ImmutableArray<IContract> contracts;

    public MemberPlanner(Surroundings surroundings, ValueSource values, TypeNames names)
    {
        this.surroundings = surroundings;
        collaborators = new CollaboratorStates(surroundings, values, names);
        var receivers = new ReceiverStates(surroundings, values, collaborators);
        properties = new PropertyCases(surroundings, values, names, receivers);
        calls = new CallCases(surroundings, values, receivers, collaborators, new CallWriter(surroundings, values, names));
        contracts =
        [
            new EqualityContract(surroundings, values, names),
            new OrderingContract(values, names),
            new DisposeContract(values),
            new InverseContract(surroundings, values, names),
            new IdempotenceContract(values, names),
        ];
    }

    /// <summary>The cases of a member. Empty when no value of a parameter, or no object to call it on, can be made; the reason says which.</summary>
    public ImmutableArray<PlannedCase> Plan(ISymbol member, CancellationToken cancellationToken, out string? reason)
    {
        reason = null;
        if (ClosedMember.Of(member, surroundings) is not { } closed)
        {
            reason = "no type was found that its type parameters could stand for";
            return [];
        }

        var constants = BodyConstants.Of(member, surroundings.Compilation, cancellationToken);
        var guards = GuardClauses.Of(member, cancellationToken);
        return closed switch
        {
            IPropertySymbol { IsIndexer: false } property => properties.Of(property, constants, cancellationToken, out reason),
            IPropertySymbol indexer => calls.Of(indexer, indexer.Parameters, constants, guards, cancellationToken, out reason),
            IMethodSymbol method =>
            [
                .. calls.Of(method, method.Parameters, constants, guards, cancellationToken, out reason),
                .. contracts.SelectMany(c => c.Of(method)),
            ],
            _ => [],
        };
    }

    /// <summary>How a member is called in names of tests.</summary>
    public static string NameOf(ISymbol member) =>
        member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "Constructor",
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } op => op.Name.StartsWith("op_", StringComparison.Ordinal)
                ? op.Name[3..] + "Operator"
                : op.Name,
            IMethodSymbol { MethodKind: MethodKind.Conversion } op => (
                op.Name == "op_Implicit" ? "ImplicitConversionTo" : "ExplicitConversionTo"
            ) + ValueSource.Pascal(TypeNames.Word(op.ReturnType)),
            IPropertySymbol { IsIndexer: true } => "Indexer",
            _ => member.Name,
        };
}
