using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Values;

/// <summary>Values of types of the framework that a constructor alone does not make a good one of.</summary>
internal sealed class WellKnownValues(ValueSource values, CollectionValues collections, Surroundings surroundings, TypeNames names)
{
    /// <summary>Its values; null when the type is not known here, empty when none should be made.</summary>
    public List<TestValue>? Of(INamedTypeSymbol type, string label, string name, int depth, BodyConstants constants)
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
            case "System.Collections.ArrayList":
                return [new($"new {Name()}()")];
            case "System.IO.TextWriter":
            case "System.IO.StringWriter":
                // With the platform's line ends the test would pass on one platform only.
                return [new($"new {Other("System.IO.StringWriter")} {{ NewLine = \"\\n\" }}")];
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
            or "System.Threading.Tasks.ValueTask"
                when values.Partitions(type.TypeArguments[0], name, constants, depth + 1) is [var result, ..]:
                return
                [
                    new(
                        type.Name == "Task"
                            ? $"{Other("System.Threading.Tasks.Task")}.FromResult<{names.Of(type.TypeArguments[0])}>({result.Code})"
                            : $"new {Name()}({result.Code})"
                    ),
                ];
            case "System.Lazy" when values.Partitions(type.TypeArguments[0], name, constants, depth + 1) is [var lazy, ..]:
                return [new($"new {Name()}(() => {lazy.Code})")];
            case "System.ReadOnlySpan" or "System.Span" or "System.Memory" or "System.ReadOnlyMemory" or "System.ArraySegment":
                var element = type.TypeArguments[0];
                if (element.SpecialType == SpecialType.System_Char && type.Name.StartsWith("ReadOnly", StringComparison.Ordinal))
                {
                    List<TestValue> texts = [];
                    TextValues.Add(texts, name, constants);
                    names.Use("System");
                    var conversion = type.Name.EndsWith("Span", StringComparison.Ordinal) ? "AsSpan" : "AsMemory";
                    return [.. texts.Select(t => t with { Code = $"{t.Code}.{conversion}()" })];
                }

                return collections.Elements(element, name, constants, depth) is { } items
                    ?
                    [
                        new($"new {Name()}(new {CollectionValues.ArrayOf(names, element)} {{ {string.Join(", ", items)} }})"),
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
}
