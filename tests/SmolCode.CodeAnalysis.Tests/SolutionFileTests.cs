using SmolCode.CodeAnalysis.Testing;
using SmolCode.TestSupport;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>A project is added to a solution, and what else is in it stays.</summary>
public sealed class SolutionFileTests
{
    [Fact]
    public async Task A_project_comes_into_the_folder_of_the_tests()
    {
        using var folder = new TemporaryFolder();
        var edit = await AddedAsync(
            folder,
            "A.slnx",
            """
            <Solution>
              <!-- mine -->
              <Folder Name="/src/">
                <Project Path="src/A/A.csproj" />
              </Folder>
              <Folder Name="/tests/" />
            </Solution>
            """
        );

        Assert.Equal(
            """
            <Solution>
              <!-- mine -->
              <Folder Name="/src/">
                <Project Path="src/A/A.csproj" />
              </Folder>
              <Folder Name="/tests/">
                <Project Path="tests/A.Tests/A.Tests.csproj" />
              </Folder>
            </Solution>
            """,
            edit!.After.ReplaceLineEndings("\n"),
            ignoreLineEndingDifferences: true
        );
    }

    [Fact]
    public async Task The_old_format_gets_its_configurations()
    {
        using var folder = new TemporaryFolder();
        var edit = await AddedAsync(
            folder,
            "A.sln",
            """

            Microsoft Visual Studio Solution File, Format Version 12.00
            # Visual Studio Version 17
            Project("{FAE04EC0-301F-11D3-BF4B-00C04F79EFBC}") = "A", "src\A\A.csproj", "{295C4F31-65C0-455E-B46D-3B15C65692F7}"
            EndProject
            Global
            \tGlobalSection(SolutionConfigurationPlatforms) = preSolution
            \t\tDebug|Any CPU = Debug|Any CPU
            \tEndGlobalSection
            \tGlobalSection(ProjectConfigurationPlatforms) = postSolution
            \t\t{295C4F31-65C0-455E-B46D-3B15C65692F7}.Debug|Any CPU.ActiveCfg = Debug|Any CPU
            \t\t{295C4F31-65C0-455E-B46D-3B15C65692F7}.Debug|Any CPU.Build.0 = Debug|Any CPU
            \tEndGlobalSection
            EndGlobal

            """.Replace("\\t", "\t", StringComparison.Ordinal)
        );

        Assert.Contains("\"A.Tests\", \"tests\\A.Tests\\A.Tests.csproj\"", edit!.After, StringComparison.Ordinal);
        Assert.Contains("{295C4F31-65C0-455E-B46D-3B15C65692F7}.Debug|Any CPU.Build.0", edit.After, StringComparison.Ordinal);
        Assert.Equal(2, edit.After.Split(".Debug|Any CPU.Build.0").Length - 1);
    }

    [Theory]
    [InlineData("A.slnx", "this is no solution")]
    [InlineData("A.sln", "this is no solution")]
    public async Task What_can_not_be_read_is_left_alone(string name, string text)
    {
        using var folder = new TemporaryFolder();

        Assert.Null(await AddedAsync(folder, name, text));
    }

    private static Task<SolutionEdit?> AddedAsync(TemporaryFolder folder, string name, string text) =>
        SolutionFile.WithProjectAsync(
            folder.Write(name, text),
            Path.Combine(folder.Path, "tests", "A.Tests", "A.Tests.csproj"),
            Path.Combine(folder.Path, "src", "A", "A.csproj"),
            TestContext.Current.CancellationToken
        );
}
