using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary><c>this.</c> before a member that needs none, in a file that doesn't write it.</summary>
internal static partial class ThisQualifier
{
    /// <summary>The text without it; null where there is none, or the file writes it, or a local has the member's name.</summary>
    internal static string? RemovedFrom(string text, SourceText file, Hole hole)
    {
        if (!text.Contains("this.", StringComparison.Ordinal) || Qualifier().IsMatch(file.ToString()))
        {
            return null;
        }

        var locals = hole
            .InScope.Where(s => s.Kind is "Local" or "Parameter" or "RangeVariable")
            .Select(s => s.Name)
            .ToHashSet(StringComparer.Ordinal);
        return Qualifier().Matches(text).Any(m => locals.Contains(m.Groups[1].Value)) ? null : Qualifier().Replace(text, "$1");
    }

    [GeneratedRegex(@"\bthis\.(\w+)")]
    private static partial Regex Qualifier();
}
