using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary><c>smolcode tests</c> on a real project, with the real sandbox and, once, the real runner.</summary>
public sealed class TestsCommandTests : IAsyncLifetime
{
    private readonly TemporaryFolder folder = new();
    private readonly string solution;
    private readonly string file;
    private readonly Dictionary<string, string> environment;

    public TestsCommandTests()
    {
        environment = new() { ["SMOLCODE_DATA_DIR"] = Path.Combine(folder.Path, "data") };
        folder.Write(
            "src/Shop/Shop.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
            </Project>
            """
        );
        solution = folder.Write("Shop.slnx", "<Solution><Project Path=\"src/Shop/Shop.csproj\" /></Solution>");
        file = folder.Write(
            "src/Shop/Prices.cs",
            """
            namespace Shop;

            public static class Prices
            {
                public static int Half(int price) => price < 0 ? throw new ArgumentOutOfRangeException(nameof(price)) : price / 2;

                public static void Clear(string path) => File.Delete(path);
            }
            """
        );
    }

    public async ValueTask InitializeAsync() => await DotnetRestore.RunAsync(solution);

    [Fact]
    public async Task The_document_is_as_the_contract_says_and_nothing_is_written()
    {
        var run = await CommandLine.RunAsync(environment, "tests", $"{file}:5:24", "--trust", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        var json = run.Json;
        Assert.EndsWith(Path.Combine("Shop.Tests", "PricesTests.cs"), json.GetProperty("file").GetString(), StringComparison.Ordinal);
        Assert.Equal("xunit", json.GetProperty("framework").GetString());
        Assert.Contains(
            json.GetProperty("kept").EnumerateArray(),
            k =>
                k.GetProperty("name").GetString() == "Half_PriceMinus1_ThrowsArgumentOutOfRangeException"
                && k.GetProperty("origin").GetString() == "contract"
        );
        Assert.All(
            json.GetProperty("kept").EnumerateArray(),
            k => Assert.True(k.GetProperty("kills").GetInt32() + k.GetProperty("branches").GetInt32() > 0)
        );
        Assert.All(json.GetProperty("dropped").EnumerateArray(), d => Assert.NotEmpty(d.GetProperty("reason").GetString()!));
        Assert.Equal(0, json.GetProperty("findings").GetArrayLength());
        Assert.Equal(0, json.GetProperty("branchCoverage").GetProperty("before").GetDouble());
        Assert.Equal(1, json.GetProperty("branchCoverage").GetProperty("after").GetDouble());
        Assert.InRange(
            json.GetProperty("mutants").GetProperty("killed").GetInt32(),
            1,
            json.GetProperty("mutants").GetProperty("total").GetInt32()
        );
        Assert.True(json.GetProperty("timings").GetProperty("totalMs").GetDouble() > 0);
        Assert.False(File.Exists(json.GetProperty("file").GetString()));
    }

    [Fact]
    public async Task A_library_for_an_older_framework_is_tested_on_the_one_that_its_tests_run_on()
    {
        var project = folder.Write(
            "src/Old/Old.csproj",
            "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>netstandard2.0</TargetFramework></PropertyGroup></Project>"
        );
        var old = folder.Write(
            "src/Old/Ages.cs",
            """
            using System;
            using System.Collections.Generic;

            namespace Old
            {
                public static class Ages
                {
                    public static IEnumerable<int> Next(int age)
                    {
                        if (age < 0) throw new ArgumentOutOfRangeException(nameof(age));
                        return new List<int> { age + 1 };
                    }
                }
            }
            """
        );
        await DotnetRestore.RunAsync(project);

        var run = await CommandLine.RunAsync(environment, "tests", $"{old}:8:40", "--trust", "--json", "--workspace", project);

        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        Assert.Equal(1, run.Json.GetProperty("branchCoverage").GetProperty("after").GetDouble());
    }

    [Fact]
    public async Task A_test_project_is_made_added_to_the_solution_and_run()
    {
        var run = await CommandLine.RunAsync(environment, "tests", $"{file}:5:24", "--trust", "--json", "--run");

        Assert.True(run.ExitCode == 0, run.Error + run.Out);
        Assert.True(run.Json.GetProperty("run").GetProperty("passed").GetBoolean());
        Assert.Contains(
            "Shop.Tests.csproj",
            await File.ReadAllTextAsync(Path.Combine(folder.Path, "Shop.slnx"), TestContext.Current.CancellationToken),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task A_folder_of_somebody_elses_is_not_written_into()
    {
        var project = folder.Write("tests/Shop.Tests/Shop.Tests.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />");
        var run = await CommandLine.RunAsync(environment, "tests", $"{file}:5:24", "--trust", "--json");

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal("Shop.XUnitTests", run.Json.GetProperty("project").GetString());
        Assert.Equal("<Project Sdk=\"Microsoft.NET.Sdk\" />", await File.ReadAllTextAsync(project, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task People_get_the_code_and_the_table()
    {
        var run = await CommandLine.RunAsync(environment, "tests", $"{file}:5:24", "--trust");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("public class PricesTests", run.Out, StringComparison.Ordinal);
        Assert.Contains("mutants", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_would_delete_is_not_run()
    {
        var run = await CommandLine.RunAsync(environment, "tests", $"{file}:7:26", "--trust", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains(
            "--allow File.Delete",
            run.Json.GetProperty("dropped")[0].GetProperty("reason").GetString(),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Without_trust_nothing_is_run()
    {
        var run = await CommandLine.RunAsync(environment, "tests", $"{file}:5:24", "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("--trust", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("tests")]
    [InlineData("tests", "Prices.cs")]
    [InlineData("tests", "Prices.cs:5:24", "--framework", "junit")]
    public async Task Wrong_arguments_are_told_from_failures(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task There_is_help_with_an_example() =>
        Assert.Contains("Example", (await CommandLine.RunAsync("tests", "--help")).Out, StringComparison.Ordinal);

    public ValueTask DisposeAsync()
    {
        folder.Dispose();
        return ValueTask.CompletedTask;
    }
}
