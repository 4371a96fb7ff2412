namespace SmolCode.CodeAnalysis.Loading;

/// <summary>Says to a user why a project didn't load and what to do next.</summary>
internal static class LoadFailure
{
    /// <summary>From what MSBuild and Roslyn reported.</summary>
    internal static string Explain(WorkspaceLocation location, IReadOnlyCollection<string> failures)
    {
        var name = Path.GetFileName(location.Path);
        var all = string.Join('\n', failures);
        if (Has(all, "NETSDK1004") || Has(all, "project.assets.json") || Has(all, "NuGet package restore"))
        {
            return Loose($"{name} isn't restored, so its packages are unknown", $"Run \"dotnet restore {name}\", then reload.");
        }

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
                $"no installed .NET SDK fits {name} (see global.json)",
                "Install the SDK version that it names, or relax its rollForward, then reload."
            );
        }

        return failures.Count > 0
            ? Loose($"{name} failed to load ({First(failures)})", "\"dotnet build\" shows the whole error; correct it, then reload.")
            : Loose($"{name} holds no C# project that resolves its framework", "Run \"dotnet restore\" and \"dotnet build\", then reload.");
    }

    private static string Loose(string what, string next) =>
        $"{char.ToUpperInvariant(what[0])}{what[1..]}. Its files are analysed without MSBuild meanwhile. {next}";

    private static bool Has(string all, string what) => all.Contains(what, StringComparison.OrdinalIgnoreCase);

    private static string First(IReadOnlyCollection<string> failures)
    {
        var line = failures.First().ReplaceLineEndings(" ").Trim();
        return line.Length > 240 ? line[..240] + "…" : line;
    }
}
