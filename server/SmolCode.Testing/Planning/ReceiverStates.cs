using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Objects to call a member on: made differently, or changed by other members first.</summary>
internal sealed class ReceiverStates(Surroundings surroundings, ValueSource values)
{
    /// <summary>The objects, the simplest first.</summary>
    public IEnumerable<ReceiverState> Of(
        ISymbol member,
        INamedTypeSymbol type,
        BodyConstants constants,
        CancellationToken cancellationToken
    )
    {
        var instances =
            !Stubs.IsOpened(member) || surroundings.CanSee(member) ? values.Instances(type, constants)
            : values.Opened(type) is { } opened ? [opened]
            : [];
        if (instances.Count == 0)
        {
            yield break;
        }

        static ReceiverState With(TestValue instance) =>
            new([$"var sut = {instance.Code};"], instance.Label.Length > 0 ? "With" + instance.Label : "", instance.Code);
        yield return With(instances[0]);

        // What the member reads may have been set.
        var mentioned = Mentioned(member, cancellationToken);
        foreach (
            var property in type.GetMembers()
                .OfType<IPropertySymbol>()
                .Where(p =>
                    p is { IsStatic: false, IsIndexer: false, SetMethod.IsInitOnly: false }
                    && surroundings.CanSee(p.SetMethod)
                    && mentioned.Contains(p.Name)
                    && !SymbolEqualityComparer.Default.Equals(p.OriginalDefinition, member.OriginalDefinition)
                )
                .Take(6)
        )
        {
            foreach (var value in values.Partitions(property.Type, property.Name, constants).Take(5))
            {
                yield return new ReceiverState(
                    [$"var sut = {instances[0].Code};", $"sut.{property.Name} = {value.Code};"],
                    value.Label.Length > 0 ? "With" + value.Label : "With" + property.Name,
                    instances[0].Code
                );
            }
        }

        foreach (
            var method in type.GetMembers()
                .OfType<IMethodSymbol>()
                .Where(m =>
                    m is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsGenericMethod: false, ReturnsVoid: true }
                    && surroundings.CanSee(m)
                    && m.Name != "Dispose"
                    && !SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition)
                    && m.Parameters.All(p => p.RefKind == RefKind.None)
                )
                .Take(3)
        )
        {
            var arguments = method.Parameters.Select(p => values.Partitions(p, constants)).ToList();
            if (arguments.Any(a => a.Count == 0))
            {
                continue;
            }

            var label = "After" + method.Name;
            yield return Call(arguments.Select(a => a[0]).ToList(), label);
            if (arguments is [var only])
            {
                foreach (var value in only.Skip(1).Take(3))
                {
                    yield return Call([value], label + value.Label);
                }
            }

            ReceiverState Call(List<TestValue> given, string name) =>
                new(
                    [$"var sut = {instances[0].Code};", $"sut.{method.Name}({CallWriter.Arguments(method.Parameters, given)});"],
                    name,
                    instances[0].Code
                );
        }

        foreach (var instance in instances.Skip(1))
        {
            yield return With(instance);
        }

        if (
            member.Name != "Dispose"
            && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable)
            && type.GetMembers("Dispose").OfType<IMethodSymbol>().Any(m => m.Parameters.IsEmpty && surroundings.CanSee(m))
        )
        {
            yield return new ReceiverState([$"var sut = {instances[0].Code};", "sut.Dispose();"], "AfterDispose", instances[0].Code);
        }
    }

    /// <summary>Names that the member's declaration holds.</summary>
    public static HashSet<string> Mentioned(ISymbol member, CancellationToken cancellationToken) =>
        member
            .OriginalDefinition.DeclaringSyntaxReferences.SelectMany(r =>
                r.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>()
            )
            .Select(i => i.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);
}
