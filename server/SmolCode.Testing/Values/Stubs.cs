using System.Text;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Planning.Collaborators;

namespace SmolCode.Testing.Values;

/// <summary>Test doubles that are written by hand into the test file, and those that existing tests have.</summary>
internal sealed class Stubs(TypeNames names, ExistingDoubles? existing)
{
    private readonly Dictionary<ITypeSymbol, (string Name, string Code, bool IsThere)> written = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ITypeSymbol, (string Name, string Code)> opened = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> found = new(SymbolEqualityComparer.Default);
    private readonly Dictionary<ISymbol, CollaboratorCall> observed = new(SymbolEqualityComparer.Default);

    /// <summary>The classes.</summary>
    public IEnumerable<string> Code => Sorted(written.Values.Select(w => (w.Name, w.Code)));

    /// <summary>Those that the test project does not have where the tests can see them.</summary>
    public IEnumerable<string> NewCode => Sorted(written.Values.Where(w => !w.IsThere).Select(w => (w.Name, w.Code)));

    /// <summary>Calls that tests tell the answer of, or look at afterwards: stubs that are written from now on let them.</summary>
    public void Observe(IEnumerable<CollaboratorCall> calls)
    {
        foreach (var call in calls)
        {
            if (observed.TryGetValue(call.Member, out var known))
            {
                observed[call.Member] = known with
                {
                    IsUsed = known.IsUsed || call.IsUsed,
                    Caught = known.Caught ?? call.Caught,
                    IsInLoop = known.IsInLoop || call.IsInLoop,
                    Sites = Math.Max(known.Sites, call.Sites),
                };
            }
            else if (
                !observed.Keys.Any(m =>
                    m.Name == call.Member.Name && SymbolEqualityComparer.Default.Equals(m.ContainingType, call.Member.ContainingType)
                ) && call.Member is IMethodSymbol { IsGenericMethod: false } or IPropertySymbol { SetMethod: null }
            )
            {
                observed.Add(call.Member, call);
            }
        }
    }

    /// <summary>Stubs let tests do so.</summary>
    public bool IsObserved(CollaboratorCall call) => observed.ContainsKey(call.Member);

    /// <summary>Name of the class that existing tests use for the interface; null when they have none.</summary>
    public string? Existing(INamedTypeSymbol type)
    {
        if (written.TryGetValue(type, out var known))
        {
            return known.Name;
        }

        if (existing?.Of(type) is not var (name, code, space, isNested) || written.Values.Any(w => w.Name == name))
        {
            return null;
        }

        if (!isNested && space is not null)
        {
            names.Use(space);
        }

        written.Add(type, (name, code, !isNested));
        found.Add(type);
        return name;
    }

    /// <summary>The existing tests' double stands for the interface, and can't be told anything.</summary>
    public bool IsFound(INamedTypeSymbol type) => found.Contains(type);

    /// <summary>Name of a class that implements the interface; null when it can't be written.</summary>
    public string? For(INamedTypeSymbol type, string baseArguments = "")
    {
        if (written.TryGetValue(type, out var known))
        {
            return known.Name;
        }

        var plain =
            type.TypeKind == TypeKind.Interface && type.Name.Length > 1 && type.Name[0] == 'I' && char.IsUpper(type.Name[1])
                ? type.Name[1..]
                : type.Name;
        if (Write(type, "Stub" + plain, baseArguments, []) is not var (name, code))
        {
            return null;
        }

        written.Add(type, (name, code, false));
        return name;
    }

    /// <summary>Name of a class derived from the type that lets a test call its protected methods; null when it can't be written.</summary>
    public string? Opened(INamedTypeSymbol type, string baseArguments)
    {
        if (opened.TryGetValue(type, out var known))
        {
            return known.Name;
        }

        var wrappers = type.GetMembers().Where(IsOpened).Select(Wrapper);
        if (Write(type, "Testable" + type.Name, baseArguments, [.. wrappers]) is not var (name, code))
        {
            return null;
        }

        opened.Add(type, (name, code));
        return name;
    }

    /// <summary>A derived class can hand out the method or the property.</summary>
    public static bool IsOpened(ISymbol member) =>
        member
            is {
                DeclaredAccessibility: Accessibility.Protected or Accessibility.ProtectedOrInternal,
                IsStatic: false,
                IsAbstract: false,
                IsOverride: false
            }
        && member
            is IMethodSymbol { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, ReturnsByRef: false }
                or IPropertySymbol { IsIndexer: false, ReturnsByRef: false, ReturnsByRefReadonly: false };

    private string Wrapper(ISymbol member)
    {
        if (member is IPropertySymbol property)
        {
            var get = property.GetMethod is { DeclaredAccessibility: not Accessibility.Private } ? $"get => base.{property.Name}; " : "";
            var set = property.SetMethod is { DeclaredAccessibility: not Accessibility.Private, IsInitOnly: false }
                ? $"set => base.{property.Name} = value; "
                : "";
            return $"public new {names.Declared(property.Type)} {property.Name} {{ {get}{set}}}";
        }

        var m = (IMethodSymbol)member;
        return $"public new {(m.ReturnsVoid ? "void" : names.Declared(m.ReturnType))} {m.Name}({string.Join(", ", m.Parameters.Select(Parameter))}) {{ {(m.ReturnsVoid ? "" : "return ")}base.{m.Name}({string.Join(", ", m.Parameters.Select(Passed))}); }}";
    }

    private IEnumerable<string> Sorted(IEnumerable<(string Name, string Code)> classes) =>
        classes.Concat(opened.Values).OrderBy(w => w.Name, StringComparer.Ordinal).Select(w => w.Code);

    private static string Passed(IParameterSymbol parameter) =>
        (
            parameter.RefKind switch
            {
                RefKind.Ref => "ref ",
                RefKind.Out => "out ",
                _ => "",
            }
        )
        + (
            Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(parameter.Name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None
                ? "@"
                : ""
        )
        + parameter.Name;

    private (string Name, string Code)? Write(INamedTypeSymbol type, string name, string baseArguments, IReadOnlyList<string> more)
    {
        List<ISymbol> members = [];
        if (type.TypeKind == TypeKind.Interface)
        {
            members.AddRange(type.AllInterfaces.Prepend(type).SelectMany(i => i.GetMembers()).Where(m => m.IsAbstract));
            if (members.Any(m => m.IsStatic))
            {
                return null;
            }
        }
        else
        {
            var overridden = new HashSet<ISymbol>(SymbolEqualityComparer.Default);
            for (var t = type; t is not null && t.SpecialType != SpecialType.System_Object; t = t.BaseType)
            {
                foreach (var member in t.GetMembers())
                {
                    var original = Overridden(member);
                    if (original is not null)
                    {
                        if (!member.IsAbstract)
                        {
                            overridden.Add(original);
                        }
                    }

                    if (member.IsAbstract && !overridden.Contains(member) && !(original is not null && overridden.Contains(original)))
                    {
                        overridden.Add(member);
                        if (original is not null)
                        {
                            overridden.Add(original);
                        }

                        members.Add(member);
                    }
                }
            }

            if (
                members.Any(m =>
                    m.DeclaredAccessibility is Accessibility.Internal or Accessibility.ProtectedAndInternal or Accessibility.Private
                )
            )
            {
                return null;
            }
        }

        while (written.Values.Any(w => w.Name == name) || opened.Values.Any(w => w.Name == name))
        {
            name += "2";
        }

        var code = new StringBuilder();
        code.Append("private sealed class ").Append(name).Append(" : ").Append(names.Of(type)).Append("\n{\n");
        if (baseArguments.Length > 0)
        {
            code.Append("    public ").Append(name).Append("() : base(").Append(baseArguments).Append(") { }\n\n");
        }

        var bodies = new List<string>();
        foreach (var member in members)
        {
            var body = member switch
            {
                IMethodSymbol { MethodKind: MethodKind.Ordinary } method => Method(method),
                IPropertySymbol property => Property(property),
                IEventSymbol @event => Event(@event),
                IMethodSymbol
                {
                    MethodKind: MethodKind.PropertyGet or MethodKind.PropertySet or MethodKind.EventAdd or MethodKind.EventRemove
                } => "",
                _ => null,
            };
            if (body is null)
            {
                return null;
            }

            if (body.Length > 0)
            {
                bodies.Add("    " + body + "\n");
            }
        }

        bodies.AddRange(more.Select(m => "    " + m + "\n"));
        code.AppendJoin("\n", bodies).Append('}');
        return (name, code.ToString());
    }

    /// <summary>What a double answers.</summary>
    public string Default(ITypeSymbol type)
    {
        if (type is INamedTypeSymbol { ContainingNamespace: { } space } named && space.ToDisplayString() == "System.Threading.Tasks")
        {
            var argument = named.TypeArguments is [var a] ? names.Of(a) : null;
            return (named.Name, argument) switch
            {
                ("Task", null) => $"{names.Of(named)}.CompletedTask",
                ("Task", _) => $"{Task(named)}.FromResult<{argument}>(default!)",
                _ => "default",
            };
        }

        // Zero would hide whether it is used. A bool or a count that is never zero might be what a loop waits for.
        if (type.SpecialType is SpecialType.System_Decimal or SpecialType.System_Double or SpecialType.System_Single)
        {
            return NumberValues.Distinct(type, 2)!;
        }

        return type.SpecialType == SpecialType.System_String ? "\"\""
            : type
                is INamedTypeSymbol
                {
                    SpecialType: SpecialType.None,
                    OriginalDefinition.SpecialType: SpecialType.System_Collections_Generic_IEnumerable_T
                        or SpecialType.System_Collections_Generic_IReadOnlyList_T
                        or SpecialType.System_Collections_Generic_IReadOnlyCollection_T
                } sequence
                ? $"new {names.Of(sequence.TypeArguments[0])}[0]"
            : type.IsValueType ? "default"
            : "default!";
    }

    private static ISymbol? Overridden(ISymbol member) =>
        member switch
        {
            IMethodSymbol m => m.OverriddenMethod,
            IPropertySymbol p => p.OverriddenProperty,
            IEventSymbol e => e.OverriddenEvent,
            _ => null,
        };

    private static string Task(INamedTypeSymbol named) => named.Name;

    private static string Head(ISymbol member) =>
        member.ContainingType.TypeKind == TypeKind.Interface
            ? ""
            : member.DeclaredAccessibility switch
            {
                Accessibility.Public => "public override ",
                _ => "protected override ",
            };

    private string Owner(ISymbol member) =>
        member.ContainingType.TypeKind == TypeKind.Interface ? names.Of(member.ContainingType) + "." : "";

    private string? Method(IMethodSymbol method)
    {
        if (method.ReturnsByRef || method.ReturnsByRefReadonly || method.Parameters.Any(p => p.Type is IPointerTypeSymbol))
        {
            return null;
        }

        var generics = method.IsGenericMethod ? $"<{string.Join(", ", method.TypeParameters.Select(t => t.Name))}>" : "";
        var parameters = string.Join(", ", method.Parameters.Select(Parameter));
        var assigned = string.Concat(method.Parameters.Where(p => p.RefKind == RefKind.Out).Select(p => $"{p.Name} = default!; "));
        var head =
            $"{Head(method)}{(method.ReturnsVoid ? "void" : names.Declared(method.ReturnType))} {Owner(method)}{method.Name}{generics}({parameters})";
        if (observed.TryGetValue(method, out var call))
        {
            return Observed(method, call, head);
        }

        return method.ReturnsVoid ? $"{head} {{ {assigned}}}" : $"{head} {{ {assigned}return {Default(method.ReturnType)}; }}";
    }

    // What it answers, what it throws and what was passed are properties of their own.
    private string Observed(IMethodSymbol method, CollaboratorCall call, string head)
    {
        var text = new StringBuilder();
        var body = new StringBuilder();
        if (call.IsCommand)
        {
            var passed = method.Parameters.Select(p => Passed(p)).ToList();
            var (type, initial, record) = passed.Count switch
            {
                0 => ("int", "", "++"),
                1 => ($"List<{names.Declared(method.Parameters[0].Type)}>", "new", $".Add({passed[0]})"),
                _ => (
                    $"List<({string.Join(", ", method.Parameters.Select(p => names.Declared(p.Type)))})>",
                    "new",
                    $".Add(({string.Join(", ", passed)}))"
                ),
            };
            if (passed.Count > 0)
            {
                names.Use("System.Collections.Generic");
            }

            text.Append(
                passed.Count == 0
                    ? $"public {type} {method.Name}Calls {{ get; private set; }}\n\n    "
                    : $"public {type} {method.Name}Calls {{ get; }} = new {type}();\n\n    "
            );
            body.Append($"{method.Name}Calls{record}; ");
        }

        if (call.Caught is not null)
        {
            var exception = names.Qualified ? "global::System.Exception" : "Exception";
            names.Use("System");
            text.Append($"public {exception} {method.Name}Throws {{ get; set; }} = null!;\n\n    ");
            body.Append($"if ({method.Name}Throws != null) {{ throw {method.Name}Throws; }} ");
        }

        if (call is { Result: { } result, IsUsed: true })
        {
            text.Append($"public {names.Of(result)} {method.Name}Result {{ get; set; }} = {Default(result)};\n\n    ");
            var answer = method.Name + "Result";
            if (call.IsRepeated)
            {
                text.Append(Answers(method.Name, result));
                body.Append(NextAnswer(method.Name) + " ");
            }

            body.Append(
                (call.IsAsync, method.ReturnType.Name) switch
                {
                    (true, "Task") => $"return {TaskOf(method.ReturnType)}.FromResult({answer}); ",
                    (true, _) => $"return new {names.Of(method.ReturnType)}({answer}); ",
                    _ => $"return {answer}; ",
                }
            );
        }
        else if (!method.ReturnsVoid)
        {
            body.Append($"return {Default(method.ReturnType)}; ");
        }

        return $"{text}{head} {{ {body}}}";
    }

    // The last answer stays.
    private string Answers(string name, ITypeSymbol type)
    {
        names.Use("System.Collections.Generic");
        var queue = $"{(names.Qualified ? "global::System.Collections.Generic." : "")}Queue<{names.Of(type)}>";
        return $"public {queue} {name}Results {{ get; set; }} = new {queue}();\n\n    ";
    }

    private static string NextAnswer(string name) => $"if ({name}Results.Count > 0) {{ {name}Result = {name}Results.Dequeue(); }}";

    private string TaskOf(ITypeSymbol type) => names.Of(type).Split('<')[0];

    private string? Property(IPropertySymbol property)
    {
        if (property.ReturnsByRef || property.ReturnsByRefReadonly)
        {
            return null;
        }

        if (observed.TryGetValue(property, out var call))
        {
            var type = names.Declared(property.Type);
            if (call.IsRepeated)
            {
                return $"public {type} {property.Name}Result {{ get; set; }} = {NumberValues.Distinct(property.Type, 2) ?? Default(property.Type)};\n\n    {Answers(property.Name, property.Type)}{Head(property)}{type} {Owner(property)}{property.Name} {{ get {{ {NextAnswer(property.Name)} return {property.Name}Result; }} }}";
            }

            return $"public {type} {property.Name}Result {{ get; set; }} = {NumberValues.Distinct(property.Type, 2) ?? Default(property.Type)};\n\n    {Head(property)}{type} {Owner(property)}{property.Name} {{ get => {property.Name}Result; }}";
        }

        var name = property.IsIndexer ? $"this[{string.Join(", ", property.Parameters.Select(Parameter))}]" : property.Name;
        var get = property.GetMethod is null
            ? ""
            : $"{Access(property, property.GetMethod)}get => {NumberValues.Distinct(property.Type, 2) ?? Default(property.Type)}; ";
        var set =
            property.SetMethod is null ? ""
            : property.SetMethod.IsInitOnly ? $"{Access(property, property.SetMethod)}init {{ }} "
            : $"{Access(property, property.SetMethod)}set {{ }} ";
        return $"{Head(property)}{names.Declared(property.Type)} {Owner(property)}{name} {{ {get}{set}}}";
    }

    // An accessor that fewer may use than the property.
    private static string Access(IPropertySymbol property, IMethodSymbol accessor) =>
        accessor.DeclaredAccessibility == property.DeclaredAccessibility || property.ContainingType.TypeKind == TypeKind.Interface
            ? ""
            : "protected ";

    private string Event(IEventSymbol @event) =>
        @event.ContainingType.TypeKind == TypeKind.Interface
            ? $"event {names.Declared(@event.Type)} {Owner(@event)}{@event.Name} {{ add {{ }} remove {{ }} }}"
            : $"{Head(@event)}event {names.Declared(@event.Type)} {@event.Name} {{ add {{ }} remove {{ }} }}";

    private string Parameter(IParameterSymbol parameter) =>
        $"{parameter.RefKind switch { RefKind.Ref => "ref ", RefKind.Out => "out ", RefKind.In => "in ", _ => "" }}{names.Declared(parameter.Type)} {(Microsoft.CodeAnalysis.CSharp.SyntaxFacts.GetKeywordKind(parameter.Name) != Microsoft.CodeAnalysis.CSharp.SyntaxKind.None ? "@" : "")}{parameter.Name}";
}
