using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Says to a user why a project didn't load and what to do next.</summary>
internal static class LoadFailure
{
    /// <summary>From what MSBuild and Roslyn reported, and the projects that came out without their framework.</summary>
    internal static string Explain(WorkspaceLocation location, IReadOnlyCollection<string> failures, IReadOnlyCollection<Project> unusable)
    {
        var name = Path.GetFileName(location.Path);
        var all = string.Join('\n', failures);
        if (Has(all, "NETSDK1045") || Has(all, "does not support targeting"))
        {
            return Loose($"{name} targets a .NET version that the installed SDK doesn't know", "Install a newer .NET SDK, then reload.");
        }

        if (Has(all, "MSB4236") || (Has(all, "The SDK '") && Has(all, "could not be found")) || Has(all, "SdkResolver"))
        {
            return Loose(
                $"{name} uses an MSBuild SDK that can't be found here ({First(failures)})",
                "Install it or correct the Sdk attribute or global.json, then reload."
            );
        }

        if (Has(all, "global.json") || Has(all, "compatible .NET SDK was not found") || Has(all, "No .NET SDKs were found"))
        {
            return Loose(
                $"No installed .NET SDK fits {name} (see global.json)",
                "Install the SDK version that it names, or relax its rollForward, then reload."
            );
        }

        // What failed for another reason says so; a project without packages needs no restore.
        var notRestored = unusable
            .Where(p => p.FilePath is { } path && !PackageRestore.IsRestored(p) && !Has(all, path))
            .Select(p => Path.GetFileName(p.FilePath)!)
            .Distinct()
            .ToList();
        if (notRestored.Count > 0 || Has(all, "NETSDK1004") || Has(all, "project.assets.json"))
        {
            return NotRestored(name, notRestored);
        }

        return failures.Count > 0
            ? Loose($"{name} failed to load ({First(failures)})", "\"dotnet build\" shows the whole error; correct it, then reload.")
            : Loose($"{name} holds no C# project that resolves its framework", "Run \"dotnet restore\" and \"dotnet build\", then reload.");
    }

    /// <summary>Packages that were never restored.</summary>
    internal static string NotRestored(string location, IReadOnlyCollection<string> projects)
    {
        var which = projects.Count is 0 or > 3 ? location : string.Join(", ", projects);
        var verb = projects.Count is 2 or 3 ? "aren't" : "isn't";
        return Loose($"{which} {verb} restored, so packages are unknown", $"Run \"dotnet restore {location}\", then reload.");
    }

    private static string Loose(string what, string next) => $"{what}. Its files are analysed without MSBuild meanwhile. {next}";

    private static bool Has(string all, string what) => all.Contains(what, StringComparison.OrdinalIgnoreCase);

    private static string First(IReadOnlyCollection<string> failures)
    {
        var line = failures.First().ReplaceLineEndings(" ").Trim();
        return line.Length > 240 ? line[..240] + "…" : line;
    }
}
