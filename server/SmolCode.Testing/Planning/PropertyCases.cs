using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Cases of a property: read in different states, set, set and read back.</summary>
internal sealed class PropertyCases(Surroundings surroundings, ValueSource values, TypeNames names, ReceiverStates receivers)
{
    /// <summary>The cases; none with the reason when there is no object to read it of.</summary>
    public ImmutableArray<PlannedCase> Of(
        IPropertySymbol property,
        BodyConstants constants,
        CancellationToken cancellationToken,
        out string? reason
    )
    {
        reason = null;
        var cases = ImmutableArray.CreateBuilder<PlannedCase>();
        var owner = names.Of(property.ContainingType);
        List<ReceiverState> states = property.IsStatic
            ? [new ReceiverState([], "", null)]
            : [.. receivers.Of(property, property.ContainingType, constants, cancellationToken)];
        if (states.Count == 0)
        {
            reason = $"no {property.ContainingType.Name} could be made";
            return [];
        }

        var access = (property.IsStatic ? owner : "sut") + "." + property.Name;
        if (property.GetMethod is { } get && CanCall(property, get))
        {
            foreach (var state in states)
            {
                cases.Add(Read(state, state.Label, [], null));
            }
        }

        if (property.SetMethod is { IsInitOnly: false } set && CanCall(property, set) && !property.IsStatic)
        {
            List<TestValue> given = [.. values.Partitions(property.Type, property.Name, constants).Take(10)];
            if (property.Type.IsReferenceType && property.Type.NullableAnnotation != NullableAnnotation.NotAnnotated)
            {
                given.Add(values.Null(property.Type, property.Name));
            }

            var guards = GuardClauses.Of(set, cancellationToken);
            var nullTested =
                property.Type.IsReferenceType
                && property.Type.NullableAnnotation == NullableAnnotation.NotAnnotated
                && guards.GuardsNull("value");
            if (nullTested)
            {
                given.Add(values.Null(property.Type, property.Name));
            }

            foreach (var value in given)
            {
                var label = value.Label.Length > 0 ? "SetTo" + value.Label : "Set";
                if (property.GetMethod is { } readable && CanCall(property, readable))
                {
                    var (arrange, code) = CallWriter.Held(value, "value");
                    cases.Add(Read(states[0], label, [.. arrange, $"{access} = {code};"], code));
                }

                cases.Add(
                    new PlannedCase
                    {
                        Member = property,
                        MemberName = property.Name,
                        Condition = label,
                        Arrange = states[0].Arrange,
                        Act = $"{access} = {value.Code}",
                        Kind = ActKind.Void,
                        IsStatement = true,
                        Receiver = "sut",
                        ReceiverType = property.ContainingType,
                        PromisedException = value.IsNull && nullTested ? "ArgumentNullException" : null,
                    }
                );
            }
        }

        return cases.ToImmutable();

        PlannedCase Read(ReceiverState state, string condition, IEnumerable<string> more, string? roundTrip) =>
            new()
            {
                Member = property,
                MemberName = property.Name,
                Condition = condition,
                Arrange = [.. state.Arrange, .. more],
                Act = access,
                Kind = property.Type.IsRefLikeType ? ActKind.Void : ActKind.Value,
                ResultType = property.Type,
                Receiver = null,
                RoundTrip = roundTrip,
            };
    }

    // A test may, or a derived class hands it out.
    private bool CanCall(IPropertySymbol property, IMethodSymbol accessor) =>
        surroundings.CanSee(accessor) || (Stubs.IsOpened(property) && accessor.DeclaredAccessibility != Accessibility.Private);
}
