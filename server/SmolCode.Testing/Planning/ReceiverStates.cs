using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Objects to call a member on: made differently, or changed by other members first.</summary>
internal sealed class ReceiverStates(Surroundings surroundings, ValueSource values, CollaboratorStates collaborators)
{
    // What changes an object although it gives something back; a task would have to be awaited, a sequence read.
    private static readonly string[] Changes =
    [
        "Add",
        "Append",
        "Enqueue",
        "Insert",
        "Push",
        "Register",
        "Remove",
        "Set",
        "TryAdd",
        "Update",
    ];

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
        var told =
            Stubs.IsOpened(member) && !surroundings.CanSee(member) ? [] : collaborators.Of(member, type, constants, cancellationToken);
        var first = told is [var state, ..] ? state : With(instances[0]);
        yield return first;
        foreach (var other in told.Skip(1))
        {
            yield return other;
        }

        // What the member reads may have been set.
        var mentioned = Mentioned(member, cancellationToken);
        foreach (
            var property in type.GetMembers()
                .OfType<IPropertySymbol>()
                .Where(p =>
                    p is { IsStatic: false, IsIndexer: false, SetMethod.IsInitOnly: false }
                    && surroundings.CanSee(p.SetMethod)
                    && mentioned.Contains(p.Name)
                    && surroundings.IsHarmless(p)
                    && !SymbolEqualityComparer.Default.Equals(p.OriginalDefinition, member.OriginalDefinition)
                )
                .Take(6)
        )
        {
            foreach (var value in values.Partitions(property.Type, property.Name, constants).Take(5))
            {
                yield return new ReceiverState(
                    [.. first.Arrange, $"sut.{property.Name} = {value.Code};"],
                    value.Label.Length > 0 ? "With" + value.Label : "With" + property.Name,
                    instances[0].Code
                )
                {
                    Locals = first.Locals,
                };
            }
        }

        foreach (
            var method in type.GetMembers()
                .OfType<IMethodSymbol>()
                .Where(m =>
                    m is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsGenericMethod: false }
                    && (m.ReturnsVoid || Changes.Any(c => m.Name.StartsWith(c, StringComparison.Ordinal)))
                    && surroundings.CanSee(m)
                    && m.Name != "Dispose"
                    && m.ReturnType is not { Name: "Task" or "ValueTask" or "IEnumerable" or "IAsyncEnumerable" }
                    && !SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition)
                    && m.Parameters.All(p => p.RefKind == RefKind.None)
                    && surroundings.IsHarmless(m)
                )
                .OrderByDescending(m => m.ReturnsVoid)
                .Take(4)
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
                new([.. first.Arrange, $"sut.{method.Name}({CallWriter.Arguments(method.Parameters, given)});"], name, instances[0].Code)
                {
                    Locals = first.Locals,
                };
        }

        foreach (var instance in instances.Skip(1))
        {
            yield return With(instance);
        }

        if (
            member.Name != "Dispose"
            && type.AllInterfaces.Any(i => i.SpecialType == SpecialType.System_IDisposable)
            && type.GetMembers("Dispose")
                .OfType<IMethodSymbol>()
                .Any(m => m.Parameters.IsEmpty && surroundings.CanSee(m) && surroundings.IsHarmless(m))
        )
        {
            yield return new ReceiverState([.. first.Arrange, "sut.Dispose();"], "AfterDispose", instances[0].Code)
            {
                Locals = first.Locals,
            };
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
