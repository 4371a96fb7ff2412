using System.Globalization;
using Microsoft.CodeAnalysis;
using SmolCode.Testing.Sandboxing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Rendering;

/// <summary>Writes assertions about observed values, in the style of the test project.</summary>
internal sealed class AssertionWriter(AssertionStyle style, TypeNames names, Surroundings surroundings)
{
    private static readonly string[] SmallNumbers = ["System.Byte", "System.SByte", "System.Int16", "System.UInt16"];

    /// <summary>Line ends in texts are the platform's, where the code writes lines.</summary>
    public bool HasPlatformLines { get; set; }

    private const int MaxEntries = 3;

    /// <summary>So much is asserted of an item.</summary>
    private const int MaxOfItem = 3;

    /// <summary>So many properties are asserted whatever they hold.</summary>
    private const int FewMembers = 4;

    /// <summary>Digits behind the point of a number that was computed with rounding.</summary>
    private const int Digits = 9;

    /// <summary>Assertions about a value; empty when nothing of it can be asserted.</summary>
    public IReadOnlyList<string> About(ObservedValue value, string actual, ITypeSymbol type)
    {
        List<string> lines = [];
        Write(lines, value, actual, type, 0);
        return lines;
    }

    /// <summary>What an observed value is called in a test's name.</summary>
    public static string Word(ObservedValue value) =>
        value.Kind switch
        {
            "null" => "ReturnsNull",
            "literal" when value.Code is "true" => "ReturnsTrue",
            "literal" when value.Code is "false" => "ReturnsFalse",
            "literal" when value.Code is "\"\"" => "ReturnsEmptyString",
            "literal"
                when value.Code is { Length: <= 8 } code
                    && code.TrimEnd('m', 'd', 'f', 'L', 'u', 'U') is var number
                    && number.All(c => char.IsAsciiDigit(c) || c is '-') => "Returns"
                + number.Replace("-", "Minus", StringComparison.Ordinal),
            "enum" when value.Code is not null => "Returns" + value.Code,
            "sequence" when value.Items is [] => "ReturnsEmpty",
            "sequence" => $"Returns{value.Items!.Length.ToString(CultureInfo.InvariantCulture)}Items",
            "object" => "ReturnsExpectedObject",
            _ => "ReturnsExpectedValue",
        };

    /// <summary>C# of a literal or an enum's member; null for others.</summary>
    public string? Code(ObservedValue value)
    {
        switch (value.Kind)
        {
            case "null":
                return "null";
            case "literal":
                var code = value.Code!;
                if (SmallNumbers.Contains(value.Type))
                {
                    return $"({value.Type![7..].ToLowerInvariant() switch { "byte" => "byte", "sbyte" => "sbyte", "int16" => "short", _ => "ushort" }}){(code.StartsWith('-') ? $"({code})" : code)}";
                }

                if (
                    code.EndsWith('d')
                    && !code.StartsWith('"')
                    && code.Contains('.', StringComparison.Ordinal)
                    && !code.Contains("NaN", StringComparison.Ordinal)
                    && char.IsAsciiDigit(code[^2])
                )
                {
                    return code[..^1];
                }

                if (!code.StartsWith('"') && code.Contains("System.", StringComparison.Ordinal))
                {
                    if (names.Qualified)
                    {
                        return code.Replace("System.", "global::System.", StringComparison.Ordinal);
                    }

                    names.Use("System");
                    return code.Replace("System.", "", StringComparison.Ordinal);
                }

                return
                    HasPlatformLines
                    && surroundings.WritesLines
                    && value.Type == "System.String"
                    && code.Contains("\\n", StringComparison.Ordinal)
                    ? code + ".ReplaceLineEndings()"
                    : code;
            case "enum":
                if (surroundings.Known(value.Type!) is not { } type || !surroundings.CanSee(type))
                {
                    return null;
                }

                return value.Code is { } member ? $"{names.Of(type)}.{member}" : $"({names.Of(type)})({value.Items![0].Code})";
            case "type":
                return TypeOf(value) is { } described ? $"typeof({names.Of(described)})" : null;
            default:
                return null;
        }
    }

    // 0.30000000000000004 is what the processor made of a number, and nothing to expect.
    private static string? Rounded(ObservedValue value) =>
        value is { Kind: "literal", Type: "System.Double", Code: { Length: >= 16 } code }
        && double.TryParse(code.TrimEnd('d'), NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
        && Math.Abs(number) is >= 1e-3 and < 1e6
            ? Math.Round(number, Digits).ToString("0.0########", CultureInfo.InvariantCulture)
            : null;

    // The type that a described type is; null when a test can't name it.
    private ITypeSymbol? TypeOf(ObservedValue value)
    {
        if (value.Kind != "type")
        {
            return null;
        }

        if (value.Code == "[]")
        {
            return TypeOf(value.Items![0]) is { } element ? surroundings.Compilation.CreateArrayTypeSymbol(element) : null;
        }

        if (surroundings.Known(value.Type!) is not { } type || !surroundings.CanSee(type) || type.ContainingType is { IsGenericType: true })
        {
            return null;
        }

        var arguments = value.Items!.Select(TypeOf).ToArray();
        return arguments.Length == 0 ? type
            : type.Arity == arguments.Length && arguments.All(a => a is not null) ? type.Construct(arguments!)
            : null;
    }

    private void Write(List<string> lines, ObservedValue value, string actual, ITypeSymbol type, int depth, bool isItem = false)
    {
        switch (value.Kind)
        {
            case "null":
                lines.Add(style.Null(actual));
                return;
            case "literal" when value.Code is "true" or "false" && type.SpecialType == SpecialType.System_Boolean:
                lines.Add(value.Code == "true" ? style.True(actual) : style.False(actual));
                return;
            case "literal":
            case "enum":
                if (Rounded(value) is { } rounded)
                {
                    lines.Add(style.Close(rounded, actual, Digits));
                }
                else if (Code(value) is { } code)
                {
                    lines.Add(style.Equal(code, actual));
                }

                return;
            case "type" when TypeOf(value) is { } named:
                lines.Add(style.Equal($"typeof({names.Of(named)})", actual));
                return;
            // Its length is that of the line ends too.
            case "text" when HasPlatformLines && surroundings.WritesLines:
                return;
            case "text":
                lines.Add(style.Equal(value.Code!, actual + ".Length"));
                return;
            case "sequence":
                Sequence(lines, value, actual, type, depth);
                return;
            case "tuple" when type is INamedTypeSymbol { IsTupleType: true } tuple:
                foreach (var (i, part) in value.Items!.Index().Take(tuple.TupleElements.Length))
                {
                    Write(lines, part, $"{actual}.{tuple.TupleElements[i].Name}", tuple.TupleElements[i].Type, depth + 1);
                }

                return;
            case "set":
                lines.Add(style.Equal(value.Items!.Length.ToString(CultureInfo.InvariantCulture), Count(actual, type)));
                Entries(lines, value, actual, type);
                return;
        }

        var concrete = value.Type is null ? null : surroundings.Known(value.Type);
        if (type.IsReferenceType || type is ITypeParameterSymbol)
        {
            if (
                concrete is not null
                && surroundings.CanSee(concrete)
                && !concrete.IsGenericType
                && !SymbolEqualityComparer.Default.Equals(concrete, type)
                && !concrete.ToDisplayString().Contains("Proxy", StringComparison.Ordinal)
            )
            {
                lines.Add(style.IsType(names.Of(concrete), actual));
            }
            else if (value.Members is not { Length: > 0 } || depth == 0)
            {
                lines.Add(style.NotNull(actual));
            }
        }

        if (depth > 0 && !isItem)
        {
            return;
        }

        var access = type.NullableAnnotation == NullableAnnotation.Annotated && type.IsReferenceType ? actual + "!" : actual;
        if (type.OriginalDefinition.SpecialType == SpecialType.System_Nullable_T)
        {
            return;
        }

        var before = lines.Count;
        var all = value.Members ?? [];
        // Of many properties those that hold nothing say nothing.
        var telling = all.Where(m => m.Value is not ({ Kind: "literal", Code: "\"\"" } or { Kind: "sequence" or "set", Items: [] }))
            .ToList();
        if (all is [{ Name: ObservedMember.Text, Value.Code: { } text }])
        {
            lines.Add(style.Equal(text, $"{access}.{ObservedMember.Text}"));
        }

        foreach (var member in all.Length > FewMembers && telling.Count > 1 ? telling : [.. all])
        {
            if (
                PropertyOf(type, member.Name) is { } property
                && !property.IsStatic
                && property.GetMethod is { } get
                && surroundings.CanSee(get)
                && !property.GetAttributes().Any(a => a.AttributeClass?.Name == "ObsoleteAttribute")
            )
            {
                if (isItem && lines.Count - before >= MaxOfItem)
                {
                    break;
                }

                Write(lines, member.Value, $"{access}.{member.Name}", property.Type, depth + 1);
                // Once is enough for the flow analysis.
                access = lines.Count > before ? actual : access;
            }
        }

        // What is asserted of its properties says already that it is there.
        if (
            lines.Count > before
            && before == 1
            && lines[0] == style.NotNull(actual)
            && !lines[1].Contains(actual + "!.", StringComparison.Ordinal)
        )
        {
            lines.RemoveAt(0);
        }
    }

    private void Sequence(List<string> lines, ObservedValue value, string actual, ITypeSymbol type, int depth)
    {
        var items = value.Items!;
        var element = ElementType(type);
        var codes = items.Select(ItemCode).ToList();
        if (element is null || type.SpecialType == SpecialType.System_String)
        {
            if (type.AllInterfaces.Append(type).Any(i => i.SpecialType == SpecialType.System_Collections_IEnumerable))
            {
                names.Use("System.Linq");
                lines.Add(style.Equal(items.Length.ToString(CultureInfo.InvariantCulture), $"{actual}.Cast<object>().Count()"));
            }
            else if (type.IsReferenceType)
            {
                lines.Add(style.NotNull(actual));
            }

            return;
        }

        if (
            codes.All(c => c is not null)
            && surroundings.CanSee(element)
            && (items.Length == 0 || !items.Any(i => i.Kind == "null") || element.IsReferenceType)
        )
        {
            var written = names.Of(element);
            // Numbers of an array are of its type by themselves.
            var list = string.Join(", ", items.Zip(codes, (i, c) => SmallNumbers.Contains(i.Type) ? i.Code : c));
            names.Use("System.Linq");
            lines.Add(
                items.Length == 0
                    ? style.Empty(actual)
                    : style.SequenceEqual(
                        element is IArrayTypeSymbol
                            ? $"new {written}[] {{ {list} }}"
                            : $"new {written}{(element.NullableAnnotation == NullableAnnotation.Annotated && element.IsReferenceType ? "?" : items.Any(i => i.Kind == "null") && surroundings.TestProject.CompilationOptions.NullableContextOptions == NullableContextOptions.Enable ? "?" : "")}[] {{ {list} }}",
                        actual
                    )
            );
            return;
        }

        lines.Add(
            items.Length == 1 ? style.Single(actual) : style.Equal(items.Length.ToString(CultureInfo.InvariantCulture), Count(actual, type))
        );
        for (var i = 0; depth == 0 && i < Math.Min(items.Length, MaxEntries); i++)
        {
            if (items[i].Kind is "literal" or "enum" or "sequence" or "tuple" or "object")
            {
                Write(lines, items[i], Item(actual, type, i), element, depth + 1, isItem: true);
            }
        }
    }

    // C# of an item of an array whose type is written.
    private string? ItemCode(ObservedValue value)
    {
        switch (value)
        {
            case { Kind: "tuple", Items: { Length: > 1 } parts }:
                var codes = parts.Select(p => p.Kind == "null" ? null : Code(p)).ToList();
                return codes.All(c => c is not null) ? $"({string.Join(", ", codes)})" : null;
            case { Members: [{ Name: "Key", Value: var key }, { Name: "Value", Value: var held }] }
                when value.Type!.StartsWith("System.Collections.Generic.KeyValuePair`2", StringComparison.Ordinal)
                    && surroundings.Language >= Microsoft.CodeAnalysis.CSharp.LanguageVersion.CSharp9:
                return held.Kind != "null" && Code(key) is { } first && Code(held) is { } second ? $"new({first}, {second})" : null;
            default:
                return Code(value);
        }
    }

    private string Item(string actual, ITypeSymbol type, int index)
    {
        if (
            type is IArrayTypeSymbol
            || type.AllInterfaces.Append(type)
                .Any(i => i.OriginalDefinition.SpecialType is SpecialType.System_Collections_Generic_IReadOnlyList_T)
        )
        {
            return $"{actual}[{index.ToString(CultureInfo.InvariantCulture)}]";
        }

        names.Use("System.Linq");
        return $"{actual}.ElementAt({index.ToString(CultureInfo.InvariantCulture)})";
    }

    // Some entries of a dictionary, by their keys.
    private void Entries(List<string> lines, ObservedValue value, string actual, ITypeSymbol type)
    {
        if (type is not INamedTypeSymbol { TypeArguments.Length: 2 } || !type.Name.Contains("Dictionary", StringComparison.Ordinal))
        {
            return;
        }

        foreach (var entry in value.Items!.Take(MaxEntries))
        {
            if (
                entry.Members is [{ Name: "Key", Value: var key }, { Name: "Value", Value: var held }]
                && Code(key) is { } index
                && Code(held) is { } code
                && held.Kind != "null"
            )
            {
                lines.Add(style.Equal(code, $"{actual}[{index}]"));
            }
        }
    }

    private string Count(string actual, ITypeSymbol type)
    {
        if (type is IArrayTypeSymbol)
        {
            return actual + ".Length";
        }

        if (ElementType(type) is null)
        {
            names.Use("System.Linq");
            return actual + ".Cast<object>().Count()";
        }

        names.Use("System.Linq");
        return actual + ".Count()";
    }

    private static ITypeSymbol? ElementType(ITypeSymbol type) =>
        type is IArrayTypeSymbol array
            ? array.Rank == 1
                ? array.ElementType
                : null
            : type
                .AllInterfaces.Append(type)
                .OfType<INamedTypeSymbol>()
                .Where(i => i.OriginalDefinition.SpecialType == SpecialType.System_Collections_Generic_IEnumerable_T)
                .Select(i => i.TypeArguments[0])
                .FirstOrDefault();

    private static IPropertySymbol? PropertyOf(ITypeSymbol type, string name)
    {
        for (ITypeSymbol? t = type; t is not null; t = t.BaseType)
        {
            if (t.GetMembers(name).OfType<IPropertySymbol>().FirstOrDefault(p => !p.IsIndexer) is { } property)
            {
                return property;
            }
        }

        return type.TypeKind == TypeKind.Interface
            ? type.AllInterfaces.SelectMany(i => i.GetMembers(name)).OfType<IPropertySymbol>().FirstOrDefault()
            : null;
    }
}
