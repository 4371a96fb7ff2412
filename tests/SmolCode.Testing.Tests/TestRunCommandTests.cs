namespace SmolCode.Testing.Tests;

/// <summary>How the tests of a project are run.</summary>
public sealed class TestRunCommandTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("smolcode-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("""<PackageReference Include="xunit.v3" />""", "run --project P -- -class N.ATests -reporter verbose")]
    [InlineData(
        """<UseMicrosoftTestingPlatformRunner>true</UseMicrosoftTestingPlatformRunner><PackageReference Include="xunit.v3" />""",
        "run --project P -- --filter-class N.ATests --output Detailed"
    )]
    [InlineData(
        """<TargetFrameworks>net10.0;net8.0</TargetFrameworks><PackageReference Include="xunit.v3.mtp-v2" />""",
        "run --project P --framework net10.0 -- -class N.ATests -reporter verbose"
    )]
    [InlineData("""<Project Sdk="MSTest.Sdk/4.0.0" />""", "run --project P -- --filter FullyQualifiedName~N.ATests. --output Detailed")]
    [InlineData(
        """<PackageReference Include="NUnit" /><PackageReference Include="Microsoft.NET.Test.Sdk" />""",
        "test P --filter FullyQualifiedName~N.ATests. --logger console;verbosity=normal"
    )]
    public void A_class_is_run_as_its_project_is_made(string content, string expected)
    {
        var project = Path.Combine(folder, "tests", "A.Tests.csproj");

        var command = TestRunCommand.For(project, content, "N.ATests");

        Assert.Equal(expected.Replace("P ", $"{project} ", StringComparison.Ordinal), string.Join(' ', command.Arguments));
        Assert.Equal(Path.Combine(folder, "tests"), command.Folder);
    }

    [Fact]
    public void Without_a_class_all_tests_are_run()
    {
        var project = Path.Combine(folder, "A.Tests.csproj");

        Assert.Equal(["run", "--project", project], TestRunCommand.For(project, "xunit.v3").Arguments);
        Assert.Equal(["test", project], TestRunCommand.For(project, "").Arguments);
    }

    [Fact]
    public void The_nearest_global_json_says_how_dotnet_test_is_called()
    {
        var tests = Directory.CreateDirectory(Path.Combine(folder, "tests")).FullName;
        File.WriteAllText(Path.Combine(folder, "global.json"), """{ "test": { "runner": "Microsoft.Testing.Platform" } }""");
        var project = Path.Combine(tests, "A.Tests.csproj");
        var above = TestRunCommand.For(project, "", "N.ATests").Arguments;
        File.WriteAllText(Path.Combine(tests, "global.json"), "{ }");

        Assert.Equal(["test", "--project", project, "--filter", "FullyQualifiedName~N.ATests."], above);
        Assert.Equal(["test", project], TestRunCommand.For(project, "").Arguments);
    }
}
