using Microsoft.CodeAnalysis;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Testing.Planning;

/// <summary>What code reads that is the same in every run on this machine, and otherwise on another one.</summary>
internal static class MachineFacts
{
    /// <summary>Texts with the platform's separator of folders.</summary>
    public const string Paths = "paths";

    /// <summary>How far apart texts are: only which one comes first is promised.</summary>
    public const string Comparisons = "comparisons";

    private static readonly string[] OfEnvironment =
    [
        "UserName",
        "MachineName",
        "UserDomainName",
        "OSVersion",
        "ProcessorCount",
        "SystemDirectory",
        "SystemPageSize",
        "Version",
        "Is64BitOperatingSystem",
        "Is64BitProcess",
        "GetLogicalDrives",
    ];

    /// <summary>What is read with the member: one of the kinds above, or the member's name where all that comes of it is the machine's.</summary>
    public static string? Of(ISymbol member) =>
        (member.ContainingNamespace?.ToDisplayString(), member.ContainingType?.Name) switch
        {
            ("System", "Environment") when OfEnvironment.Contains(member.Name) => $"Environment.{member.Name}",
            ("System.IO", "Path") when member.Name.EndsWith("SeparatorChar", StringComparison.Ordinal) || member.Name == "PathSeparator" =>
                $"Path.{member.Name}",
            ("System.IO", "Path") when member.Name is "Combine" or "Join" or "GetFullPath" or "GetRelativePath" or "GetDirectoryName" =>
                Paths,
            ("System", "String") when member.Name is "Compare" or "CompareTo" or "CompareOrdinal" => Comparisons,
            ("System", "StringComparer") or ("System.Globalization", "CompareInfo") when member.Name == "Compare" => Comparisons,
            _ => null,
        };

    /// <summary>Why the result is not one to assert; null when it is.</summary>
    public static string? Problem(ISymbol member, IReadOnlyList<string> read, ObservedValue? value)
    {
        if (read.FirstOrDefault(r => r is not (Paths or Comparisons)) is { } fact)
        {
            return $"its result is that of this machine ({fact})";
        }

        var separator = System.IO.Path.DirectorySeparatorChar == '\\' ? @"\\\\" : "/";
        return read.Contains(Paths) && value?.Fingerprint.Contains(separator, StringComparison.Ordinal) == true
                ? "its result is a path with the separator of this machine"
            : read.Contains(Comparisons)
            && member.Name.Contains("Compare", StringComparison.Ordinal)
            && value?.Items is [{ Type: "System.Int32", Code: not ("-1" or "0" or "1") }, ..]
                ? "its result says how far apart texts are, which differs between machines"
            : null;
    }
}
