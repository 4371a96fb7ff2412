using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Types;

/// <summary>A call's arguments, filled by type and name.</summary>
internal sealed class TypedCall(TypedPlace place, TypedValues values)
{
    /// <summary>The most plausible arguments for all of the parameters; null where one has no value.</summary>
    internal string? Arguments(ImmutableArray<IParameterSymbol> parameters) => Arguments(parameters, 0, []);

    /// <summary>
    /// The most plausible arguments for parameters from an index on, without the optional ones that nothing in scope is named like; null where
    /// a parameter that needs a value has none.
    /// </summary>
    /// <param name="parameters">Those of the method.</param>
    /// <param name="from">The first that has no argument yet.</param>
    /// <param name="used">Arguments that stand before; each is taken once.</param>
    internal string? Arguments(ImmutableArray<IParameterSymbol> parameters, int from, IEnumerable<string> used)
    {
        var taken = used.ToHashSet(StringComparer.Ordinal);
        var arguments = new List<string>();
        var skipped = false;
        for (var i = from; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            var isNeeded = parameter is { IsOptional: false, IsParams: false };
            var value = Value(parameter, taken, isNeeded);
            if (value is null)
            {
                if (isNeeded)
                {
                    return null;
                }

                skipped = true;
                continue;
            }

            taken.Add(value);
            arguments.Add(skipped ? $"{parameter.Name}: {value}" : value);
        }

        return string.Join(", ", arguments);
    }

    private string? Value(IParameterSymbol parameter, HashSet<string> taken, bool isNeeded)
    {
        if (parameter.RefKind == RefKind.Out)
        {
            return $"out var {SymbolFacts.Written(parameter.Name)}";
        }

        if (parameter.Type.TypeKind == TypeKind.Error || parameter.IsParams)
        {
            return null;
        }

        var keyword = parameter.RefKind == RefKind.Ref ? "ref " : "";
        // An optional argument is given where something has its name and type; anything else would be a guess.
        return values
            .Of(parameter.Type, parameter.Name, isDeep: false)
            .Where(v => !taken.Contains(keyword + v.Text) && (isNeeded ? v.Plausibility > 0.4 : IsNamed(v, parameter)))
            .Select(v => keyword + v.Text)
            .FirstOrDefault();
    }

    private bool IsNamed(TypedValue value, IParameterSymbol parameter) =>
        value.Text == parameter.Name && place.Scope.Any(s => s.Name == parameter.Name);
}
