using System.Globalization;
using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>
/// Orders the projects that one multi-targeted project file became: newest .NET first, then .NET Core, .NET Standard, .NET Framework.
/// </summary>
internal static class TargetFrameworkOrder
{
    /// <summary>Higher is newer. A project without a framework in its name ranks above all (it is the only one).</summary>
    internal static double Rank(Project project)
    {
        var name = project.Name;
        var open = name.LastIndexOf('(');
        return open < 0 || !name.EndsWith(')') ? 1e6 : Rank(name[(open + 1)..^1]);
    }

    /// <summary>Higher is newer.</summary>
    internal static double Rank(string targetFramework)
    {
        var moniker = targetFramework.Split('-')[0];
        if (moniker.StartsWith("netcoreapp", StringComparison.OrdinalIgnoreCase))
        {
            return 10_000 + Number(moniker["netcoreapp".Length..]);
        }

        if (moniker.StartsWith("netstandard", StringComparison.OrdinalIgnoreCase))
        {
            return 5_000 + Number(moniker["netstandard".Length..]);
        }

        if (!moniker.StartsWith("net", StringComparison.OrdinalIgnoreCase))
        {
            return 0;
        }

        var version = moniker[3..];
        return version.Contains('.', StringComparison.Ordinal) ? 20_000 + Number(version) : Number(version.PadRight(3, '0'));
    }

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : 0;
}
