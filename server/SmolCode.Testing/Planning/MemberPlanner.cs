using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Planning;

/// <summary>Plans the ways to call a member that may each show something of their own.</summary>
internal sealed class MemberPlanner(Surroundings surroundings, ValueSource values, TypeNames names)
{
    private const int MaxCases = 90;
    private const int MaxCrossed = 36;

    /// <summary>The cases of a member. Empty when no value of a parameter, or no object to call it on, can be made; the reason says which.</summary>
    public ImmutableArray<PlannedCase> Plan(ISymbol member, CancellationToken cancellationToken, out string? reason)
    {
        reason = null;
        if (Close(member) is not { } closed)
        {
            reason = "no type was found that its type parameters could stand for";
            return [];
        }

        var constants = BodyConstants.Of(member, surroundings.Compilation, cancellationToken);
        var guards = GuardClauses.Of(member, cancellationToken);
        return closed switch
        {
            IPropertySymbol { IsIndexer: false } property => Property(property, constants, cancellationToken, out reason),
            IPropertySymbol indexer => Called(indexer, indexer.Parameters, constants, guards, cancellationToken, out reason),
            IMethodSymbol method => Called(method, method.Parameters, constants, guards, cancellationToken, out reason),
            _ => [],
        };
    }

    /// <summary>How a member is called in names of tests.</summary>
    public static string NameOf(ISymbol member) =>
        member switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } => "Constructor",
            IMethodSymbol { MethodKind: MethodKind.UserDefinedOperator } op => op.Name.StartsWith("op_", StringComparison.Ordinal)
                ? op.Name[3..] + "Operator"
                : op.Name,
            IMethodSymbol { MethodKind: MethodKind.Conversion } op => (
                op.Name == "op_Implicit" ? "ImplicitConversionTo" : "ExplicitConversionTo"
            ) + ValueSource.Pascal(TypeNames.Word(op.ReturnType)),
            IPropertySymbol { IsIndexer: true } => "Indexer",
            _ => member.Name,
        };

    private ISymbol? Close(ISymbol member)
    {
        var map = new Dictionary<ITypeSymbol, ITypeSymbol>(SymbolEqualityComparer.Default);
        ITypeSymbol Substitute(ITypeSymbol type) =>
            map.TryGetValue(type, out var known) ? known
            : type is INamedTypeSymbol { IsGenericType: true } generic
                ? generic.ConstructedFrom.Construct([.. generic.TypeArguments.Select(Substitute)])
            : type is IArrayTypeSymbol array ? surroundings.Compilation.CreateArrayTypeSymbol(Substitute(array.ElementType), array.Rank)
            : type;

        bool Bind(ImmutableArray<ITypeParameterSymbol> parameters)
        {
            foreach (var parameter in parameters)
            {
                if (values.Fitting(parameter, Substitute) is not { } fitting)
                {
                    return false;
                }

                map[parameter] = fitting;
            }

            return true;
        }

        INamedTypeSymbol CloseType(INamedTypeSymbol type)
        {
            if (type.ContainingType is { } outer && outer.IsGenericType)
            {
                type = CloseType(outer).GetTypeMembers(type.Name, type.Arity).FirstOrDefault() ?? type;
            }

            return type.Arity > 0 ? type.Construct([.. type.TypeParameters.Select(Substitute)]) : type;
        }

        for (var owner = member.ContainingType; owner is not null; owner = owner.ContainingType)
        {
            if (!Bind(owner.OriginalDefinition.TypeParameters))
            {
                return null;
            }
        }

        var container = CloseType(member.ContainingType.OriginalDefinition);
        var found =
            container
                .GetMembers(member.Name)
                .FirstOrDefault(m => SymbolEqualityComparer.Default.Equals(m.OriginalDefinition, member.OriginalDefinition))
            ?? member;
        if (found is IMethodSymbol { IsGenericMethod: true } generic)
        {
            return Bind(generic.OriginalDefinition.TypeParameters)
                ? generic.Construct([.. generic.OriginalDefinition.TypeParameters.Select(p => map[p])])
                : null;
        }

        return found;
    }

    private ImmutableArray<PlannedCase> Property(
        IPropertySymbol property,
        BodyConstants constants,
        CancellationToken cancellationToken,
        out string? reason
    )
    {
        reason = null;
        var cases = ImmutableArray.CreateBuilder<PlannedCase>();
        var owner = names.Of(property.ContainingType);
        List<State> states = property.IsStatic
            ? [new State([], "", null)]
            : [.. States(property, property.ContainingType, constants, cancellationToken)];
        if (states.Count == 0)
        {
            reason = $"no {property.ContainingType.Name} could be made";
            return [];
        }

        var access = (property.IsStatic ? owner : "sut") + "." + property.Name;
        if (property.GetMethod is { } get && surroundings.CanSee(get))
        {
            foreach (var state in states)
            {
                cases.Add(Read(state, state.Label, [], null));
            }
        }

        if (property.SetMethod is { IsInitOnly: false } set && surroundings.CanSee(set) && !property.IsStatic)
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
                if (property.GetMethod is { } readable && surroundings.CanSee(readable))
                {
                    var (arrange, code) = Held(value, "value");
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

        PlannedCase Read(State state, string condition, IEnumerable<string> more, string? roundTrip) =>
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

    private ImmutableArray<PlannedCase> Called(
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

            var partitions = Partitions(parameter, constants);
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

        List<State> states =
            member.IsStatic || isConstructor ? [new State([], "", null)] : [.. States(member, type, constants, cancellationToken)];
        if (states.Count == 0)
        {
            reason = $"no {type.Name} could be made";
            return [];
        }

        var cases = ImmutableArray.CreateBuilder<PlannedCase>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        void Add(State state, IReadOnlyList<TestValue> arguments, IParameterSymbol? isNull = null)
        {
            if (
                cases.Count >= MaxCases
                || !seen.Add(string.Join('|', state.Arrange) + "#" + string.Join('|', arguments.Select(a => a.Code)))
            )
            {
                return;
            }

            var labels = arguments.Select(a => a.Label).Prepend(state.Label).Where(l => l.Length > 0).ToList();
            cases.Add(Case(member, parameters, state, arguments, string.Join("And", labels), isNull, guards));
        }

        var typical = factors.Select(f => f[0]).ToArray();
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

        // Equal arguments where the types are the same.
        for (var i = 0; i < factors.Count; i++)
        {
            for (var j = i + 1; j < factors.Count; j++)
            {
                if (SymbolEqualityComparer.Default.Equals(parameters[i].Type, parameters[j].Type))
                {
                    foreach (var value in factors[i].Take(4))
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

    private IReadOnlyList<TestValue> Partitions(IParameterSymbol parameter, BodyConstants constants)
    {
        var partitions = values.Partitions(parameter.Type, parameter.Name, constants);
        // An object of the code base in several states.
        if (
            partitions.Count == 1
            && parameter.Type is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false } named
            && named.DeclaringSyntaxReferences.Length > 0
            && values.Instances(named, constants) is { Count: > 1 } instances
        )
        {
            return [.. instances.Take(6)];
        }

        return parameter.HasExplicitDefaultValue && Default(parameter) is { } given && partitions.All(p => p.Code != given.Code)
            ? [.. partitions, given]
            : partitions;
    }

    private TestValue? Default(IParameterSymbol parameter) =>
        parameter.ExplicitDefaultValue switch
        {
            string s => new TestValue(SymbolDisplay.FormatLiteral(s, quote: true), "Default" + ValueSource.Pascal(parameter.Name)),
            null when parameter.Type.IsReferenceType => values.Null(parameter.Type, parameter.Name),
            _ => null,
        };

    private static TestValue[] Replace(IReadOnlyList<TestValue> arguments, int index, TestValue value)
    {
        TestValue[] copy = [.. arguments];
        copy[index] = value;
        return copy;
    }

    private static (ImmutableArray<string> Arrange, string Code) Held(TestValue value, string name) =>
        value.IsSimple || value.IsNull || value.Code.Contains("=>", StringComparison.Ordinal) || value.Code == "default"
            ? ([], value.Code)
            : ([$"var {name} = {value.Code};"], name);

    private PlannedCase Case(
        ISymbol member,
        ImmutableArray<IParameterSymbol> parameters,
        State state,
        IReadOnlyList<TestValue> arguments,
        string condition,
        IParameterSymbol? isNull,
        GuardClauses guards
    )
    {
        var method = member as IMethodSymbol;
        List<string> arrange = [.. state.Arrange];
        List<string> passed = [];
        List<(string, ITypeSymbol)> witnesses = [];
        List<string> used = ["sut", "result", "act"];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            var local = Local(parameter.Name, used);
            switch (parameter.RefKind)
            {
                case RefKind.Out:
                    passed.Add("out _");
                    continue;
                case RefKind.Ref:
                    arrange.Add($"{names.Of(parameter.Type)} {local} = {arguments[i].Code};");
                    passed.Add("ref " + local);
                    continue;
            }

            if (parameter.Type.TypeKind == TypeKind.Delegate || parameter.Type.IsRefLikeType)
            {
                passed.Add(arguments[i].Code);
                continue;
            }

            var (before, code) = Held(arguments[i], local);
            arrange.AddRange(before);
            if (before.Length > 0 && Witness(parameter.Type, local) is { } witness)
            {
                witnesses.Add(witness);
            }

            // An overload must not be taken by a null that has no type.
            passed.Add(arguments[i].IsNull && Overloaded(member) ? $"({names.Of(parameter.Type)}){code}" : code);
        }

        var list = string.Join(", ", passed);
        var owner = names.Of(member.ContainingType);
        var receiver = member.IsStatic ? owner : "sut";
        var (act, isStatement) = member switch
        {
            IPropertySymbol => ($"sut[{list}]", false),
            _ when method!.MethodKind == MethodKind.Constructor => ($"new {owner}({list}){Required(member.ContainingType)}", true),
            _ when method!.MethodKind == MethodKind.UserDefinedOperator => (Operator(method, passed), false),
            _ when method!.MethodKind == MethodKind.Conversion => ($"({names.Of(method.ReturnType)})({passed[0]})", false),
            _ => ($"{receiver}.{member.Name}{Generics(method!)}({list})", true),
        };
        var (kind, resultType) = Kind(member, method);
        var promised =
            isNull is null ? guards.DocumentsNegative(NegativeParameter(parameters, arguments))
            : guards.GuardsNull(isNull.Name) || guards.DocumentsNull(isNull.Name) ? "ArgumentNullException"
            : null;
        return new PlannedCase
        {
            Member = member,
            MemberName = NameOf(member),
            Condition = condition,
            Arrange = [.. arrange],
            Act = act,
            Kind = kind,
            ResultType = resultType,
            Receiver = member.IsStatic || method?.MethodKind == MethodKind.Constructor || state.Receiver is null ? null : "sut",
            ReceiverType = member.IsStatic ? null : member.ContainingType,
            IsStatement = isStatement,
            NullParameter = isNull,
            Witnesses = [.. witnesses.Take(3)],
            PromisedException = promised,
            IsDocumented = promised is not null && (isNull is null || guards.DocumentsNull(isNull.Name)),
        };
    }

    // What was written is seen in a writer's text; other objects show themselves.
    private (string, ITypeSymbol)? Witness(ITypeSymbol type, string local)
    {
        if (
            type.IsValueType
            || type.SpecialType == SpecialType.System_String
            || type.TypeKind == TypeKind.Delegate
            || !surroundings.CanSee(type)
        )
        {
            return null;
        }

        var text = surroundings.Compilation.GetSpecialType(SpecialType.System_String);
        return type switch
        {
            { Name: "TextWriter" or "StringWriter" or "StringBuilder" } => ($"{local}.ToString()", text),
            IArrayTypeSymbol => (local, type),
            { TypeKind: TypeKind.Interface } when type.Name is not ("IList" or "ICollection" or "IDictionary" or "ISet") => null,
            _ => (local, type),
        };
    }

    private static string NegativeParameter(ImmutableArray<IParameterSymbol> parameters, IReadOnlyList<TestValue> arguments)
    {
        var special = parameters.Zip(arguments).Where(p => p.Second.Label.Length > 0).ToList();
        return special is [var only] && only.Second.Code.StartsWith("-1", StringComparison.Ordinal) ? only.First.Name : "";
    }

    private string Required(INamedTypeSymbol type) =>
        values.Typical(type, "sut") is { } made
        && made.Code.EndsWith('}')
        && type.GetMembers().Any(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            ? made.Code[made.Code.IndexOf('{', StringComparison.Ordinal)..].Insert(0, " ")
            : "";

    private static bool Overloaded(ISymbol member) =>
        member is IMethodSymbol method
        && method.MethodKind is MethodKind.Ordinary or MethodKind.Constructor or MethodKind.UserDefinedOperator
        && member.ContainingType.GetMembers(member.Name).Length > 1;

    private string Generics(IMethodSymbol method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.TypeArguments.Select(names.Of))}>" : "";

    private static string Operator(IMethodSymbol method, List<string> passed)
    {
        var token = SyntaxFacts.GetText(SyntaxFacts.GetOperatorKind(method.Name));
        return method.Name switch
        {
            "op_Increment" or "op_Decrement" => $"{passed[0]}{token}",
            "op_True" or "op_False" => $"{passed[0]} ? true : false",
            _ => passed.Count == 1 ? $"{token}{passed[0]}" : $"{passed[0]} {token} {passed[1]}",
        };
    }

    private (ActKind Kind, ITypeSymbol? Result) Kind(ISymbol member, IMethodSymbol? method)
    {
        var type = method switch
        {
            { MethodKind: MethodKind.Constructor } => member.ContainingType,
            not null => method.ReturnType,
            _ => ((IPropertySymbol)member).Type,
        };
        if (type.SpecialType == SpecialType.System_Void || type.IsRefLikeType || type is IPointerTypeSymbol or IFunctionPointerTypeSymbol)
        {
            return (ActKind.Void, null);
        }

        if (type is INamedTypeSymbol { ContainingNamespace: { } space } named)
        {
            var full = $"{space.ToDisplayString()}.{named.Name}";
            if (full is "System.Threading.Tasks.Task" or "System.Threading.Tasks.ValueTask")
            {
                return named.TypeArguments is [var result] ? (ActKind.TaskValue, result) : (ActKind.Task, null);
            }

            if (full == "System.Collections.Generic.IAsyncEnumerable")
            {
                names.Use("System.Collections.Generic");
                return (ActKind.AsyncSequence, named.TypeArguments[0]);
            }

            if (named.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
            {
                names.Use("System.Linq");
                return (ActKind.Sequence, named.TypeArguments[0]);
            }
        }

        return (ActKind.Value, type);
    }

    private static string Local(string name, List<string> used)
    {
        var local = name.TrimStart('_');
        if (
            local.Length == 0
            || used.Contains(local)
            || SyntaxFacts.GetKeywordKind(local) != SyntaxKind.None
            || SyntaxFacts.GetContextualKeywordKind(local) != SyntaxKind.None
        )
        {
            local += "Argument";
        }

        used.Add(local);
        return local;
    }

    /// <summary>Objects to call the member on: made differently, or changed by other members first.</summary>
    private IEnumerable<State> States(ISymbol member, INamedTypeSymbol type, BodyConstants constants, CancellationToken cancellationToken)
    {
        var instances = values.Instances(type, constants);
        if (instances.Count == 0)
        {
            yield break;
        }

        static State Of(TestValue instance) =>
            new([$"var sut = {instance.Code};"], instance.Label.Length > 0 ? "With" + instance.Label : "", instance.Code);
        yield return Of(instances[0]);

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
                yield return new State(
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
            var arguments = method.Parameters.Select(p => Partitions(p, constants)).ToList();
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

            State Call(List<TestValue> given, string name) =>
                new(
                    [$"var sut = {instances[0].Code};", $"sut.{method.Name}({string.Join(", ", given.Select(g => g.Code))});"],
                    name,
                    instances[0].Code
                );
        }

        foreach (var instance in instances.Skip(1))
        {
            yield return Of(instance);
        }
    }

    private static HashSet<string> Mentioned(ISymbol member, CancellationToken cancellationToken) =>
        member
            .OriginalDefinition.DeclaringSyntaxReferences.SelectMany(r =>
                r.GetSyntax(cancellationToken).DescendantNodes().OfType<IdentifierNameSyntax>()
            )
            .Select(i => i.Identifier.Text)
            .ToHashSet(StringComparer.Ordinal);

    private sealed record State(ImmutableArray<string> Arrange, string Label, string? Receiver);
}
