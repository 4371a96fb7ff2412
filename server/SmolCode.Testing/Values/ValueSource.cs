using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Values;

/// <summary>Values of any type: constants, constructors, factories, builders, collections, lambdas, test doubles.</summary>
internal sealed class ValueSource(Surroundings surroundings, TypeNames names, Stubs stubs)
{
    private const int MaxDepth = 4;
    private const int MaxPartitions = 14;

    private readonly Dictionary<ITypeSymbol, TestValue?> known = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> underWay = new(SymbolEqualityComparer.Default);

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
    public IReadOnlyList<TestValue> Instances(INamedTypeSymbol type, BodyConstants constants)
    {
        List<TestValue> instances = [];
        if (type.IsAbstract)
        {
            return Complex(type, 0) is { } derived ? [derived] : [];
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
                foreach (var value in Partitions(parameter.Type, parameter.Name, constants, 1).Skip(1).Take(4))
                {
                    if (IsPrimitive(parameter.Type) || parameter.Type is IArrayTypeSymbol || IsCollection(parameter.Type))
                    {
                        var arguments = constructor
                            .Parameters.Select((p, j) => j == i ? value : Partitions(p.Type, p.Name, constants, 1).FirstOrDefault())
                            .ToList();
                        if (arguments.All(a => a is not null))
                        {
                            instances.Add(
                                new TestValue(
                                    $"new {names.Of(type)}({string.Join(", ", arguments.Select((a, j) => Argument(constructor.Parameters[j], a!)))}){Initializer(type, 1)}",
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

        if (instances.Count == 0 && Complex(type, 0) is { } made)
        {
            instances.Add(made);
        }

        return instances;
    }

    /// <summary>A type that a type parameter may stand for; null when none is known.</summary>
    public ITypeSymbol? Fitting(ITypeParameterSymbol parameter, Func<ITypeSymbol, ITypeSymbol> substitute)
    {
        var compilation = surroundings.Compilation;
        List<ITypeSymbol> candidates = [];
        if (!parameter.HasReferenceTypeConstraint)
        {
            candidates.Add(compilation.GetSpecialType(SpecialType.System_Int32));
        }

        if (!parameter.HasValueTypeConstraint && !parameter.HasUnmanagedTypeConstraint)
        {
            candidates.Insert(0, compilation.GetSpecialType(SpecialType.System_String));
        }

        if (parameter.ConstraintTypes.Length > 0 || parameter.HasConstructorConstraint)
        {
            candidates.Add(compilation.GetSpecialType(SpecialType.System_Object));
            candidates.AddRange(parameter.ConstraintTypes.Select(substitute).OfType<INamedTypeSymbol>());
            candidates.AddRange(surroundings.Types.Where(t => !t.IsGenericType && !t.IsStatic).Take(3000));
            if (surroundings.Known("System.DayOfWeek") is { } day)
            {
                candidates.Add(day);
            }

            if (surroundings.Known("System.IO.MemoryStream") is { } stream)
            {
                candidates.Add(stream);
            }

            if (surroundings.Known("System.Exception") is { } exception)
            {
                candidates.Add(exception);
            }
        }

        return candidates.FirstOrDefault(c => Fits(c, parameter, substitute));
    }

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

    private static bool IsPrimitive(ITypeSymbol type) =>
        type.SpecialType is >= SpecialType.System_Boolean and <= SpecialType.System_String
        || type.TypeKind == TypeKind.Enum
        || type is INamedTypeSymbol { Name: "TimeSpan" };

    private static bool IsCollection(ITypeSymbol type) =>
        type.SpecialType != SpecialType.System_String
        && type.AllInterfaces.Append(type)
            .Any(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T);

    private static bool Fits(ITypeSymbol candidate, ITypeParameterSymbol parameter, Func<ITypeSymbol, ITypeSymbol> substitute)
    {
        if (
            (parameter.HasReferenceTypeConstraint && !candidate.IsReferenceType)
            || (
                parameter.HasValueTypeConstraint
                && (!candidate.IsValueType || candidate.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
            )
            || (parameter.HasUnmanagedTypeConstraint && !candidate.IsUnmanagedType)
            || candidate.IsRefLikeType
        )
        {
            return false;
        }

        if (
            parameter.HasConstructorConstraint
            && candidate.IsReferenceType
            && !(
                candidate is INamedTypeSymbol { IsAbstract: false } named
                && named.InstanceConstructors.Any(c => c.Parameters.IsEmpty && c.DeclaredAccessibility == Accessibility.Public)
            )
        )
        {
            return false;
        }

        return parameter.ConstraintTypes.All(constraint =>
        {
            var wanted = Substituted(constraint, parameter, candidate, substitute);
            return SymbolEqualityComparer.Default.Equals(wanted, candidate)
                || candidate.AllInterfaces.Any(i => SymbolEqualityComparer.Default.Equals(i, wanted))
                || Bases(candidate).Any(b => SymbolEqualityComparer.Default.Equals(b, wanted));
        });
    }

    // where T : IComparable<T>
    private static ITypeSymbol Substituted(
        ITypeSymbol constraint,
        ITypeParameterSymbol parameter,
        ITypeSymbol candidate,
        Func<ITypeSymbol, ITypeSymbol> substitute
    ) =>
        constraint is INamedTypeSymbol { IsGenericType: true } generic
            ? generic.ConstructedFrom.Construct([
                .. generic.TypeArguments.Select(a => SymbolEqualityComparer.Default.Equals(a, parameter) ? candidate : substitute(a)),
            ])
            : substitute(constraint);

    private static IEnumerable<ITypeSymbol> Bases(ITypeSymbol type)
    {
        for (var t = type.BaseType; t is not null; t = t.BaseType)
        {
            yield return t;
        }
    }

    private List<TestValue> Partitions(ITypeSymbol type, string name, BodyConstants constants, int depth)
    {
        var label = Pascal(name);
        List<TestValue> values = [];
        switch (type.SpecialType)
        {
            case SpecialType.System_Boolean:
                return [new("true", label + "True"), new("false", label + "False")];
            case SpecialType.System_String:
                Texts(values, name, constants);
                return values;
            case SpecialType.System_Char:
                foreach (var c in constants.Characters.Prepend('a').Concat(['A', '7', ' ', '-', '_']).Distinct().Take(MaxPartitions))
                {
                    values.Add(new TestValue(SymbolDisplay.FormatLiteral(c, quote: true), values.Count == 0 ? "" : $"{label}{Word(c)}"));
                }

                return values;
            case >= SpecialType.System_SByte and <= SpecialType.System_Double:
                Numbers(values, type, label, constants);
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
                return Complex(type, depth) is { } disposable ? [disposable] : [];
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
                if (Elements(array.ElementType, name, constants, depth) is not { } elements)
                {
                    return [];
                }

                var element = names.Of(array.ElementType);
                values.Add(new TestValue($"new {ArrayOf(array.ElementType)} {{ {string.Join(", ", elements)} }}"));
                values.Add(new TestValue($"new {element}[0]", "Empty" + label));
                values.Add(new TestValue($"new {ArrayOf(array.ElementType)} {{ {elements[0]} }}", "Single" + label));
                return values;
            case INamedTypeSymbol { IsTupleType: true } tuple:
                var parts = tuple.TupleElements.Select(e => Partitions(e.Type, e.Name, constants, depth + 1).FirstOrDefault()).ToList();
                return parts.All(p => p is not null) ? [new TestValue($"({string.Join(", ", parts.Select(p => p!.Code))})")] : [];
            case INamedTypeSymbol { TypeKind: TypeKind.Delegate } @delegate:
                return Lambda(@delegate) is { } lambda ? [lambda] : [];
        }

        if (type is INamedTypeSymbol named)
        {
            if (WellKnown(named, label, name, depth, constants) is { Count: > 0 } special)
            {
                return special;
            }

            if (Collection(named, name, constants, depth) is { Count: > 0 } collections)
            {
                return collections;
            }

            if (Complex(named, depth) is { } complex)
            {
                return [complex];
            }
        }

        return [];
    }

    private string Utc() => $"{(names.Qualified ? "global::System." : "")}DateTimeKind.Utc";

    private string ArrayOf(ITypeSymbol element) =>
        element is IArrayTypeSymbol inner ? $"{names.Of(inner.ElementType)}[][]" : $"{names.Of(element)}[]";

    private static string Word(char c) =>
        char.IsAsciiLetterOrDigit(c)
            ? c.ToString()
            : c switch
            {
                ' ' => "Space",
                ',' => "Comma",
                '.' => "Dot",
                '-' => "Dash",
                '_' => "Underscore",
                '/' => "Slash",
                '\\' => "Backslash",
                ':' => "Colon",
                ';' => "Semicolon",
                '\n' => "Newline",
                '\t' => "Tab",
                '"' => "Quote",
                '\'' => "Apostrophe",
                _ => "Char" + ((int)c).ToString(CultureInfo.InvariantCulture),
            };

    private static string TextWord(string text)
    {
        var word = string.Concat(
            text.Split([.. text.Where(c => !char.IsAsciiLetterOrDigit(c)).Distinct()], StringSplitOptions.RemoveEmptyEntries).Select(Pascal)
        );
        return word.Length == 0 ? string.Concat(text.Take(3).Select(Word))
            : word.Length <= 24 ? word
            : word[..24];
    }

    private static void Texts(List<TestValue> values, string name, BodyConstants constants)
    {
        var label = Pascal(name);
        var typical = name.ToLowerInvariant() switch
        {
            var n when n.Contains("url", StringComparison.Ordinal) || n.Contains("uri", StringComparison.Ordinal) =>
                "https://example.com/a?b=1",
            var n when n.Contains("mail", StringComparison.Ordinal) => "ada@example.com",
            var n when n.Contains("path", StringComparison.Ordinal) || n.Contains("file", StringComparison.Ordinal) => "folder/file.txt",
            var n when n.Contains("json", StringComparison.Ordinal) => "{\"a\":1}",
            var n when n.Contains("format", StringComparison.Ordinal) => "{0}",
            _ => name.TrimStart('_'),
        };
        values.Add(new TestValue(Quote(typical)));
        values.Add(new TestValue("\"\"", "Empty" + label));
        values.Add(new TestValue("\" \"", "Blank" + label));
        void Add(string text)
        {
            var code = Quote(text);
            if (values.Count < MaxPartitions + 8 && values.All(v => v.Code != code))
            {
                values.Add(new TestValue(code, label + TextWord(text)));
            }
        }

        foreach (var text in constants.Texts.Where(t => t.Length > 0))
        {
            Add(text);
        }

        foreach (var c in constants.Characters)
        {
            Add($"a{c}b");
            Add($"{c}");
            Add($"1{c}2");
        }

        if (constants.ParsesNumbers)
        {
            Add("42");
            Add("-1");
            Add("0");
        }

        Add("Hello World");
        Add("42");
        Add("aB1 _-é");
        foreach (var text in constants.Texts.Where(t => t.Length is > 0 and <= 20).Take(4))
        {
            Add($"a{text}b{text}c");
        }
    }

    private static string Quote(string text) => SymbolDisplay.FormatLiteral(text, quote: true);

    private static void Numbers(List<TestValue> values, ITypeSymbol type, string label, BodyConstants constants)
    {
        var (min, max, suffix) = type.SpecialType switch
        {
            SpecialType.System_SByte => (sbyte.MinValue, sbyte.MaxValue, ""),
            SpecialType.System_Byte => (byte.MinValue, byte.MaxValue, ""),
            SpecialType.System_Int16 => (short.MinValue, short.MaxValue, ""),
            SpecialType.System_UInt16 => (ushort.MinValue, ushort.MaxValue, ""),
            SpecialType.System_Int32 => (int.MinValue, int.MaxValue, ""),
            SpecialType.System_UInt32 => (uint.MinValue, uint.MaxValue, "u"),
            SpecialType.System_Int64 => ((decimal)long.MinValue, long.MaxValue, "L"),
            SpecialType.System_UInt64 => (ulong.MinValue, ulong.MaxValue, "UL"),
            SpecialType.System_Decimal => (-1e20m, 1e20m, "m"),
            SpecialType.System_Single => (-1e20m, 1e20m, "f"),
            _ => (-1e20m, 1e20m, "d"),
        };
        var isWhole = type.SpecialType < SpecialType.System_Decimal;
        void Add(decimal number)
        {
            if (number >= min && number <= max && (!isWhole || decimal.Truncate(number) == number) && values.Count < MaxPartitions + 6)
            {
                var text = number.ToString("0.############################", CultureInfo.InvariantCulture);
                var code = text + suffix;
                if (values.All(v => v.Code != code))
                {
                    var word = (number < 0 ? "Minus" : "") + text.TrimStart('-').Replace('.', 'p');
                    values.Add(new TestValue(code, number == 0 ? label + "Zero" : label + word));
                }
            }
        }

        Add(3);
        values[0] = values[0] with { Label = "" };
        Add(0);
        Add(1);
        Add(-1);
        foreach (var constant in constants.Numbers.Where(n => Math.Abs(n) < 1e18m))
        {
            Add(constant);
            Add(constant + 1);
            Add(constant - 1);
        }

        Add(10);
        if (!isWhole)
        {
            Add(2.5m);
            Add(-0.5m);
        }

        var name = type.ToDisplayString(SymbolDisplayFormat.MinimallyQualifiedFormat);
        values.Add(new TestValue(name + ".MaxValue", label + "MaxValue"));
        if (min < 0)
        {
            values.Add(new TestValue(name + ".MinValue", label + "MinValue"));
        }

        if (type.SpecialType is SpecialType.System_Double or SpecialType.System_Single)
        {
            values.Add(new TestValue(name + ".NaN", label + "NaN"));
            values.Add(new TestValue(name + ".PositiveInfinity", label + "Infinity"));
        }
    }

    private List<string>? Elements(ITypeSymbol element, string name, BodyConstants constants, int depth)
    {
        if (depth > MaxDepth)
        {
            return null;
        }

        if (element.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double)
        {
            var suffix = element.SpecialType switch
            {
                SpecialType.System_Decimal => "m",
                SpecialType.System_Single => "f",
                SpecialType.System_Double => "d",
                _ => "",
            };
            return [$"3{suffix}", $"1{suffix}", $"2{suffix}"];
        }

        if (element.SpecialType == SpecialType.System_String)
        {
            return ["\"b\"", "\"a\"", "\"c\""];
        }

        var values = Partitions(element, name, constants, depth + 1);
        return values.Count == 0 ? null : [.. values.Where(v => !v.IsNull).Take(2).Select(v => v.Code)];
    }

    private List<TestValue>? Collection(INamedTypeSymbol type, string name, BodyConstants constants, int depth)
    {
        var space = type.ContainingNamespace?.ToDisplayString();
        if (
            space
            is not (
                "System.Collections.Generic"
                or "System.Collections"
                or "System.Collections.ObjectModel"
                or "System.Collections.Immutable"
                or "System.Collections.Concurrent"
            )
        )
        {
            return null;
        }

        var label = Pascal(name);
        if (type.TypeArguments is [var element])
        {
            if (Elements(element, name, constants, depth) is not { } elements)
            {
                return null;
            }

            var many = string.Join(", ", elements);
            if (type.TypeKind == TypeKind.Interface)
            {
                if (type.Name is "IComparer" or "IEqualityComparer")
                {
                    names.Use("System.Collections.Generic");
                    var comparer = type.Name[1..];
                    return
                    [
                        new TestValue(
                            $"{(names.Qualified ? "global::System.Collections.Generic." : "")}{comparer}<{names.Of(element)}>.Default"
                        ),
                    ];
                }

                if (type.Name is "IEnumerable" or "IReadOnlyList" or "IReadOnlyCollection")
                {
                    return
                    [
                        new TestValue($"new {ArrayOf(element)} {{ {many} }}"),
                        new TestValue($"new {names.Of(element)}[0]", "Empty" + label),
                        new TestValue($"new {ArrayOf(element)} {{ {elements[0]} }}", "Single" + label),
                    ];
                }

                var concrete = type.Name is "ISet" or "IReadOnlySet"
                    ? "System.Collections.Generic.HashSet`1"
                    : "System.Collections.Generic.List`1";
                if (type.Name is not ("IList" or "ICollection" or "ISet" or "IReadOnlySet") || surroundings.Known(concrete) is not { } list)
                {
                    return null;
                }

                type = list.Construct(element);
            }
            else if (space == "System.Collections.Immutable")
            {
                names.Use(space);
                var factory = (names.Qualified ? "global::System.Collections.Immutable." : "") + type.Name;
                return
                [
                    new TestValue($"{factory}.Create<{names.Of(element)}>({many})"),
                    new TestValue($"{factory}<{names.Of(element)}>.Empty", "Empty" + label),
                ];
            }
            else if (type.Name is "EqualityComparer" or "Comparer")
            {
                return [new TestValue($"{names.Of(type)}.Default")];
            }

            if (type.Name is "List" or "HashSet" or "SortedSet" or "Collection" or "ObservableCollection")
            {
                return [new TestValue($"new {names.Of(type)} {{ {many} }}"), new TestValue($"new {names.Of(type)}()", "Empty" + label)];
            }

            if (
                type.Name
                is "Queue"
                    or "Stack"
                    or "LinkedList"
                    or "ReadOnlyCollection"
                    or "ConcurrentQueue"
                    or "ConcurrentBag"
                    or "ConcurrentStack"
            )
            {
                return
                [
                    new TestValue($"new {names.Of(type)}(new {ArrayOf(element)} {{ {many} }})"),
                    new TestValue($"new {names.Of(type)}(new {names.Of(element)}[0])", "Empty" + label),
                ];
            }
        }
        else if (type.TypeArguments is [var key, var value])
        {
            if (type.Name == "KeyValuePair")
            {
                return
                    Partitions(key, "key", constants, depth + 1) is [var k1, ..]
                    && Partitions(value, "value", constants, depth + 1) is [var v1, ..]
                    ? [new TestValue($"new {names.Of(type)}({k1.Code}, {v1.Code})")]
                    : null;
            }

            if (type.Name is "IDictionary" or "IReadOnlyDictionary")
            {
                if (surroundings.Known("System.Collections.Generic.Dictionary`2") is not { } dictionary)
                {
                    return null;
                }

                type = dictionary.Construct(key, value);
            }

            if (
                type.Name is "Dictionary" or "SortedDictionary" or "SortedList" or "ConcurrentDictionary"
                && Partitions(key, "key", constants, depth + 1) is [var k, ..]
                && Partitions(value, "value", constants, depth + 1) is [var v, ..]
            )
            {
                return
                [
                    new TestValue($"new {names.Of(type)} {{ [{k.Code}] = {v.Code} }}"),
                    new TestValue($"new {names.Of(type)}()", "Empty" + label),
                ];
            }
        }
        else if (type.Name is "IEnumerable" or "ICollection" or "IList" && type.Arity == 0)
        {
            return [new TestValue("new[] { 3, 1, 2 }"), new TestValue("new int[0]", "Empty" + label)];
        }
        else if (type.Name is "IDictionary" && surroundings.Known("System.Collections.Hashtable") is { } table)
        {
            return
            [
                new TestValue($"new {names.Of(table)} {{ [\"key\"] = \"value\" }}"),
                new TestValue($"new {names.Of(table)}()", "Empty" + label),
            ];
        }

        return null;
    }

    private List<TestValue>? WellKnown(INamedTypeSymbol type, string label, string name, int depth, BodyConstants constants)
    {
        var full = type.OriginalDefinition.ToDisplayString(
            new SymbolDisplayFormat(typeQualificationStyle: SymbolDisplayTypeQualificationStyle.NameAndContainingTypesAndNamespaces)
        );
        string Name() => names.Of(type);
        string Other(string metadataName) => surroundings.Known(metadataName) is { } other ? names.Of(other) : "object";
        switch (full)
        {
            case "System.TimeSpan":
                return
                [
                    new($"{Name()}.FromSeconds(90)"),
                    new($"{Name()}.Zero", label + "Zero"),
                    new($"{Name()}.FromMilliseconds(-1)", "Negative" + label),
                    new($"{Name()}.FromDays(2)", label + "TwoDays"),
                    new($"{Name()}.MaxValue", label + "MaxValue"),
                ];
            case "System.DateTimeOffset":
                return
                [
                    new($"new {Name()}(2024, 2, 29, 12, 30, 15, {Other("System.TimeSpan")}.Zero)"),
                    new($"{Name()}.MinValue", label + "MinValue"),
                    new($"{Name()}.MaxValue", label + "MaxValue"),
                ];
            case "System.DateOnly":
                return [new($"new {Name()}(2024, 2, 29)"), new($"{Name()}.MinValue", label + "MinValue")];
            case "System.TimeOnly":
                return [new($"new {Name()}(12, 30, 15)"), new($"{Name()}.MinValue", label + "MinValue")];
            case "System.Guid":
                return [new($"{Name()}.Parse(\"6f9619ff-8b86-d011-b42d-00c04fc964ff\")"), new($"{Name()}.Empty", "Empty" + label)];
            case "System.Uri":
                return
                [
                    new($"new {Name()}(\"https://example.com/a?b=1\")"),
                    new($"new {Name()}(\"a/b\", {Other("System.UriKind")}.Relative)", "Relative" + label),
                ];
            case "System.Version":
                return [new($"new {Name()}(1, 2, 3, 4)"), new($"new {Name()}(1, 2)", "Short" + label)];
            case "System.Type":
                return
                [
                    new("typeof(string)"),
                    new("typeof(int)", label + "Int"),
                    new($"typeof({Other("System.Collections.Generic.List`1").Split('<')[0]}<int>)", label + "GenericList"),
                    new("typeof(int?)", label + "NullableInt"),
                    new("typeof(int[])", label + "Array"),
                    new($"typeof({Other("System.DayOfWeek")})", label + "Enum"),
                ];
            case "System.Globalization.CultureInfo":
            case "System.IFormatProvider":
                return [new($"{Other("System.Globalization.CultureInfo")}.InvariantCulture")];
            case "System.StringComparison":
                return [new($"{Name()}.Ordinal"), new($"{Name()}.OrdinalIgnoreCase", label + "OrdinalIgnoreCase")];
            case "System.StringComparer":
                return [new($"{Name()}.Ordinal")];
            case "System.Threading.CancellationToken":
                return [new($"{Name()}.None"), new($"new {Name()}(true)", "Cancelled" + label)];
            case "System.Threading.CancellationTokenSource":
            case "System.Text.StringBuilder":
            case "System.IO.StringWriter":
            case "System.Collections.ArrayList":
                return [new($"new {Name()}()")];
            case "System.IO.TextWriter":
                return [new($"new {Other("System.IO.StringWriter")}()")];
            case "System.IO.TextReader":
            case "System.IO.StringReader":
                return
                [
                    new($"new {Other("System.IO.StringReader")}(\"first,second\\n1,2\\n\")"),
                    new($"new {Other("System.IO.StringReader")}(\"\")", "Empty" + label),
                ];
            case "System.IO.Stream":
            case "System.IO.MemoryStream":
                return
                [
                    new($"new {Other("System.IO.MemoryStream")}(new byte[] {{ 1, 2, 3 }})"),
                    new($"new {Other("System.IO.MemoryStream")}()", "Empty" + label),
                ];
            case "System.IO.StreamReader":
            case "System.IO.StreamWriter":
                return [new($"new {Name()}(new {Other("System.IO.MemoryStream")}())")];
            case "System.Text.Encoding":
                return [new($"{Name()}.UTF8")];
            case "System.Text.RegularExpressions.Regex":
                return [new($"new {Name()}(\"a+\")")];
            case "System.Random":
                return [new($"new {Name()}(42)")];
            case "System.Exception":
                return [new($"new {Other("System.InvalidOperationException")}(\"{name}\")")];
            case "System.TimeProvider":
                return [new($"{Name()}.System")];
            case "System.Reflection.Assembly":
                return [new("typeof(string).Assembly")];
            case "System.Reflection.MethodInfo":
            case "System.Reflection.MethodBase":
                return
                [
                    new(
                        "typeof(string).GetMethod(\"Trim\", System.Type.EmptyTypes)!".Replace(
                            "System.Type",
                            Other("System.Type"),
                            StringComparison.Ordinal
                        )
                    ),
                ];
            case "System.Reflection.PropertyInfo":
            case "System.Reflection.MemberInfo":
                return [new("typeof(string).GetProperty(\"Length\")!")];
            case "System.Reflection.ConstructorInfo":
                return [new("typeof(object).GetConstructors()[0]")];
            case "System.Reflection.ParameterInfo":
                return [new("typeof(string).GetMethod(\"Insert\")!.GetParameters()[0]")];
            case "System.Attribute":
                return [new($"new {Other("System.ObsoleteAttribute")}(\"{name}\")")];
            case "System.Net.Http.HttpClient":
            case "System.Net.Sockets.Socket":
                return [];
            case "System.Threading.Tasks.Task" when type.Arity == 0:
                return [new($"{Name()}.CompletedTask")];
            case "System.Threading.Tasks.ValueTask" when type.Arity == 0:
                return [new("default")];
            case "System.Threading.Tasks.Task"
            or "System.Threading.Tasks.ValueTask" when Partitions(type.TypeArguments[0], name, constants, depth + 1) is [var result, ..]:
                return
                [
                    new(
                        type.Name == "Task"
                            ? $"{Other("System.Threading.Tasks.Task")}.FromResult<{names.Of(type.TypeArguments[0])}>({result.Code})"
                            : $"new {Name()}({result.Code})"
                    ),
                ];
            case "System.Lazy" when Partitions(type.TypeArguments[0], name, constants, depth + 1) is [var lazy, ..]:
                return [new($"new {Name()}(() => {lazy.Code})")];
            case "System.ReadOnlySpan" or "System.Span" or "System.Memory" or "System.ReadOnlyMemory" or "System.ArraySegment":
                var element = type.TypeArguments[0];
                if (element.SpecialType == SpecialType.System_Char && type.Name.StartsWith("ReadOnly", StringComparison.Ordinal))
                {
                    List<TestValue> texts = [];
                    Texts(texts, name, constants);
                    names.Use("System");
                    var conversion = type.Name.EndsWith("Span", StringComparison.Ordinal) ? "AsSpan" : "AsMemory";
                    return [.. texts.Select(t => t with { Code = $"{t.Code}.{conversion}()" })];
                }

                return Elements(element, name, constants, depth) is { } items
                    ?
                    [
                        new($"new {Name()}(new {ArrayOf(element)} {{ {string.Join(", ", items)} }})"),
                        new($"new {Name()}(new {names.Of(element)}[0])", "Empty" + label),
                    ]
                    : [];
            case "System.Nullable":
                return null;
            case "Microsoft.Extensions.Logging.ILogger"
                when surroundings.Known("Microsoft.Extensions.Logging.Abstractions.NullLogger`1") is { } nullLogger && type.Arity == 1:
                return [new($"{names.Of(nullLogger.Construct(type.TypeArguments[0]))}.Instance")];
            case "Microsoft.Extensions.Logging.ILogger"
                when surroundings.Known("Microsoft.Extensions.Logging.Abstractions.NullLogger") is { } nullLogger && type.Arity == 0:
                return [new($"{names.Of(nullLogger)}.Instance")];
            case "Microsoft.Extensions.Logging.ILoggerFactory"
                when surroundings.Known("Microsoft.Extensions.Logging.Abstractions.NullLoggerFactory") is { } nullFactory:
                return [new($"{names.Of(nullFactory)}.Instance")];
            default:
                return null;
        }
    }

    private TestValue? Lambda(INamedTypeSymbol type)
    {
        if (
            type.DelegateInvokeMethod is not { } invoke
            || invoke.ReturnsByRef
            || invoke.Parameters.Any(p => p.RefKind is RefKind.Out || p.Type is IPointerTypeSymbol)
        )
        {
            return null;
        }

        var byReference = invoke.Parameters.Any(p => p.RefKind != RefKind.None);
        var parameters =
            byReference
                ? string.Join(
                    ", ",
                    invoke.Parameters.Select((p, i) => $"{(p.RefKind == RefKind.Ref ? "ref " : "in ")}{names.Of(p.Type)} p{i}")
                )
            : invoke.Parameters.Length == 1 ? "_"
            : surroundings.Language >= LanguageVersion.CSharp9 ? string.Join(", ", invoke.Parameters.Select(_ => "_"))
            : string.Join(", ", invoke.Parameters.Select((_, i) => $"p{i}"));
        if (invoke.ReturnsVoid)
        {
            return new TestValue($"({parameters}) => {{ }}");
        }

        // What a callback gets is often what it should give back.
        var echoed = invoke.Parameters.Index().FirstOrDefault(p => SymbolEqualityComparer.Default.Equals(p.Item.Type, invoke.ReturnType));
        if (echoed.Item is not null && !byReference && invoke.Parameters.Length == 1)
        {
            return new TestValue("x => x");
        }

        if (known.TryGetValue(type, out var cached) && cached is not null)
        {
            return cached;
        }

        var depth = underWay.Count;
        if (depth > MaxDepth || !underWay.Add(type))
        {
            return new TestValue($"({parameters}) => {stubs.Default(invoke.ReturnType)}");
        }

        var result = Partitions(invoke.ReturnType, "result", new BodyConstants(), depth + 1).FirstOrDefault();
        underWay.Remove(type);
        return new TestValue($"({parameters}) => {result?.Code ?? stubs.Default(invoke.ReturnType)}");
    }

    private TestValue? Complex(ITypeSymbol type, int depth)
    {
        if (depth > MaxDepth || type is not INamedTypeSymbol named || type.IsStatic || !surroundings.CanSee(type))
        {
            return null;
        }

        if (known.TryGetValue(type, out var value))
        {
            return value;
        }

        if (!underWay.Add(type))
        {
            return null;
        }

        value =
            named.TypeKind == TypeKind.Interface || named.IsAbstract
                ? Double(named, depth)
                : Constructed(named, depth) ?? Made(named, depth);
        underWay.Remove(type);
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

        var mock = surroundings.TestProject.Mocks;
        var mockable =
            type.TypeKind == TypeKind.Interface && type.DeclaredAccessibility == Accessibility.Public && mock != MockingLibrary.None;
        if (mockable)
        {
            names.Use(mock.ToString());
            var written = names.Of(type);
            return mock switch
            {
                MockingLibrary.NSubstitute => new TestValue($"Substitute.For<{written}>()"),
                MockingLibrary.Moq => new TestValue($"Mock.Of<{written}>()"),
                _ => new TestValue($"A.Fake<{written}>()"),
            };
        }

        if (type.TypeKind == TypeKind.Interface)
        {
            return stubs.For(type) is { } stub ? new TestValue($"new {stub}()") : Implementation(type, depth);
        }

        if (Implementation(type, depth) is { } derived)
        {
            return derived;
        }

        foreach (
            var constructor in type
                .InstanceConstructors.Where(c =>
                    c.DeclaredAccessibility is Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal
                )
                .OrderBy(c => c.Parameters.Length)
        )
        {
            if (Arguments(constructor, depth + 1) is { } arguments && stubs.For(type, arguments) is { } stub)
            {
                return new TestValue($"new {stub}()");
            }
        }

        return Made(type, depth);
    }

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
                            : Bases(t).Contains(type, SymbolEqualityComparer.Default)
                    )
                )
                .Take(6)
        )
        {
            if (Complex(candidate, depth + 1) is { } value)
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
        foreach (var member in type.GetMembers().Where(m => m.IsStatic && surroundings.CanSee(m)))
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
                )
                .OrderByDescending(p =>
                    p.t.Name.EndsWith("Builder", StringComparison.Ordinal) || p.t.Name.EndsWith("Factory", StringComparison.Ordinal)
                )
                .ThenBy(p => p.m.Parameters.Length)
                .Take(8)
        )
        {
            var receiver = method.IsStatic ? names.Of(owner) : Complex(owner, depth + 1)?.Code;
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
                if (Partitions(memberType, member.Name, new BodyConstants(), depth + 1) is not [var value, ..])
                {
                    return null;
                }

                assignments.Add($"{member.Name} = {value.Code}");
            }
        }

        return assignments.Count == 0 ? "" : $" {{ {string.Join(", ", assignments)} }}";
    }

    private string? Arguments(IMethodSymbol method, int depth)
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

            var value = Partitions(parameter.Type, parameter.Name, new BodyConstants(), depth).FirstOrDefault(v => !v.IsNull);
            if (value is null && parameter.Type.NullableAnnotation == NullableAnnotation.Annotated)
            {
                value = new TestValue("null");
            }

            if (value is null)
            {
                return null;
            }

            arguments.Add(value.Code);
        }

        return string.Join(", ", arguments);
    }
}
