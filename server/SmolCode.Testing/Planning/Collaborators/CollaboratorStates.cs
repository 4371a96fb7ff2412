using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.Testing.Values;
using SmolCode.Testing.Values.Doubles;

namespace SmolCode.Testing.Planning.Collaborators;

/// <summary>
/// Test doubles that are told what leads a member into its branches: answers one by one, null where the signature allows it, exceptions that
/// the member catches. Calls that the member makes for their effect are looked at afterwards.
/// </summary>
internal sealed class CollaboratorStates(Surroundings surroundings, ValueSource values, TypeNames names)
{
    private const int MaxQueries = 5;
    private const int MaxAnswers = 5;
    private const int MaxStates = 24;
    private const int MaxPaired = 3;
    private const int MaxCommands = 4;
    private const int LongLine = 100;

    private bool IsNullable => surroundings.TestProject.CompilationOptions.NullableContextOptions != NullableContextOptions.Disable;

    /// <summary>What a double is told, and what that is as a part of a test's name.</summary>
    private sealed record Answer(ImmutableArray<string> Before, string Setup, string Label);

    /// <summary>A double in a variable.</summary>
    private sealed record Held(string Local, DoubleStyle Style, IReadOnlyList<CollaboratorCall> Calls);

    /// <summary>Objects whose constructor gets doubles, the one first whose doubles answer ordinary things. Empty where nothing is asked of them.</summary>
    public IReadOnlyList<ReceiverState> Of(
        ISymbol member,
        INamedTypeSymbol type,
        BodyConstants constants,
        CancellationToken cancellationToken
    )
    {
        if (values.Construction(type) is not var (constructor, arguments, initializer))
        {
            return [];
        }

        var calls = CollaboratorCalls.Of(member, surroundings.Compilation, cancellationToken);
        var reserved = Reserved(member is IMethodSymbol method ? method.Parameters : []);
        var given = reserved.Count;
        List<Held> held = [];
        List<string> lines = [];
        List<string> passed = [];
        var isLong = string.Join(", ", arguments).Length > LongLine;
        var isAsked = false;
        for (var i = 0; i < arguments.Count; i++)
        {
            var parameter = constructor.Parameters[i];
            var asked = calls.OfConstructor(parameter.Name);
            if (
                parameter.Type is not INamedTypeSymbol { TypeKind: TypeKind.Interface } of
                || values.StyleFor(of) is var style && style.Inline(of) != arguments[i]
                || (asked.Count == 0 && !isLong)
                || style.Create(of) is not { } created
            )
            {
                passed.Add(arguments[i]);
                continue;
            }

            var local = Free(parameter.Name, reserved);
            isAsked |= asked.Count > 0;
            held.Add(new Held(local, style, [.. asked.Where(c => style.Supports(c) && CanBeTold(c))]));
            lines.Add($"var {local} = {created};");
            passed.Add(style.Passed(local));
        }

        if (!isAsked && (held.Count == 0 || !isLong))
        {
            return [];
        }

        var code = $"new {names.Of(type)}({string.Join(", ", passed)}){initializer}";
        return
        [
            .. States(held, reserved, constants)
                .Select(s => new ReceiverState([.. lines, .. s.Lines, $"var sut = {code};"], s.Label, code)
                {
                    Verified = Verified(held),
                    Locals = [.. reserved.Skip(given)],
                }),
        ];
    }

    /// <summary>Doubles for a parameter of the member itself.</summary>
    public IReadOnlyList<TestValue> Of(
        ISymbol member,
        IParameterSymbol parameter,
        IReadOnlyList<TestValue> partitions,
        ImmutableArray<IParameterSymbol> parameters,
        BodyConstants constants,
        CancellationToken cancellationToken
    )
    {
        if (
            parameter.Type is not INamedTypeSymbol { TypeKind: TypeKind.Interface } of
            || partitions is not [{ IsOmitted: false } first, ..]
            || values.StyleFor(of) is var style && style.Inline(of) != first.Code
            || CollaboratorCalls.Of(member, surroundings.Compilation, cancellationToken).OfMember(parameter.Name)
                is not { Count: > 0 } asked
            || style.Create(of) is not { } created
        )
        {
            return [];
        }

        Held[] held = [new Held(TestValue.Variable, style, [.. asked.Where(c => style.Supports(c) && CanBeTold(c))])];
        var verified = Verified(held);
        return
        [
            .. States(held, Reserved(parameters), constants)
                .Select(s => new TestValue(created, s.Label)
                {
                    Setup = [.. s.Lines],
                    Passed = style.Passed(TestValue.Variable),
                    Verified = verified,
                })
                .Where(v => v.IsTold),
            .. partitions.Skip(1),
        ];
    }

    private static List<string> Reserved(ImmutableArray<IParameterSymbol> parameters) =>
        ["sut", "result", "act", "expected", "actual", "exception", .. parameters.Select(p => p.Name)];

    private static string Free(string name, List<string> reserved)
    {
        var local = name.TrimStart('_');
        local = local.Length == 0 ? "value" : char.ToLowerInvariant(local[0]) + local[1..];
        var first = local = SyntaxFacts.GetKeywordKind(local) == SyntaxKind.None ? local : local + "Double";
        for (var n = 2; reserved.Contains(local); n++)
        {
            local = first + n.ToString(System.Globalization.CultureInfo.InvariantCulture);
        }

        reserved.Add(local);
        return local;
    }

    private static ImmutableArray<VerifiedCall> Verified(IEnumerable<Held> held) =>
        [.. held.SelectMany(h => h.Calls.Where(c => c.IsCommand).Select(c => new VerifiedCall(h.Local, c, h.Style))).Take(MaxCommands)];

    private bool CanBeTold(CollaboratorCall call)
    {
        var types = call.Parameters.Select(p => p.Type).Concat(call.Result is null ? [] : [call.Result]).ToList();
        return types.All(t => surroundings.CanSee(t) && !HoldsTypeParameter(t)) && surroundings.CanSee(call.Member.ContainingType);
    }

    private static bool HoldsTypeParameter(ITypeSymbol type) =>
        type switch
        {
            ITypeParameterSymbol => true,
            IArrayTypeSymbol array => HoldsTypeParameter(array.ElementType),
            INamedTypeSymbol named => named.TypeArguments.Any(HoldsTypeParameter),
            _ => false,
        };

    // All doubles answer ordinary things; then each one something else.
    private IEnumerable<(IReadOnlyList<string> Lines, string Label)> States(
        IReadOnlyList<Held> held,
        List<string> reserved,
        BodyConstants constants
    )
    {
        List<(Held Held, CollaboratorCall Call, List<Answer> Answers)> told = [];
        foreach (var (of, call) in held.SelectMany(h => h.Calls.Select(c => (h, c))))
        {
            var answers = Answers(of, call, reserved, constants);
            if (answers.Count > 0 && told.Count < MaxQueries)
            {
                told.Add((of, call, answers));
            }
        }

        // A command alone is told nothing where all is well.
        string[] Lines(params ReadOnlySpan<(int Index, Answer Answer)> others)
        {
            List<string> lines = [];
            for (var i = 0; i < told.Count; i++)
            {
                var answer = told[i].Answers[0];
                foreach (var other in others)
                {
                    answer = other.Index == i ? other.Answer : answer;
                }

                lines.AddRange(answer.Setup.Length == 0 ? [] : [.. answer.Before, answer.Setup]);
            }

            return [.. lines];
        }

        List<(IReadOnlyList<string> Lines, string Label)> states = [(Lines(), "")];
        for (var i = 0; i < told.Count; i++)
        {
            states.AddRange(told[i].Answers.Skip(1).Select(a => ((IReadOnlyList<string>)Lines((i, a)), a.Label)));
        }

        // What one answer leads to may depend on another one.
        for (var i = 0; i < told.Count; i++)
        {
            for (var j = i + 1; j < told.Count; j++)
            {
                states.AddRange(
                    from a in told[i].Answers.Skip(1).Take(MaxPaired)
                    where !a.Label.EndsWith("ReturnsNull", StringComparison.Ordinal)
                    from b in told[j].Answers.Skip(1).Take(MaxPaired)
                    select ((IReadOnlyList<string>)Lines((i, a), (j, b)), $"{a.Label}And{b.Label}")
                );
            }
        }

        return states.Take(MaxStates);
    }

    private List<Answer> Answers(Held held, CollaboratorCall call, List<string> reserved, BodyConstants constants)
    {
        List<Answer> answers = [];
        var word = ValueSource.Pascal(call.Word);
        if (call is { Result: { } type, IsUsed: true })
        {
            var given = Values(type, call, reserved, constants).Take(MaxAnswers).ToList();
            if (call.IsInLoop && type.SpecialType == SpecialType.System_Boolean)
            {
                // What a loop asks ends it at some time.
                answers.Add(new Answer([], held.Style.Returns(held.Local, call, ["true", "false"]), ""));
                answers.Add(new Answer([], held.Style.Returns(held.Local, call, ["false"]), $"{word}ReturnsFalse"));
                answers.Add(new Answer([], held.Style.Returns(held.Local, call, ["true", "true", "false"]), $"{word}ReturnsTrueTwice"));
                answers.Add(new Answer([], held.Style.Returns(held.Local, call, ["false", "true"]), $"Second{word}ReturnsTrue"));
            }
            else
            {
                answers.AddRange(
                    given.Select(g => new Answer(g.Before, held.Style.Returns(held.Local, call, [g.Code]), $"{word}Returns{g.Label}"))
                );
            }

            if (
                (type.IsReferenceType && type.NullableAnnotation != NullableAnnotation.NotAnnotated)
                || type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T
            )
            {
                var nothing = held.Style.Null(type, IsNullable);
                answers.Add(new Answer([], held.Style.Returns(held.Local, call, [nothing]), $"{word}ReturnsNull"));
                if (call.IsRepeated && given.Count > 0)
                {
                    var ended = new Answer(
                        given[0].Before,
                        held.Style.Returns(held.Local, call, [given[0].Code, nothing]),
                        $"Second{word}ReturnsNull"
                    );
                    // A loop that reads until there is nothing more does not end otherwise.
                    answers.Insert(call.IsInLoop ? 0 : answers.Count, ended);
                }
            }
        }
        else if (call.Caught is not null)
        {
            answers.Add(new Answer([], "", ""));
        }

        if (call.Caught is { } caught && answers.Count > 0 && Exception(caught) is { } exception)
        {
            answers.Add(new Answer([], held.Style.Throws(held.Local, call, exception), $"{word}Throws{caught.Name}"));
        }

        return answers;
    }

    private string? Exception(INamedTypeSymbol type) =>
        values.Typical(type, "message")?.Code
        ?? (
            type.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public)
                ? $"new {names.Of(type)}()"
                : null
        );

    private IEnumerable<(ImmutableArray<string> Before, string Code, string Label)> Values(
        ITypeSymbol type,
        CollaboratorCall call,
        List<string> reserved,
        BodyConstants constants
    )
    {
        if (
            type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsTupleType: false } named
            && SymbolEqualityComparer.Default.Equals(named.ContainingAssembly, surroundings.Compilation.Assembly)
            && values.Instances(named, constants) is [var instance, ..] instances
        )
        {
            var local = Free(named.Name, reserved);
            if (values.Filled(named, constants) is { Count: > 0 } filled)
            {
                foreach (var (i, value) in filled.Index())
                {
                    yield return ([$"var {local} = {value.Code};"], local, named.Name + (i == 0 ? "" : "With" + value.Label));
                }

                yield break;
            }

            yield return ([$"var {local} = {instance.Code};"], local, named.Name);
            foreach (var (statement, label) in Changes(named, local, constants).Take(2))
            {
                yield return ([$"var {local} = {instance.Code};", statement], local, named.Name + label);
            }

            foreach (var other in instances.Skip(1).Take(2))
            {
                yield return ([$"var {local} = {other.Code};"], local, named.Name + "With" + other.Label);
            }

            yield break;
        }

        foreach (var value in values.Partitions(type, call.Member.Name, constants).Where(v => !v.IsNull))
        {
            var own = ValueSource.Pascal(call.Member.Name);
            yield return (
                [],
                value.Code,
                value.Label.Replace(own, "", StringComparison.Ordinal) is { Length: > 0 } label ? label : value.Label
            );
        }
    }

    // What another member makes of it: a basket with an item.
    private IEnumerable<(string Statement, string Label)> Changes(INamedTypeSymbol type, string local, BodyConstants constants)
    {
        foreach (
            var method in type.GetMembers()
                .OfType<IMethodSymbol>()
                .Where(m =>
                    m is { MethodKind: MethodKind.Ordinary, IsStatic: false, IsGenericMethod: false, ReturnsVoid: true }
                    && surroundings.CanSee(m)
                    && m.Name != "Dispose"
                    && m.Parameters.Length > 0
                    && m.Parameters.All(p => p.RefKind == RefKind.None)
                )
        )
        {
            var arguments = method.Parameters.Select(p => values.Partitions(p, constants)).ToList();
            if (arguments.All(a => a.Count > 0))
            {
                yield return (
                    $"{local}.{method.Name}({CallWriter.Arguments(method.Parameters, [.. arguments.Select(a => a[0])])});",
                    "After" + method.Name
                );
            }
        }
    }
}
