using Microsoft.CodeAnalysis;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Values.Doubles;

namespace SmolCode.Testing.Values;

/// <summary>Objects: by constructors, factories and builders of the code base, test doubles where there is nothing to make.</summary>
internal sealed class ObjectValues(ValueSource values, Surroundings surroundings, TypeNames names, Stubs stubs)
{
    private readonly Dictionary<ITypeSymbol, TestValue?> known = new(SymbolEqualityComparer.Default);
    private const int MaxFilled = 8;
    private const int MaxOthers = 5;
    private const int MaxStates = 20;

    private readonly WrittenDoubles written = new(names, stubs);

    /// <summary>How a double of the interface is made: by the library of the test project where that can see it.</summary>
    public DoubleStyle StyleFor(INamedTypeSymbol type) =>
        type.DeclaredAccessibility != Accessibility.Public
            ? written
            : surroundings.TestProject.Mocks switch
            {
                MockingLibrary.NSubstitute => new NSubstituteDoubles(names),
                MockingLibrary.Moq => new MoqDoubles(names),
                MockingLibrary.FakeItEasy => new FakeItEasyDoubles(names),
                _ => written,
            };

    /// <summary>The simplest way to construct an object: arguments one by one, and what stands behind them; null when there is none.</summary>
    public (IMethodSymbol Constructor, IReadOnlyList<string> Arguments, string Initializer)? Construction(INamedTypeSymbol type)
    {
        if (type.IsAbstract || !values.UnderWay.Add(type))
        {
            return null;
        }

        try
        {
            foreach (var constructor in Constructors(type))
            {
                if (ArgumentList(constructor, 1) is { } arguments && Initializer(type, 1) is { } initializer)
                {
                    return (constructor, arguments, initializer);
                }
            }

            return null;
        }
        finally
        {
            values.UnderWay.Remove(type);
        }
    }

    /// <summary>Objects to call a member on: one for each constructor or factory, the simplest first.</summary>
    public IReadOnlyList<TestValue> Instances(INamedTypeSymbol type, BodyConstants constants)
    {
        List<TestValue> instances = [];
        if (type.IsAbstract)
        {
            return Of(type, 0) is { } derived ? [derived] : [];
        }

        foreach (var constructor in Constructors(type))
        {
            if (Call(constructor, "new " + names.Of(type), 1) is not { } typical)
            {
                continue;
            }

            instances.Add(typical);
            // Its state may matter as much as the arguments.
            for (var i = 0; i < constructor.Parameters.Length && instances.Count < 12; i++)
            {
                var parameter = constructor.Parameters[i];
                foreach (var value in values.Partitions(parameter.Type, parameter.Name, constants, 1).Skip(1).Take(4))
                {
                    if (
                        ValueSource.IsPrimitive(parameter.Type)
                        || parameter.Type is IArrayTypeSymbol
                        || ValueSource.IsCollection(parameter.Type)
                    )
                    {
                        var arguments = constructor
                            .Parameters.Select(
                                (p, j) =>
                                    j == i ? value
                                    : NumberValues.Distinct(p.Type, 4 + j) is { } number ? new TestValue(number)
                                    : values.Partitions(p.Type, p.Name, constants, 1).FirstOrDefault()
                            )
                            .ToList();
                        if (arguments.All(a => a is not null))
                        {
                            instances.Add(
                                new TestValue(
                                    $"new {names.Of(type)}({string.Join(", ", arguments.Select((a, j) => ValueSource.Argument(constructor.Parameters[j], a!)))}){Initializer(type, 1)}",
                                    value.Label
                                )
                            );
                        }
                    }
                }
            }

            if (instances.Count >= 12)
            {
                break;
            }
        }

        if (instances.Count == 0 && Of(type, 0) is { } made)
        {
            instances.Add(made);
        }

        return instances;
    }

    /// <summary>Objects of which the properties are set that a member reads, an ordinary one first, then each property otherwise.</summary>
    public IReadOnlyList<TestValue> Filled(INamedTypeSymbol type, BodyConstants constants)
    {
        if (
            type.DeclaringSyntaxReferences.Length == 0
            || Constructors(type).FirstOrDefault(c => c.Parameters.IsEmpty) is null
            || Initializer(type, 1) is not ""
        )
        {
            return [];
        }

        var properties = Properties(type)
            .Where(p =>
                p is { IsStatic: false, IsIndexer: false, SetMethod: { } set }
                && surroundings.CanSee(set)
                && constants.Properties.Contains(p.Name)
                && surroundings.IsHarmless(p)
                && !SymbolEqualityComparer.Default.Equals(p.Type, type)
            )
            .Take(MaxFilled)
            .Select(p => (Property: p, Values: values.Partitions(p.Type, p.Name, constants, 2)))
            .Where(p => p.Values.Count > 0)
            .ToList();
        if (properties.Count == 0)
        {
            return [];
        }

        // Numbers that are equal would hide which of them is used.
        List<string> typical = [.. properties.Select((p, i) => NumberValues.Distinct(p.Property.Type, 3 + (2 * i)) ?? p.Values[0].Code)];
        string Code(int index, string code) =>
            $"new {names.Of(type)} {{ {string.Join(", ", properties.Select((p, i) => $"{p.Property.Name} = {(i == index ? code : typical[i])}"))} }}";
        List<TestValue> filled = [new TestValue(Code(-1, ""))];
        for (var i = 0; i < properties.Count && filled.Count < MaxStates; i++)
        {
            var (property, partitions) = properties[i];
            filled.AddRange(partitions.Skip(1).Take(MaxOthers).Select(v => new TestValue(Code(i, v.Code), v.Label)));
            if (property.Type.IsReferenceType && property.Type.NullableAnnotation != NullableAnnotation.NotAnnotated)
            {
                var nothing = values.Null(property.Type, property.Name);
                filled.Add(new TestValue(Code(i, nothing.Code), nothing.Label));
            }
        }

        return filled;
    }

    private static IEnumerable<IPropertySymbol> Properties(INamedTypeSymbol type)
    {
        for (var t = type; t is { SpecialType: SpecialType.None }; t = t.BaseType!)
        {
            foreach (var property in t.GetMembers().OfType<IPropertySymbol>())
            {
                yield return property;
            }
        }
    }

    /// <summary>An object of the type; null when none can be made.</summary>
    public TestValue? Of(ITypeSymbol type, int depth)
    {
        if (depth > ValueSource.MaxDepth || type is not INamedTypeSymbol named || type.IsStatic || !surroundings.CanSee(type))
        {
            return null;
        }

        if (known.TryGetValue(type, out var value))
        {
            return value;
        }

        if (!values.UnderWay.Add(type))
        {
            return null;
        }

        value =
            named.TypeKind == TypeKind.Interface || named.IsAbstract
                ? Double(named, depth)
                : Constructed(named, depth) ?? Made(named, depth);
        values.UnderWay.Remove(type);
        if (value is not null || depth == 0)
        {
            known[type] = value;
        }

        return value;
    }

    private TestValue? Double(INamedTypeSymbol type, int depth)
    {
        if (type.IsUnboundGenericType)
        {
            return null;
        }

        if (type.TypeKind == TypeKind.Interface && (stubs.Existing(type) is { } own ? $"new {own}()" : Shared(type)) is { } ready)
        {
            return new TestValue(ready);
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return StyleFor(type).Inline(type) is { } made ? new TestValue(made) : Implementation(type, depth);
        }

        if (Implementation(type, depth) is { } derived)
        {
            return derived;
        }

        return Derived(type, depth, stubs.For) ?? Made(type, depth);
    }

    /// <summary>An object of a derived class that lets a test call protected methods; null when none can be written.</summary>
    public TestValue? Opened(INamedTypeSymbol type) => type.IsSealed ? null : Derived(type, 0, stubs.Opened);

    private TestValue? Derived(INamedTypeSymbol type, int depth, Func<INamedTypeSymbol, string, string?> write)
    {
        foreach (
            var constructor in type
                .InstanceConstructors.Where(c =>
                    c.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
                    && surroundings.IsHarmless(c)
                )
                .OrderBy(c => c.Parameters.Length)
        )
        {
            if (Arguments(constructor, depth + 1) is { } arguments && write(type, arguments) is { } name)
            {
                return new TestValue($"new {name}()");
            }
        }

        return null;
    }

    // The object of an interface that the code hands out itself, such as Guard.Against.
    private string? Shared(INamedTypeSymbol type) =>
        surroundings
            .Types.Where(t => t is { IsGenericType: false, TypeKind: TypeKind.Class })
            .SelectMany(t => t.GetMembers())
            .Where(m =>
                m is { IsStatic: true, DeclaredAccessibility: Accessibility.Public }
                && m switch
                {
                    IPropertySymbol { GetMethod: not null, IsIndexer: false } property => SymbolEqualityComparer.Default.Equals(
                        property.Type,
                        type
                    ),
                    IFieldSymbol { IsReadOnly: true } field => SymbolEqualityComparer.Default.Equals(field.Type, type),
                    _ => false,
                }
                && surroundings.IsHarmless(m)
            )
            .Select(m => $"{names.Of(m.ContainingType)}.{m.Name}")
            .FirstOrDefault();

    private TestValue? Implementation(INamedTypeSymbol type, int depth)
    {
        foreach (
            var candidate in surroundings
                .Types.Where(t =>
                    !t.IsAbstract
                    && !t.IsGenericType
                    && t.TypeKind is TypeKind.Class or TypeKind.Struct
                    && (
                        type.TypeKind == TypeKind.Interface
                            ? t.AllInterfaces.Contains(type, SymbolEqualityComparer.Default)
                            : TypeParameterFit.Bases(t).Contains(type, SymbolEqualityComparer.Default)
                    )
                )
                .Take(6)
        )
        {
            if (Of(candidate, depth + 1) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private IEnumerable<IMethodSymbol> Constructors(INamedTypeSymbol type) =>
        type
            .InstanceConstructors.Where(c =>
                surroundings.CanSee(c)
                && surroundings.IsHarmless(c)
                && !(c.Parameters is [var only] && SymbolEqualityComparer.Default.Equals(only.Type, type))
                && !c.GetAttributes().Any(a => a.AttributeClass?.Name == "ObsoleteAttribute")
                && !(type.IsValueType && c.IsImplicitlyDeclared && c.Parameters.IsEmpty && type.InstanceConstructors.Length > 1)
            )
            .OrderBy(c => c.Parameters.IsEmpty && type.InstanceConstructors.Length > 1 ? 1 : 0)
            .ThenBy(c => c.Parameters.Count(p => p.Type.TypeKind is TypeKind.Interface or TypeKind.Delegate))
            .ThenBy(c => c.Parameters.Length);

    private TestValue? Constructed(INamedTypeSymbol type, int depth)
    {
        foreach (var constructor in Constructors(type))
        {
            if (Call(constructor, "new " + names.Of(type), depth + 1) is { } value)
            {
                return value;
            }
        }

        return null;
    }

    private TestValue? Made(INamedTypeSymbol type, int depth)
    {
        // Create, Parse, Instance, Empty, Default ... of the type itself.
        foreach (var member in type.GetMembers().Where(m => m.IsStatic && surroundings.CanSee(m) && surroundings.IsHarmless(m)))
        {
            var made = member switch
            {
                IPropertySymbol { GetMethod: not null } property when SymbolEqualityComparer.Default.Equals(property.Type, type) =>
                    $"{names.Of(type)}.{property.Name}",
                IFieldSymbol field when SymbolEqualityComparer.Default.Equals(field.Type, type) => $"{names.Of(type)}.{field.Name}",
                _ => null,
            };
            if (made is not null)
            {
                return new TestValue(made);
            }
        }

        foreach (
            var method in type.GetMembers()
                .OfType<IMethodSymbol>()
                .Where(m =>
                    m is { IsStatic: true, MethodKind: MethodKind.Ordinary, IsGenericMethod: false }
                    && surroundings.CanSee(m)
                    && SymbolEqualityComparer.Default.Equals(m.ReturnType, type)
                    && surroundings.IsHarmless(m)
                )
                .OrderBy(m => m.Parameters.Length)
        )
        {
            if (Call(method, $"{names.Of(type)}.{method.Name}", depth + 1) is { } value)
            {
                return value;
            }
        }

        // A builder or a factory elsewhere in the project.
        foreach (
            var (owner, method) in surroundings
                .Types.Where(t => !t.IsGenericType)
                .SelectMany(t => t.GetMembers().OfType<IMethodSymbol>().Select(m => (t, m)))
                .Where(p =>
                    p.m is { MethodKind: MethodKind.Ordinary, IsGenericMethod: false, DeclaredAccessibility: Accessibility.Public }
                    && SymbolEqualityComparer.Default.Equals(p.m.ReturnType, type)
                    && !SymbolEqualityComparer.Default.Equals(p.t, type)
                    && surroundings.IsHarmless(p.m)
                )
                .OrderByDescending(p =>
                    p.t.Name.EndsWith("Builder", StringComparison.Ordinal) || p.t.Name.EndsWith("Factory", StringComparison.Ordinal)
                )
                .ThenBy(p => p.m.Parameters.Length)
                .Take(8)
        )
        {
            var receiver = method.IsStatic ? names.Of(owner) : Of(owner, depth + 1)?.Code;
            if (receiver is not null && Call(method, $"{receiver}.{method.Name}", depth + 1, addInitializer: false) is { } value)
            {
                return value;
            }
        }

        return type.IsValueType ? new TestValue($"default({names.Of(type)})") : null;
    }

    private TestValue? Call(IMethodSymbol method, string head, int depth, bool addInitializer = true)
    {
        if (Arguments(method, depth) is not { } arguments)
        {
            return null;
        }

        var initializer = addInitializer && method.MethodKind == MethodKind.Constructor ? Initializer(method.ContainingType, depth) : "";
        return initializer is null ? null : new TestValue($"{head}({arguments}){initializer}");
    }

    // required members
    private string? Initializer(INamedTypeSymbol type, int depth)
    {
        List<string> assignments = [];
        for (var t = type; t is not null; t = t.BaseType)
        {
            foreach (
                var member in t.GetMembers().Where(m => m is IPropertySymbol { IsRequired: true } or IFieldSymbol { IsRequired: true })
            )
            {
                var memberType = member is IPropertySymbol p ? p.Type : ((IFieldSymbol)member).Type;
                if (values.Partitions(memberType, member.Name, new BodyConstants(), depth + 1) is not [var value, ..])
                {
                    return null;
                }

                assignments.Add($"{member.Name} = {value.Code}");
            }
        }

        return assignments.Count == 0 ? "" : $" {{ {string.Join(", ", assignments)} }}";
    }

    private string? Arguments(IMethodSymbol method, int depth) =>
        ArgumentList(method, depth) is { } arguments ? string.Join(", ", arguments) : null;

    private List<string>? ArgumentList(IMethodSymbol method, int depth)
    {
        List<string> arguments = [];
        foreach (var parameter in method.Parameters)
        {
            if (parameter.RefKind is RefKind.Ref || parameter.Type is IPointerTypeSymbol)
            {
                return null;
            }

            if (parameter.IsOptional || parameter.IsParams)
            {
                // Optional ones are left out; those behind them can be left out too.
                break;
            }

            if (parameter.RefKind == RefKind.Out)
            {
                arguments.Add("out _");
                continue;
            }

            if (values.Used(parameter) is [var used, ..])
            {
                arguments.Add(used.Code);
                continue;
            }

            var value = values.Partitions(parameter.Type, parameter.Name, new BodyConstants(), depth).FirstOrDefault(v => !v.IsNull);
            if (value is null && parameter.Type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                value = new TestValue("null");
            }

            if (value is null)
            {
                return null;
            }

            arguments.Add(NumberValues.Distinct(parameter.Type, 4 + arguments.Count) ?? value.Code);
        }

        return arguments;
    }
}
