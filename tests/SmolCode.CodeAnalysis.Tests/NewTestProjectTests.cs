using System.Xml.Linq;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>A planned test project restores and builds whatever the repository says of its projects.</summary>
public sealed class NewTestProjectTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("WINDOWS", "-windows")]
    [InlineData("WINDOWS,WINDOWS10_0_19041_0,WINDOWS10_0_17763_0_OR_GREATER", "-windows10.0.19041.0")]
    public async Task It_has_versions_and_a_language_of_its_own_and_the_platform_of_what_it_tests(string symbols, string platform)
    {
        using var folder = new TemporaryFolder();
        using var workspace = new AdhocWorkspace();
        var target = workspace.AddProject(
            ProjectInfo.Create(
                ProjectId.CreateNewId(),
                VersionStamp.Default,
                "Lib",
                "Lib",
                LanguageNames.CSharp,
                Path.Combine(folder.Path, "src", "Lib", "Lib.csproj"),
                parseOptions: new CSharpParseOptions(preprocessorSymbols: symbols.Split(',', StringSplitOptions.RemoveEmptyEntries))
            )
        );

        var planned = await NewTestProject.PlanAsync(target, TestFramework.XUnit, TestContext.Current.CancellationToken);

        var project = XElement.Parse(planned.NewProjectFile!);
        string? Property(string name) => project.Descendants(name).SingleOrDefault()?.Value;
        Assert.Equal($"net{Environment.Version.Major}.0{platform}", Property("TargetFramework"));
        Assert.Equal("false", Property("ManagePackageVersionsCentrally"));
        Assert.Equal("latest", Property("LangVersion"));
    }
}
