using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.Testing.Values.Doubles;

namespace SmolCode.Testing.Values;

/// <summary>Values of any type. What kind of type it is decides which of the classes beside this one makes them.</summary>
internal sealed class ValueSource
{
    /// <summary>Objects inside of objects beyond this are not made.</summary>
    public const int MaxDepth = 4;

    /// <summary>Values of one parameter beyond this are left out.</summary>
    public const int MaxPartitions = 14;

    private readonly Surroundings surroundings;
    private readonly TypeNames names;
    private readonly CollectionValues collections;
    private readonly WellKnownValues wellKnown;
    private readonly ExistingUsages usages;
    private readonly LambdaValues lambdas;
    private readonly ObjectValues objects;

    public ValueSource(Surroundings surroundings, TypeNames names, Stubs stubs)
    {
        this.surroundings = surroundings;
        this.names = names;
        collections = new CollectionValues(this, surroundings, names);
        wellKnown = new WellKnownValues(this, collections, surroundings, names);
        usages = new ExistingUsages(surroundings.TestProject.TestFiles);
        lambdas = new LambdaValues(this, surroundings, names, stubs);
        objects = new ObjectValues(this, surroundings, names, stubs);
    }

    /// <summary>Types of which a value is being made: a type that needs itself can't be made so.</summary>
    internal HashSet<ITypeSymbol> UnderWay { get; } = new(SymbolEqualityComparer.Default);

    /// <summary>An ordinary value; null when none can be made.</summary>
    public TestValue? Typical(ITypeSymbol type, string name) =>
        Partitions(type, name, new BodyConstants(), 0) is [var first, ..] ? first : null;

    /// <summary>Values that the member may treat differently, an ordinary one first. Null is not among them.</summary>
    public IReadOnlyList<TestValue> Partitions(ITypeSymbol type, string name, BodyConstants constants) =>
        Partitions(type, name, constants, 0);

    /// <summary>Null, as it is written for the type.</summary>
    public TestValue Null(ITypeSymbol type, string name) =>
        new(
            type.NullableAnnotation != NullableAnnotation.Annotated
            && type.IsReferenceType
            && surroundings.Language >= LanguageVersion.CSharp8
                ? "null!"
                : "null",
            "Null" + Pascal(name),
            IsNull: true
        );

    /// <summary>Objects to call a member on: one for each constructor or factory, the simplest first.</summary>
    public IReadOnlyList<TestValue> Instances(INamedTypeSymbol type, BodyConstants constants) => objects.Instances(type, constants);

    /// <summary>An object that lets a test call the protected methods of its type; null when none can be written.</summary>
    public TestValue? Opened(INamedTypeSymbol type) => objects.Opened(type);

    /// <summary>Objects of which the properties are set that a member reads; none when it reads none that can be set.</summary>
    public IReadOnlyList<TestValue> Filled(INamedTypeSymbol type, BodyConstants constants) => objects.Filled(type, constants);

    /// <summary>How a double of the interface is made.</summary>
    public DoubleStyle StyleFor(INamedTypeSymbol type) => objects.StyleFor(type);

    /// <summary>The simplest way to construct an object; null when there is none.</summary>
    public (IMethodSymbol Constructor, IReadOnlyList<string> Arguments, string Initializer)? Construction(INamedTypeSymbol type) =>
        objects.Construction(type);

    /// <summary>An argument as it is passed.</summary>
    public static string Argument(IParameterSymbol parameter, TestValue value) =>
        parameter.RefKind switch
        {
            RefKind.Out => "out _",
            _ => value.Code,
        };

    /// <summary>The name with a capital.</summary>
    public static string Pascal(string name)
    {
        name = name.TrimStart('_', '@');
        return name.Length == 0 ? "Value" : char.ToUpperInvariant(name[0]) + name[1..];
    }

    /// <summary>A number, a text, an enum: what a test varies first.</summary>
    public static bool IsPrimitive(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String
        || type.TypeKind == TypeKind.Enum
        || type is INamedTypeSymbol { Name: "TimeSpan" };

    /// <summary>A sequence that is no text.</summary>
    public static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String
        && type.AllInterfaces.Append(type)
            .Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    /// <summary>What existing tests pass for a parameter.</summary>
    public IReadOnlyList<TestValue> Used(IParameterSymbol parameter) => [.. usages.Of(parameter)];

    /// <summary>Values for a parameter: its default is one of them, null where it is allowed.</summary>
    public IReadOnlyList<TestValue> Partitions(IParameterSymbol parameter, BodyConstants constants)
    {
        IReadOnlyList<TestValue> partitions = Partitions(parameter.Type, parameter.Name, constants);
        if (partitions.Count > 0 && Used(parameter) is { Count: > 0 } used)
        {
            // A text that means something takes the place of the made-up one; other values come beside.
            var isText = parameter.Type.SpecialType == SpecialType.System_String && used[0].Code != "\"\"";
            partitions =
            [
                isText ? used[0] with { Label = "" } : partitions[0],
                .. used.Skip(isText ? 1 : 0),
                .. partitions.Skip(1).Where(p => used.All(u => u.Code != p.Code)),
            ];
        }

        // The model's come behind those of the plan's own: what those reach is theirs.
        var proposed = surroundings.Proposed.Of(parameter);
        partitions =
        [
            .. partitions,
            .. proposed
                .Select(t => new TestValue(TextValues.Quote(t), Pascal(parameter.Name) + TextValues.TextWord(t)) { IsProposed = true })
                .Where(v => partitions.All(p => p.Code != v.Code)),
        ];

        // An object whose properties the member reads: filled, then each of them otherwise.
        if (
            partitions.Count >= 1
            && parameter.Type
                is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsTupleType: false } filled
            && objects.Filled(filled, constants) is { Count: > 0 } states
        )
        {
            return [.. states, .. partitions.Where(p => p.IsNull)];
        }

        // An object of the code base in several states.
        if (
            partitions.Count == 1
            && parameter.Type
                is INamedTypeSymbol { TypeKind: TypeKind.Class or TypeKind.Struct, IsAbstract: false, IsTupleType: false } named
            && named.DeclaringSyntaxReferences.Length > 0
            && Instances(named, constants) is { Count: > 1 } instances
        )
        {
            return [.. instances.Take(6)];
        }

        if (parameter.HasExplicitDefaultValue && Default(parameter) is { } given && partitions.All(p => p.Code != given.Code))
        {
            partitions = [.. partitions, given];
        }

        // What may be left out is left out, as long as nothing special is passed.
        return parameter.IsOptional && parameter.Type.Name != "CancellationToken"
            ?
            [
                new TestValue("", IsOmitted: true),
                .. partitions.Select(p => p with { Label = p.Label.Length > 0 ? p.Label : "With" + Pascal(parameter.Name) }),
            ]
            : partitions;
    }

    private TestValue? Default(IParameterSymbol parameter) =>
        parameter.ExplicitDefaultValue switch
        {
            string s => new TestValue(SymbolDisplay.FormatLiteral(s, quote: true), "Default" + ValueSource.Pascal(parameter.Name)),
            null when parameter.Type.IsReferenceType => Null(parameter.Type, parameter.Name),
            _ => null,
        };

    /// <summary>The same at a depth of the object that is being made.</summary>
    internal List<TestValue> Partitions(ITypeSymbol type, string name, BodyConstants constants, int depth)
    {
        var label = Pascal(name);
        List<TestValue> values = [];
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return [new("true", label + "True"), new("false", label + "False")];
            case SpecialType.System_String:
                TextValues.Add(values, name, constants);
                return values;
            case SpecialType.System_Char:
                foreach (var c in constants.Characters.Prepend('a').Concat(['A', '7', ' ', '-', '_']).Distinct().Take(MaxPartitions))
                {
                    values.Add(
                        new TestValue(SymbolDisplay.FormatLiteral(c, quote: true), values.Count == 0 ? "" : $"{label}{TextValues.Word(c)}")
                    );
                }

                return values;
            case >= SpecialType.System_SByte and <= SpecialType.System_Double:
                NumberValues.Add(values, type, label, constants);
                return values;
            case SpecialType.System_Object:
                return [new("new object()"), new("\"text\"", label + "Text"), new("42", label + "Number")];
            case SpecialType.System_DateTime:
                return
                [
                    new($"new {names.Of(type)}(2024, 2, 29, 12, 30, 15, {Utc()})"),
                    new($"{names.Of(type)}.MinValue", label + "MinValue"),
                    new($"{names.Of(type)}.MaxValue", label + "MaxValue"),
                ];
            case SpecialType.System_IDisposable:
                return objects.Of(type, depth) is { } disposable ? [disposable] : [];
        }

        switch (type)
        {
            case { TypeKind: TypeKind.Enum } when surroundings.CanSee(type):
                foreach (var member in type.GetMembers().OfType<IFieldSymbol>().Where(f => f.HasConstantValue).Take(12))
                {
                    values.Add(new TestValue($"{names.Of(type)}.{member.Name}", $"{label}{member.Name}"));
                }

                values.Add(new TestValue($"({names.Of(type)})(99)", "Undefined" + label));
                return values;
            case INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } nullable:
                return
                [
                    .. Partitions(nullable.TypeArguments[0], name, constants, depth),
                    new TestValue("null", "Null" + label, IsNull: true),
                ];
            case IArrayTypeSymbol { Rank: 1 } array:
                if (collections.Elements(array.ElementType, name, constants, depth) is not { } elements)
                {
                    return [];
                }

                var element = names.Of(array.ElementType);
                values.Add(new TestValue($"new {CollectionValues.ArrayOf(names, array.ElementType)} {{ {string.Join(", ", elements)} }}"));
                values.Add(new TestValue($"new {element}[0]", "Empty" + label));
                values.Add(
                    new TestValue($"new {CollectionValues.ArrayOf(names, array.ElementType)} {{ {elements[0]} }}", "Single" + label)
                );
                return values;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                var parts = tuple.TupleElements.Select(e => Partitions(e.Type, e.Name, constants, depth + 1).FirstOrDefault()).ToList();
                return parts.All(p => p is not null) ? [new TestValue($"({string.Join(", ", parts.Select(p => p!.Code))})")] : [];
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate } @delegate:
                return lambdas.Of(@delegate, label, constants);
        }

        if (type is INamedTypeSymbol named)
        {
            if (wellKnown.Of(named, label, name, depth, constants) is { Count: > 0 } special)
            {
                return special;
            }

            if (collections.Of(named, name, constants, depth) is { Count: > 0 } sequences)
            {
                return sequences;
            }

            if (objects.Of(named, depth) is { } complex)
            {
                return [complex];
            }
        }

        return [];
    }

    private string Utc() => $"{(names.Qualified ? "global::System." : "")}DateTimeKind.Utc";
}
