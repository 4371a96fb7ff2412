using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>What one member writes another one reads back: pairs are told by their names and types.</summary>
internal sealed class InverseContract(Surroundings surroundings, ValueSource values, TypeNames names) : IContract
{
    private const int MaxValues = 5;

    private static readonly (string There, string Back)[] Pairs =
    [
        ("Encode", "Decode"),
        ("Encrypt", "Decrypt"),
        ("Serialize", "Deserialize"),
        ("Compress", "Decompress"),
        ("Escape", "Unescape"),
        ("Pack", "Unpack"),
        ("Wrap", "Unwrap"),
        ("Format", "Parse"),
        ("To", "From"),
    ];

    /// <inheritdoc />
    public IEnumerable<PlannedCase> Of(IMethodSymbol method) =>
        method is { IsStatic: true, IsGenericMethod: false, Parameters: [var parameter], ReturnsVoid: false } ? Static(method, parameter)
        : method is { Name: "ToString", IsStatic: false, Parameters: [] } ? Text(method)
        : [];

    private IEnumerable<PlannedCase> Static(IMethodSymbol method, IParameterSymbol parameter)
    {
        if (Back(method) is not { } back)
        {
            yield break;
        }

        var owner = names.Of(method.ContainingType);
        foreach (
            var value in values
                .Partitions(parameter, new BodyConstants())
                .Where(v => v is { IsNull: false, IsOmitted: false })
                .Take(MaxValues)
        )
        {
            yield return ContractCase.Of(
                method,
                $"Then{back.Name}{value.Label}",
                [$"var original = {value.Code};"],
                $"{owner}.{back.Name}({owner}.{method.Name}(original))",
                new Oracle("original", "ReturnsTheOriginal", Promise: null)
            );
        }
    }

    // Parse(x.ToString()) is x, where equality is one of values.
    private IEnumerable<PlannedCase> Text(IMethodSymbol method)
    {
        var type = method.ContainingType;
        var hasValues = type.IsRecord || type.IsValueType || type.GetMembers("Equals").Any(m => m.IsOverride);
        if (
            !hasValues
            || !type.GetMembers("Parse")
                .OfType<IMethodSymbol>()
                .Any(m =>
                    m is { IsStatic: true, Parameters: [{ Type.SpecialType: SpecialType.System_String }] }
                    && surroundings.CanSee(m)
                    && surroundings.IsHarmless(m)
                    && SymbolEqualityComparer.Default.Equals(m.ReturnType, type)
                )
        )
        {
            yield break;
        }

        foreach (var instance in values.Instances(type, new BodyConstants()).Take(MaxValues))
        {
            yield return ContractCase.Of(
                method,
                $"ThenParse{instance.Label}",
                [$"var sut = {instance.Code};"],
                $"{names.Of(type)}.Parse(sut.ToString())",
                new Oracle("sut", "ReturnsTheOriginal", Promise: null)
            );
        }
    }

    private IMethodSymbol? Back(IMethodSymbol there)
    {
        foreach (var (first, second) in Pairs)
        {
            if (!there.Name.StartsWith(first, StringComparison.Ordinal))
            {
                continue;
            }

            var rest = there.Name[first.Length..];
            ImmutableArray<string> wanted = first == "To" ? [second + rest, "Parse" + rest] : [second + rest];
            var found = there
                .ContainingType.GetMembers()
                .OfType<IMethodSymbol>()
                .FirstOrDefault(m =>
                    wanted.Contains(m.Name)
                    && m is { IsStatic: true, IsGenericMethod: false, Parameters: [{ RefKind: RefKind.None } parameter] }
                    && surroundings.CanSee(m)
                    && surroundings.IsHarmless(m)
                    && SymbolEqualityComparer.Default.Equals(parameter.Type, there.ReturnType)
                    && SymbolEqualityComparer.Default.Equals(m.ReturnType, there.Parameters[0].Type)
                );
            if (found is not null)
            {
                return found;
            }
        }

        return null;
    }
}
