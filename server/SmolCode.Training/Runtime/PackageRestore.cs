using System.Collections.Immutable;

namespace SmolCode.Training.Runtime;

/// <summary>
/// Gets packages by <c>dotnet restore</c> of a project that wants nothing else: from the user's own NuGet sources, with their credentials and
/// mirrors.
/// </summary>
internal static class PackageRestore
{
    /// <summary>Restores packages into a folder of their own.</summary>
    /// <returns>Null, or why it failed.</returns>
    public static async Task<string?> TryAsync(
        string dotnet,
        ImmutableArray<NativePackage> packages,
        string work,
        string target,
        CancellationToken cancellationToken
    )
    {
        var project = Path.Combine(work, "training-libraries.csproj");
        await File.WriteAllTextAsync(project, Project(packages), cancellationToken);
        var (code, output) = await DotNetTool.RunAsync(
            dotnet,
            ["restore", project, "--packages", target, "-p:UseSharedCompilation=false"],
            work,
            cancellationToken
        );
        return code == 0
            ? null
            : output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .FirstOrDefault(l => l.Contains("error", StringComparison.OrdinalIgnoreCase))
                ?? $"dotnet restore ended with {code}";
    }

    /// <summary>Where a package lies in a packages folder.</summary>
    public static string FolderOf(string packages, NativePackage package) =>
        Path.Combine(packages, package.Id.ToLowerInvariant(), package.Version);

    /// <summary>The folder of all packages of this user (NUGET_PACKAGES, or .nuget/packages at home).</summary>
    public static string GlobalFolder =>
        Environment.GetEnvironmentVariable("NUGET_PACKAGES") is { Length: > 0 } named && Path.IsPathRooted(named)
            ? named
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");

    // The framework is the SDK's own, so that no reference assemblies are fetched. Nothing of folders around it counts.
    private static string Project(ImmutableArray<NativePackage> packages) =>
        $"""
            <Project>
              <PropertyGroup>
                <ImportDirectoryBuildProps>false</ImportDirectoryBuildProps>
                <ImportDirectoryBuildTargets>false</ImportDirectoryBuildTargets>
                <ImportDirectoryPackagesProps>false</ImportDirectoryPackagesProps>
              </PropertyGroup>
              <Import Project="Sdk.props" Sdk="Microsoft.NET.Sdk" />
              <PropertyGroup>
                <TargetFramework>net$(BundledNETCoreAppTargetFrameworkVersion)</TargetFramework>
                <DisableImplicitFrameworkReferences>true</DisableImplicitFrameworkReferences>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
            {string.Join('\n', packages.Select(p => $"    <PackageDownload Include=\"{p.Id}\" Version=\"[{p.Version}]\" />"))}
              </ItemGroup>
              <Import Project="Sdk.targets" Sdk="Microsoft.NET.Sdk" />
            </Project>
            """;
}
