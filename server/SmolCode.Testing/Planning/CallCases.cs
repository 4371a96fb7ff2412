using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Cases of what is called: each parameter's values by themselves, then states and values with each other.</summary>
internal sealed class CallCases(
    Surroundings surroundings,
    ValueSource values,
    ReceiverStates receivers,
    CollaboratorStates collaborators,
    CallWriter writer
)
{
    private const int MaxCases = 90;
    private const int MaxCrossed = 36;

    /// <summary>The cases; none with the reason when an argument or an object to call it on can't be made.</summary>
    public ImmutableArray<PlannedCase> Of(
        ISymbol member,
        ImmutableArray<IParameterSymbol> parameters,
        BodyConstants constants,
        GuardClauses guards,
        CancellationToken cancellationToken,
        out string? reason
    )
    {
        reason = null;
        var method = member as IMethodSymbol;
        var type = member.ContainingType;
        var isConstructor = method?.MethodKind == MethodKind.Constructor;
        List<IReadOnlyList<TestValue>> factors = [];
        foreach (var parameter in parameters)
        {
            if (parameter.RefKind == RefKind.Out)
            {
                factors.Add([new TestValue("out")]);
                continue;
            }

            var partitions = values.Partitions(parameter, constants);
            if (collaborators.Of(member, parameter, partitions, parameters, constants, cancellationToken) is { Count: > 0 } told)
            {
                partitions = told;
            }

            if (
                partitions.Count == 0
                && parameter.Type.IsReferenceType
                && parameter.Type.NullableAnnotation == NullableAnnotation.Annotated
            )
            {
                partitions = [values.Null(parameter.Type, parameter.Name)];
            }

            if (partitions.Count == 0)
            {
                reason =
                    $"no {parameter.Type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat)} could be made for its parameter {parameter.Name}";
                return [];
            }

            factors.Add(partitions);
        }

        List<ReceiverState> states =
            member.IsStatic || isConstructor
                ? [new ReceiverState([], "", null)]
                : [.. receivers.Of(member, type, constants, cancellationToken)];
        if (states.Count == 0)
        {
            reason = $"no {type.Name} could be made";
            return [];
        }

        var cases = ImmutableArray.CreateBuilder<PlannedCase>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Add(ReceiverState state, IReadOnlyList<TestValue> arguments, IParameterSymbol? isNull = null)
        {
            if (
                cases.Count >= MaxCases
                || !seen.Add(
                    string.Join('|', state.Arrange) + "#" + string.Join('|', arguments.Select(a => a.Code + string.Concat(a.Setup)))
                )
            )
            {
                return;
            }

            var labels = arguments.Select(a => a.Label).Prepend(state.Label).Where(l => l.Length > 0).ToList();
            cases.Add(writer.Case(member, parameters, state, arguments, string.Join("And", labels), isNull, guards));
        }

        var typical = factors.Select((f, i) => Distinct(parameters, i, f[0])).ToArray();
        Add(states[0], typical);

        // Each parameter for itself.
        for (var i = 0; i < factors.Count; i++)
        {
            foreach (var value in factors[i].Skip(1))
            {
                Add(states[0], Replace(typical, i, value), value.IsNull ? parameters[i] : null);
            }

            if (parameters[i].Type.IsReferenceType && parameters[i].RefKind != RefKind.Out && !factors[i].Any(f => f.IsNull))
            {
                Add(states[0], Replace(typical, i, values.Null(parameters[i].Type, parameters[i].Name)), parameters[i]);
            }
        }

        // Each state for itself.
        foreach (var state in states.Skip(1))
        {
            Add(state, typical);
        }

        // What happens to its listeners.
        foreach (var @event in Events(member, type, cancellationToken))
        {
            foreach (var state in states.Where(s => s.Receiver is not null).Take(4))
            {
                cases.Add(writer.Listening(writer.Case(member, parameters, state, typical, state.Label, null, guards), @event));
            }
        }

        // Equal arguments where the types are the same.
        for (var i = 0; i < factors.Count; i++)
        {
            for (var j = i + 1; j < factors.Count; j++)
            {
                if (SymbolEqualityComparer.Default.Equals(parameters[i].Type, parameters[j].Type))
                {
                    foreach (var value in factors[i].Where(v => !v.IsOmitted).Take(4))
                    {
                        var arguments = Replace(typical, i, value);
                        Add(states[0], Replace(arguments, j, value with { Label = "Equal" + ValueSource.Pascal(parameters[j].Name) }));
                    }
                }
            }
        }

        // States and parameters together, then parameters with each other, as far as there is room.
        var budget = MaxCrossed;
        foreach (var state in states.Skip(1))
        {
            for (var i = 0; i < factors.Count && budget > 0; i++)
            {
                foreach (var value in factors[i].Skip(1).Take(5))
                {
                    budget--;
                    Add(state, Replace(typical, i, value));
                }
            }
        }

        budget = MaxCrossed;
        for (var i = 0; i < factors.Count; i++)
        {
            for (var j = i + 1; j < factors.Count; j++)
            {
                foreach (var a in factors[i].Skip(1).Take(7))
                {
                    foreach (var b in factors[j].Skip(1).Take(7))
                    {
                        if (budget-- > 0)
                        {
                            Add(states[0], Replace(Replace(typical, i, a), j, b));
                        }
                    }
                }
            }
        }

        return cases.ToImmutable();
    }

    // Events that the body names.
    private IEnumerable<IEventSymbol> Events(ISymbol member, INamedTypeSymbol type, CancellationToken cancellationToken)
    {
        var mentioned = ReceiverStates.Mentioned(member, cancellationToken);
        return member.IsStatic || member is IMethodSymbol { MethodKind: MethodKind.Constructor }
            ? []
            : type.GetMembers()
                .OfType<IEventSymbol>()
                .Where(e =>
                    !e.IsStatic
                    && surroundings.CanSee(e)
                    && mentioned.Contains(e.Name)
                    && e.Type is INamedTypeSymbol { DelegateInvokeMethod: { ReturnsVoid: true } invoke }
                    && invoke.Parameters.All(p => p.RefKind == RefKind.None)
                )
                .Take(3);
    }

    // 3, 5, 7: arguments of the same type that are equal would hide which of them is used.
    private static TestValue Distinct(ImmutableArray<IParameterSymbol> parameters, int index, TestValue value)
    {
        var before = parameters.Take(index).Count(p => SymbolEqualityComparer.Default.Equals(p.Type, parameters[index].Type));
        return
            before > 0
            && value is { Label: "", IsOmitted: false }
            && NumberValues.Distinct(parameters[index].Type, 3 + (2 * before)) is { } number
            ? value with
            {
                Code = number,
            }
            : value;
    }

    private static TestValue[] Replace(IReadOnlyList<TestValue> arguments, int index, TestValue value)
    {
        TestValue[] copy = [.. arguments];
        copy[index] = value;
        return copy;
    }
}
