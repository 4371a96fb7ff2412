using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Values;

/// <summary>Collections of the framework: filled, empty, with a single item.</summary>
internal sealed class CollectionValues(ValueSource values, Surroundings surroundings, TypeNames names)
{
    /// <summary>Filled, empty and single ones; null when the type is no collection of the framework.</summary>
    public List<TestValue>? Of(INamedTypeSymbol type, string name, BodyConstants constants, int depth)
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

        var label = ValueSource.Pascal(name);
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
                        new TestValue($"new {ArrayOf(names, element)} {{ {many} }}"),
                        new TestValue($"new {names.Of(element)}[0]", "Empty" + label),
                        new TestValue($"new {ArrayOf(names, element)} {{ {elements[0]} }}", "Single" + label),
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
                    new TestValue($"new {names.Of(type)}(new {ArrayOf(names, element)} {{ {many} }})"),
                    new TestValue($"new {names.Of(type)}(new {names.Of(element)}[0])", "Empty" + label),
                ];
            }
        }
        else if (type.TypeArguments is [var key, var value])
        {
            if (type.Name == "KeyValuePair")
            {
                return
                    values.Partitions(key, "key", constants, depth + 1) is [var k1, ..]
                    && values.Partitions(value, "value", constants, depth + 1) is [var v1, ..]
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
                && values.Partitions(key, "key", constants, depth + 1) is [var k, ..]
                && values.Partitions(value, "value", constants, depth + 1) is [var v, ..]
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

    /// <summary>Code of a few items; null when none can be made.</summary>
    public List<string>? Elements(ITypeSymbol element, string name, BodyConstants constants, int depth)
    {
        if (depth > ValueSource.MaxDepth)
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

        var items = values.Partitions(element, name, constants, depth + 1);
        return items.Count == 0 ? null : [.. items.Where(v => !v.IsNull).Take(2).Select(v => v.Code)];
    }

    /// <summary>The array type as it is written behind new.</summary>
    public static string ArrayOf(TypeNames names, ITypeSymbol element) =>
        element is IArrayTypeSymbol inner ? $"{names.Of(inner.ElementType)}[][]" : $"{names.Of(element)}[]";
}
