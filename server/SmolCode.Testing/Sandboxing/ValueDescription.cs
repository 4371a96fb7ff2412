using System.Collections;
using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;

namespace SmolCode.Testing.Sandboxing;

/// <summary>Describes a value so far as a test can assert it.</summary>
internal static class ValueDescription
{
    private const int MaxItems = 20;
    private const int MaxMembers = 8;
    private const int MaxText = 500;

    /// <summary>So many items of a sequence are described with what they hold.</summary>
    private const int MaxDescribedItems = 3;

    /// <summary>A result of a case, which is an array: what was returned, then what is known of the receiver.</summary>
    public static ObservedValue Of(object? value) => Describe(value, 0);

    private static ObservedValue Describe(object? value, int depth, bool isItem = false)
    {
        if (value is null)
        {
            return new ObservedValue { Kind = "null" };
        }

        var type = value.GetType();
        var name = type.FullName ?? type.Name;
        if (Literal(value) is { } code)
        {
            return new ObservedValue
            {
                Kind = "literal",
                Type = name,
                Code = code,
            };
        }

        if (value is Enum)
        {
            return new ObservedValue
            {
                Kind = "enum",
                Type = name,
                Code = Enum.IsDefined(type, value) ? value.ToString() : null,
                Items = [Describe(Convert.ChangeType(value, Enum.GetUnderlyingType(type), CultureInfo.InvariantCulture), depth + 1)],
            };
        }

        if (value is string text)
        {
            return new ObservedValue
            {
                Kind = "text",
                Type = name,
                Code = text.Length.ToString(CultureInfo.InvariantCulture),
            };
        }

        if (value is Type described)
        {
            return OfType(described);
        }

        if (value is Delegate || value is Task || type.IsPointer)
        {
            return new ObservedValue { Kind = "opaque", Type = name };
        }

        if (value is ITuple { Length: <= 7 } tuple and ValueType && depth < 4)
        {
            return new ObservedValue
            {
                Kind = "tuple",
                Type = name,
                Items = [.. Enumerable.Range(0, tuple.Length).Select(i => Describe(tuple[i], depth + 1))],
            };
        }

        if (value is IEnumerable sequence && depth < 3)
        {
            List<ObservedValue> items = [];
            // The order of a set or a dictionary is nobody's promise.
            var unordered = type.GetInterfaces()
                .Any(i =>
                    i.IsGenericType
                    && (i.GetGenericTypeDefinition() == typeof(IDictionary<,>) || i.GetGenericTypeDefinition() == typeof(ISet<>))
                );
            foreach (var item in sequence)
            {
                items.Add(Describe(item, depth + 1, depth == 1 && items.Count < MaxDescribedItems));
                if (items.Count > MaxItems)
                {
                    return new ObservedValue { Kind = "opaque", Type = name };
                }
            }

            return new ObservedValue
            {
                Kind = unordered && items.Count > 1 ? "set" : "sequence",
                Type = name,
                Items = unordered ? [.. items.OrderBy(i => i.Fingerprint, StringComparer.Ordinal)] : [.. items],
            };
        }

        // An entry of a dictionary is no object of its own.
        var isEntry = type.IsGenericType && type.GetGenericTypeDefinition() == typeof(KeyValuePair<,>);
        return (depth >= 2 && !isEntry && !isItem) || typeof(Type).IsAssignableFrom(type)
            ? new ObservedValue { Kind = "opaque", Type = name }
            : new ObservedValue
            {
                Kind = "object",
                Type = name,
                Members = Members(value, type, depth) is { Length: > 0 } members ? members : Text(value, type),
            };
    }

    private static ObservedValue OfType(Type type)
    {
        if (type.IsSZArray)
        {
            return new ObservedValue
            {
                Kind = "type",
                Code = "[]",
                Items = [OfType(type.GetElementType()!)],
            };
        }

        return type.ContainsGenericParameters || type.IsByRef || type.IsPointer || type.IsArray
            ? new ObservedValue { Kind = "opaque", Type = type.FullName ?? type.Name }
            : new ObservedValue
            {
                Kind = "type",
                Type = (type.IsGenericType ? type.GetGenericTypeDefinition() : type).FullName,
                Items = [.. type.GetGenericArguments().Select(OfType)],
            };
    }

    private static ObservedMember[] Members(object value, Type type, int depth)
    {
        List<ObservedMember> members = [];
        foreach (
            var property in type.GetProperties(BindingFlags.Instance | BindingFlags.Public)
                .Where(p => p.CanRead && p.GetMethod!.IsPublic && p.GetIndexParameters().Length == 0 && !p.PropertyType.IsByRefLike)
                .OrderBy(p => p.MetadataToken)
        )
        {
            if (members.Count >= MaxMembers)
            {
                break;
            }

            try
            {
                var described = Describe(property.GetValue(value), depth + 1);
                if (described.Kind is "literal" or "enum" or "null" or "sequence" or "type" or "text")
                {
                    members.Add(new ObservedMember(property.Name, described));
                }
            }
            catch (Exception)
            {
                // A property that throws says nothing that could be asserted.
            }
        }

        return [.. members];
    }

    // An object that shows nothing else may say what it is, if that is the same in any culture.
    private static ObservedMember[] Text(object value, Type type)
    {
        if (type.GetMethod("ToString", Type.EmptyTypes) is not { } method || method.DeclaringType!.Assembly == typeof(object).Assembly)
        {
            return [];
        }

        var culture = CultureInfo.CurrentCulture;
        try
        {
            CultureInfo.CurrentCulture = culture == SandboxSurroundings.Other ? CultureInfo.InvariantCulture : SandboxSurroundings.Other;
            var there = value.ToString();
            CultureInfo.CurrentCulture = culture;
            return
                value.ToString() is { Length: > 0 and <= MaxText } text
                && text == there
                && text != type.FullName
                && !text.Contains('\n', StringComparison.Ordinal)
                ? [new ObservedMember(ObservedMember.Text, Describe(text, 2))]
                : [];
        }
        catch (Exception)
        {
            // One that throws says nothing that could be asserted.
            return [];
        }
        finally
        {
            CultureInfo.CurrentCulture = culture;
        }
    }

    private static string? Literal(object value) =>
        value switch
        {
            bool b => b ? "true" : "false",
            char c => SymbolDisplay.FormatLiteral(c, quote: true),
            string { Length: <= MaxText } s => SymbolDisplay.FormatLiteral(s, quote: true),
            byte or sbyte or short or ushort or int => Convert.ToString(value, CultureInfo.InvariantCulture),
            uint u => u.ToString(CultureInfo.InvariantCulture) + "u",
            long l => l.ToString(CultureInfo.InvariantCulture) + "L",
            ulong l => l.ToString(CultureInfo.InvariantCulture) + "UL",
            decimal d => d.ToString(CultureInfo.InvariantCulture) + "m",
            float.NaN => "float.NaN",
            float.PositiveInfinity => "float.PositiveInfinity",
            float.NegativeInfinity => "float.NegativeInfinity",
            float f => f.ToString("R", CultureInfo.InvariantCulture) + "f",
            double.NaN => "double.NaN",
            double.PositiveInfinity => "double.PositiveInfinity",
            double.NegativeInfinity => "double.NegativeInfinity",
            double d => d.ToString("R", CultureInfo.InvariantCulture) + "d",
            DateTime d => $"new System.DateTime({d.Ticks.ToString(CultureInfo.InvariantCulture)}L, System.DateTimeKind.{d.Kind})",
            DateTimeOffset d =>
                $"new System.DateTimeOffset({d.Ticks.ToString(CultureInfo.InvariantCulture)}L, System.TimeSpan.FromTicks({d.Offset.Ticks.ToString(CultureInfo.InvariantCulture)}L))",
            TimeSpan t => t == TimeSpan.Zero
                ? "System.TimeSpan.Zero"
                : $"System.TimeSpan.FromTicks({t.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
            Guid g => $"System.Guid.Parse(\"{g}\")",
            DateOnly d => $"new System.DateOnly({d.Year}, {d.Month}, {d.Day})",
            TimeOnly t => $"new System.TimeOnly({t.Ticks.ToString(CultureInfo.InvariantCulture)}L)",
            _ => null,
        };
}
