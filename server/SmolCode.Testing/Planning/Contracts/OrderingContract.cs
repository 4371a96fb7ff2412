using Microsoft.CodeAnalysis;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>CompareTo gives zero for the object itself, and the opposite the other way round.</summary>
internal sealed class OrderingContract(ValueSource values, TypeNames names) : IContract
{
    /// <inheritdoc />
    public IEnumerable<PlannedCase> Of(IMethodSymbol method)
    {
        if (
            method is not { Name: "CompareTo", IsStatic: false, Parameters: [var parameter] }
            || !SymbolEqualityComparer.Default.Equals(parameter.Type.OriginalDefinition, method.ContainingType.OriginalDefinition)
            || values.Instances(method.ContainingType, new BodyConstants()) is not { Count: > 0 } instances
        )
        {
            yield break;
        }

        var one = instances[0];

        yield return ContractCase.Of(
            method,
            "Itself",
            [$"var sut = {one.Code};"],
            "sut.CompareTo(sut)",
            new Oracle("0", "Returns0", "CompareTo promises zero for the object itself")
        );
        if (instances.Skip(1).FirstOrDefault(r => r.Code != one.Code) is { } different)
        {
            names.Use("System");
            var math = names.Qualified ? "global::System.Math" : "Math";
            yield return ContractCase.Of(
                method,
                "TheOtherWayRound",
                [$"var sut = {one.Code};", $"var other = {different.Code};"],
                $"{math}.Sign(sut.CompareTo(other))",
                new Oracle($"-{math}.Sign(other.CompareTo(sut))", "ReturnsTheOpposite", "CompareTo promises the opposite when swapped")
            );
        }
    }
}
