using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.Testing.Planning.Collaborators;
using SmolCode.Testing.Values;
using SmolCode.Testing.Values.Doubles;

namespace SmolCode.Testing.Planning;

/// <summary>Writes a call of a member with given arguments.</summary>
internal sealed class CallWriter(Surroundings surroundings, ValueSource values, TypeNames names)
{
    /// <summary>A value in a variable of its own where the call would be hard to read otherwise.</summary>
    public static (ImmutableArray<string> Arrange, string Code) Held(TestValue value, string name) =>
        value.IsSimple || value.IsNull || value.Code.Contains("=>", StringComparison.Ordinal) || value.Code == "default"
            ? ([], value.Code)
            : ([$"var {name} = {value.Code};"], name);

    /// <summary>Arguments as they are passed; behind one that is left out by name.</summary>
    public static string Arguments(ImmutableArray<IParameterSymbol> parameters, IReadOnlyList<TestValue> arguments)
    {
        var omitted = false;
        List<string> passed = [];
        for (var i = 0; i < parameters.Length; i++)
        {
            if (arguments[i].IsOmitted)
            {
                omitted = true;
            }
            else
            {
                passed.Add((omitted ? Named(parameters[i]) : "") + arguments[i].Code);
            }
        }

        return string.Join(", ", passed);
    }

    /// <summary>The case with a listener at an event of the object.</summary>
    public PlannedCase Listening(PlannedCase planned, IEventSymbol @event)
    {
        var count = ((INamedTypeSymbol)@event.Type).DelegateInvokeMethod!.Parameters.Length;
        var listener =
            count == 0 ? "() => raised++"
            : count == 1 ? "_ => raised++"
            : surroundings.Language >= LanguageVersion.CSharp9 ? $"({string.Join(", ", Enumerable.Repeat("_", count))}) => raised++"
            : "delegate { raised++; }";
        return planned with
        {
            Arrange = [.. planned.Arrange, "var raised = 0;", $"sut.{@event.Name} += {listener};"],
            Witnesses = [("raised", surroundings.Compilation.GetSpecialType(SpecialType.System_Int32))],
            Event = @event.Name,
            Verified = [],
        };
    }

    /// <summary>The case of the call.</summary>
    public PlannedCase Case(
        ISymbol member,
        ImmutableArray<IParameterSymbol> parameters,
        ReceiverState state,
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
        var omitted = false;
        List<string> outputs = [];
        List<string> used = ["sut", "result", "act", .. state.Locals];
        List<VerifiedCall> verified = [.. state.Verified];
        for (var i = 0; i < parameters.Length; i++)
        {
            var parameter = parameters[i];
            if (arguments[i].IsOmitted)
            {
                omitted = true;
                continue;
            }

            var prefix = omitted ? Named(parameter) : "";
            var local = Local(parameter.Name, used);
            switch (parameter.RefKind)
            {
                case RefKind.Out:
                    if (parameter.Type.IsRefLikeType || !surroundings.CanSee(parameter.Type) || parameter.Type is IPointerTypeSymbol)
                    {
                        passed.Add(prefix + "out _");
                        continue;
                    }

                    passed.Add($"{prefix}out var {local}");
                    outputs.Add(local);
                    witnesses.Add((local, parameter.Type));
                    continue;
                case RefKind.Ref:
                    arrange.Add($"{names.Of(parameter.Type)} {local} = {arguments[i].Code};");
                    passed.Add($"{prefix}ref {local}");
                    continue;
            }

            if (parameter.Type.TypeKind == TypeKind.Delegate || parameter.Type.IsRefLikeType)
            {
                passed.Add(prefix + arguments[i].Code);
                continue;
            }

            if (arguments[i].IsTold)
            {
                string InVariable(string line) => line.Replace(TestValue.Variable, local, StringComparison.Ordinal);
                arrange.Add($"var {local} = {arguments[i].Code};");
                arrange.AddRange(arguments[i].Setup.Select(InVariable));
                passed.Add(prefix + InVariable(arguments[i].Passed ?? TestValue.Variable));
                verified.AddRange(arguments[i].Verified.Select(v => v with { Local = local }));
                continue;
            }

            var (before, code) = Held(arguments[i], local);
            arrange.AddRange(before);
            if (before.Length > 0 && Witness(parameter.Type, local) is { } witness)
            {
                witnesses.Add(witness);
            }

            // An overload must not be taken by a null that has no type.
            passed.Add(prefix + (arguments[i].IsNull && Overloaded(member) ? $"({names.Of(parameter.Type)}){code}" : code));
        }

        string? ValueOf(string name) =>
            parameters.FirstOrDefault(p => p.Name == name) is { } handed
            && arguments[handed.Ordinal] is { IsSimple: true, IsNull: false, IsOmitted: false, IsTold: false, Code: not "default" } value
            && handed.RefKind == RefKind.None
                ? value.Code
                : null;
        arrange = [.. arrange.Select(l => DoubleStyle.WithValues(l, ValueOf))];
        var list = string.Join(", ", passed);
        var owner = names.Of(member.ContainingType);
        var receiver = member.IsStatic ? owner : "sut";
        var (act, isStatement) = member switch
        {
            IPropertySymbol => ($"sut[{list}]", false),
            _ when method!.MethodKind == MethodKind.Constructor => ($"new {owner}({list}){Required(member.ContainingType)}", true),
            _ when method!.MethodKind == MethodKind.UserDefinedOperator => (Operator(method, passed), !method.IsStatic),
            _ when method!.MethodKind == MethodKind.Conversion => ($"({names.Of(method.ReturnType)})({passed[0]})", false),
            _ when IsCalledOnItsFirst(method!, arguments) => (
                $"{(passed[0].StartsWith('-') ? $"({passed[0]})" : passed[0])}.{member.Name}{Generics(method!)}({string.Join(", ", passed.Skip(1))})",
                true
            ),
            _ => ($"{receiver}.{member.Name}{Generics(method!)}({list})", true),
        };
        var (kind, resultType) = Kind(member, method);
        if (SpanElement(member, method) is { } element)
        {
            // A span itself is nothing to assert, and can't leave the method.
            var isText = element.SpecialType == SpecialType.System_Char;
            act += isText ? ".ToString()" : ".ToArray()";
            (kind, resultType) = (
                ActKind.Value,
                isText
                    ? surroundings.Compilation.GetSpecialType(SpecialType.System_String)
                    : surroundings.Compilation.CreateArrayTypeSymbol(element)
            );
        }

        var promised =
            isNull is null ? guards.DocumentsNegative(NegativeParameter(parameters, arguments))
            : guards.GuardsNull(isNull.Name) || guards.DocumentsNull(isNull.Name) ? "ArgumentNullException"
            : null;
        return new PlannedCase
        {
            Member = member,
            MemberName = MemberPlanner.NameOf(member),
            Condition = condition,
            Arrange = [.. arrange],
            Act = act,
            Kind = kind,
            ResultType = resultType,
            // A ref struct can't be given to anything that would look at it.
            Receiver =
                member.IsStatic
                || member.ContainingType.IsRefLikeType
                || method?.MethodKind == MethodKind.Constructor
                || state.Receiver is null
                    ? null
                    : "sut",
            ReceiverType = member.IsStatic ? null : member.ContainingType,
            IsStatement = isStatement,
            NullParameter = isNull,
            IsProposed = arguments.Any(a => a.IsProposed),
            Outputs = [.. outputs],
            Verified = [.. verified],
            Witnesses = [.. witnesses.OrderByDescending(w => outputs.Contains(w.Item1)).Take(3)],
            PromisedException = promised,
            IsDocumented = promised is not null && (isNull is null || guards.DocumentsNull(isNull.Name)),
        };
    }

    private static string Named(IParameterSymbol parameter) =>
        $"{(SyntaxFacts.GetKeywordKind(parameter.Name) == SyntaxKind.None ? "" : "@")}{parameter.Name}: ";

    // As people call extension methods. Arguments whose literals are of another type than the parameter are not found so.
    private bool IsCalledOnItsFirst(IMethodSymbol method, IReadOnlyList<TestValue> arguments) =>
        method is { IsExtensionMethod: true, Parameters: [{ RefKind: RefKind.None } first, ..] }
        && !names.Qualified
        && arguments[0] is { IsNull: false, IsOmitted: false, Code: not "default" }
        && first.Type.SpecialType
            is not (SpecialType.System_Byte or SpecialType.System_SByte or SpecialType.System_Int16 or SpecialType.System_UInt16)
        && first.Type.TypeKind is not (TypeKind.Delegate or TypeKind.TypeParameter)
        && first.Type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T
        && first.Type.AllInterfaces.Append(first.Type).All(t => t.GetMembers(method.Name).IsEmpty);

    private static ITypeSymbol? SpanElement(ISymbol member, IMethodSymbol? method) =>
        (method?.ReturnType ?? (member as IPropertySymbol)?.Type)
            is INamedTypeSymbol { Name: "Span" or "ReadOnlySpan", TypeArguments: [var element], ContainingNamespace.Name: "System" }
            ? element
            : null;

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
        if (!method.IsStatic)
        {
            // In front: behind the object it could not stand in a lambda, which takes its value.
            return passed is [var other] ? $"sut {token} {other}" : $"{token}sut";
        }

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
}
