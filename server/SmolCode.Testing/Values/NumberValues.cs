using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SmolCode.Testing.Values;

/// <summary>Numbers that a member may treat differently: the bounds in its body, their neighbours, and the ends of the type.</summary>
internal static class NumberValues
{
    /// <summary>An ordinary number that others of the same call don't have: with equal ones nobody sees which of them is used.</summary>
    public static string? Distinct(ITypeSymbol type, int number) =>
        type.SpecialType is >= SpecialType.System_SByte and <= SpecialType.System_Double ? $"{number}{Suffix(type)}" : null;

    private static string Suffix(ITypeSymbol type) =>
        type.SpecialType switch
        {
            SpecialType.System_UInt32 => "u",
            SpecialType.System_Int64 => "L",
            SpecialType.System_UInt64 => "UL",
            SpecialType.System_Decimal => "m",
            SpecialType.System_Single => "f",
            SpecialType.System_Double => "d",
            _ => "",
        };

    /// <summary>Adds them, an ordinary one first.</summary>
    public static void Add(List<TestValue> values, ITypeSymbol type, string label, BodyConstants constants)
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
        void AddNumber(decimal number)
        {
            if (
                number >= min
                && number <= max
                && (!isWhole || decimal.Truncate(number) == number)
                && values.Count < ValueSource.MaxPartitions + 6
            )
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

        AddNumber(3);
        values[0] = values[0] with { Label = "" };
        AddNumber(0);
        AddNumber(1);
        AddNumber(-1);
        foreach (var constant in constants.Numbers.Where(n => Math.Abs(n) < 1e18m))
        {
            AddNumber(constant);
            AddNumber(constant + 1);
            AddNumber(constant - 1);
        }

        AddNumber(10);
        if (!isWhole)
        {
            AddNumber(2.5m);
            AddNumber(-0.5m);
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
}
