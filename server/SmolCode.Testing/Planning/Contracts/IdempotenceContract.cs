using Microsoft.CodeAnalysis;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning.Contracts;

/// <summary>What brings a value into a form leaves it there: told by the name, and by a result of the argument's type.</summary>
internal sealed class IdempotenceContract(ValueSource values, TypeNames names) : IContract
{
    private const int MaxValues = 6;

    private static readonly string[] Names =
    [
        "Normal",
        "Canonical",
        "Trim",
        "Sanitize",
        "Sanitise",
        "Clean",
        "Simplif",
        "Collapse",
        "Slug",
        "ToUpper",
        "ToLower",
        "Absolute",
        "Abs",
        "Round",
        "Strip",
    ];

    /// <inheritdoc />
    public IEnumerable<PlannedCase> Of(IMethodSymbol method)
    {
        if (!Names.Any(n => method.Name.StartsWith(n, StringComparison.Ordinal)) || method.IsGenericMethod)
        {
            yield break;
        }

        if (
            method is { IsStatic: true, Parameters: [{ RefKind: RefKind.None } parameter] }
            && SymbolEqualityComparer.Default.Equals(parameter.Type, method.ReturnType)
        )
        {
            var call = $"{names.Of(method.ContainingType)}.{method.Name}";
            var given = values.Partitions(parameter, new BodyConstants()).Where(v => v is { IsNull: false, IsOmitted: false });
            foreach (var value in given.Take(MaxValues))
            {
                yield return ContractCase.Of(
                    method,
                    "Twice" + value.Label,
                    [$"var once = {call}({value.Code});"],
                    $"{call}(once)",
                    new Oracle("once", "ChangesNothing", Promise: null)
                );
            }
        }
        else if (
            method is { IsStatic: false, Parameters: [] }
            && SymbolEqualityComparer.Default.Equals(method.ContainingType, method.ReturnType)
        )
        {
            foreach (var instance in values.Instances(method.ContainingType, new BodyConstants()).Take(MaxValues))
            {
                yield return ContractCase.Of(
                    method,
                    "Twice" + instance.Label,
                    [$"var once = {instance.Code}.{method.Name}();"],
                    $"once.{method.Name}()",
                    new Oracle("once", "ChangesNothing", Promise: null)
                );
            }
        }
    }
}
