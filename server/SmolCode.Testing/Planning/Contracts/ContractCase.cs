using System.Collections.Immutable;
using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>Makes the case of a contract.</summary>
internal static class ContractCase
{
    public static PlannedCase Of(IMethodSymbol method, string condition, ImmutableArray<string> arrange, string act, Oracle oracle) =>
        new()
        {
            Member = method,
            MemberName = MemberPlanner.NameOf(method),
            Condition = condition,
            Arrange = arrange,
            Act = act,
            Kind = ActKind.Value,
            ResultType = method.ReturnType,
            Oracle = oracle,
        };
}
