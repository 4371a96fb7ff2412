using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>Equals, == and GetHashCode agree with each other: an object equals itself and not null, both ways round.</summary>
internal sealed class EqualityContract(Surroundings surroundings, ValueSource values, TypeNames names) : IContract
{
    /// <inheritdoc />
    public IEnumerable<PlannedCase> Of(IMethodSymbol method)
    {
        var type = method.ContainingType;
        var concerned = method switch
        {
            { Name: "Equals", IsStatic: false, Parameters: [var other] } => other.Type.SpecialType == SpecialType.System_Object
                || SymbolEqualityComparer.Default.Equals(other.Type.OriginalDefinition, type.OriginalDefinition),
            { Name: "GetHashCode", Parameters: [] } => true,
            { Name: "op_Equality" or "op_Inequality", Parameters: [var a, var b] } => SymbolEqualityComparer.Default.Equals(a.Type, b.Type)
                && SymbolEqualityComparer.Default.Equals(a.Type, type),
            _ => false,
        };
        if (!concerned || values.Instances(type, new BodyConstants()) is not { Count: > 0 } instances)
        {
            yield break;
        }

        var one = instances[0];

        var different = instances.Skip(1).FirstOrDefault(r => r.Code != one.Code);
        switch (method.Name)
        {
            case "Equals":
                yield return ContractCase.Of(
                    method,
                    "Itself",
                    [$"var sut = {one.Code};"],
                    "sut.Equals(sut)",
                    new Oracle("true", "ReturnsTrue", "Equals promises that an object equals itself")
                );
                if (method.Parameters[0].Type.IsReferenceType)
                {
                    var nothing =
                        $"({names.Of(method.Parameters[0].Type)})null{(surroundings.Language >= LanguageVersion.CSharp8 ? "!" : "")}";
                    yield return ContractCase.Of(
                        method,
                        "Null",
                        [$"var sut = {one.Code};"],
                        $"sut.Equals({nothing})",
                        new Oracle("false", "ReturnsFalse", "Equals promises that no object equals null")
                    );
                }

                if (different is not null)
                {
                    yield return ContractCase.Of(
                        method,
                        "TheOtherWayRound",
                        [$"var sut = {one.Code};", $"var other = {different.Code};"],
                        "sut.Equals(other)",
                        new Oracle("other.Equals(sut)", "ReturnsTheSame", "Equals promises to be symmetric")
                    );
                }

                break;
            case "GetHashCode":
                yield return ContractCase.Of(
                    method,
                    "EqualObjects",
                    [$"var sut = {one.Code};", $"var other = {one.Code};"],
                    "sut.GetHashCode()",
                    new Oracle("other.GetHashCode()", "ReturnsTheSame", Promise: null)
                );
                break;
            default:
                var (token, not) = method.Name == "op_Equality" ? ("==", "") : ("!=", "!");
                foreach (var (condition, other) in new[] { ("EqualObjects", one), ("DifferentObjects", different) })
                {
                    if (other is not null)
                    {
                        yield return ContractCase.Of(
                            method,
                            condition,
                            [$"var sut = {one.Code};", $"var other = {other.Code};"],
                            $"sut {token} other",
                            new Oracle($"{not}sut.Equals(other)", "AgreesWithEquals", $"{token} promises to agree with Equals")
                        );
                    }
                }

                break;
        }
    }
}
