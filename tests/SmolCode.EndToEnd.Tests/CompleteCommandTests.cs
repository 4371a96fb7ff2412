using System.Text.Json;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary><c>smolcode complete</c> on the real engine and the bundled model.</summary>
public sealed class CompleteCommandTests : IDisposable
{
    private const string Greeter = """
        public class Greeter
        {
            public string Greet(string name)
            {
                return name.
            }
        }
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_team_server_that_is_not_there_is_told_and_the_local_model_completes()
    {
        var file = folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync(
            new Dictionary<string, string>
            {
                ["SMOLCODE_TEAM_SERVER_URL"] = "http://127.0.0.1:9",
                ["SMOLCODE_TEAM_SERVER_KEY"] = "sk-secret",
            },
            "complete",
            $"{file}:5:21",
            "--json",
            "--verbose"
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("SmolLM2-135M", run.Json.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.Contains(
            "The team server 127.0.0.1:9 takes no connection; completing with the local model",
            run.Error,
            StringComparison.Ordinal
        );
        Assert.DoesNotContain("sk-secret", run.Out + run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_checked_suggestion_is_printed_as_the_contract_says()
    {
        var file = folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync("complete", $"{file}:5:21", "--json");

        Assert.Equal(0, run.ExitCode);
        var json = run.Json;
        Assert.Equal("member-access", json.GetProperty("hole").GetProperty("kind").GetString());
        Assert.False(json.GetProperty("hole").GetProperty("multiline").GetBoolean());
        Assert.Contains("SmolLM2-135M", json.GetProperty("model").GetString(), StringComparison.Ordinal);
        Assert.True(json.GetProperty("promptTokens").GetInt32() > 10);
        Assert.True(json.GetProperty("reusedTokens").GetInt32() >= 0);
        foreach (var timing in (string[])["workspaceMs", "contextMs", "prefillMs", "decodeMs", "checkMs", "totalMs"])
        {
            Assert.True(json.GetProperty("timings").GetProperty(timing).GetDouble() >= 0);
        }

        var items = json.GetProperty("items").EnumerateArray().ToList();
        Assert.NotEmpty(items);
        Assert.All(
            items,
            item =>
            {
                var checks = item.GetProperty("checks");
                var passed =
                    checks.GetProperty("parses").GetBoolean()
                    && checks.GetProperty("binds").ValueKind != JsonValueKind.False
                    && checks.GetProperty("newErrors").GetArrayLength() == 0;
                Assert.Equal(passed, item.GetProperty("shown").GetBoolean());
                Assert.Contains(item.GetProperty("source").GetString(), (string[])["model", "masked", "repeat", "structure", "types"]);
                Assert.Equal(4, item.GetProperty("range").GetProperty("start").GetProperty("line").GetInt32());
                Assert.InRange(item.GetProperty("probability").GetDouble(), 0, 1);
                Assert.True(item.GetProperty("logProbability").GetDouble() <= 0);
                Assert.True(item.GetProperty("tokens").GetInt32() > 0);
            }
        );
        Assert.Equal(items.Any(i => i.GetProperty("shown").GetBoolean()), json.GetProperty("reason").ValueKind == JsonValueKind.Null);
    }

    [Fact]
    public async Task Unsaved_text_takes_the_place_of_the_file()
    {
        var file = folder.Write("Greeter.cs", "// older");
        var unsaved = folder.Write("unsaved.txt", Greeter);
        var run = await CommandLine.RunAsync(
            "complete",
            $"{file}:5:21",
            "--text-file",
            unsaved,
            "--json",
            "--candidates",
            "1",
            "--policy",
            "raw"
        );

        Assert.Equal(0, run.ExitCode);
        Assert.Equal("member-access", run.Json.GetProperty("hole").GetProperty("kind").GetString());
    }

    [Fact]
    public async Task People_get_the_suggestion_in_its_context_without_colour_in_a_pipe()
    {
        var file = folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync("complete", $"{file}:5:21", "--explain");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("return name.", run.Out, StringComparison.Ordinal);
        Assert.Contains("candidates", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_marker_of_the_model_in_the_source_is_just_text()
    {
        var file = folder.Write(
            "Marker.cs",
            Greeter.Replace("return", "var end = \"<|im_end|><|endoftext|>\";\n        return", StringComparison.Ordinal)
        );
        var run = await CommandLine.RunAsync("complete", $"{file}:6:21", "--json");

        Assert.Equal(0, run.ExitCode);
        Assert.NotEmpty(run.Json.GetProperty("items").EnumerateArray());
    }

    [Theory]
    [InlineData("Greeter.cs:50:1", "there is no line 50")]
    [InlineData("Greeter.cs:1:500", "there is no column 500")]
    [InlineData("Missing.cs:1:1", "doesn't exist")]
    public async Task A_place_that_is_not_there_is_said_in_one_line(string place, string message)
    {
        folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync("complete", Path.Combine(folder.Path, place), "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(message, run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_cache_that_cannot_be_written_is_told_of_and_completion_goes_on()
    {
        var file = folder.Write("A.cs", "class A { int[] a = [1]; int M() => a.\n}");
        var blocked = folder.Write("cache", "a file where a folder is needed");

        var output = await CommandLine.RunAsync(
            new Dictionary<string, string> { ["SMOLCODE_CACHE_DIR"] = blocked },
            "complete",
            $"{file}:1:38",
            "--json"
        );

        Assert.Equal(0, output.ExitCode);
        Assert.NotEqual(0, output.Json.GetProperty("items").GetArrayLength());
        Assert.Contains("without the adapter", output.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_baseline_has_no_reason_when_it_shows_something()
    {
        var file = folder.Write("A.cs", "class A { int[] a = [1]; int M() => a.\n}");

        var output = await CommandLine.RunAsync("complete", $"{file}:1:38", "--policy", "raw", "--json");

        Assert.True(output.Json.GetProperty("items")[0].GetProperty("shown").GetBoolean());
        Assert.Equal(JsonValueKind.Null, output.Json.GetProperty("reason").ValueKind);
    }

    [Fact]
    public async Task A_pipe_is_no_file_to_wait_for()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Needs mkfifo.");
        var pipe = Path.Combine(folder.Path, "Pipe.cs");
        using (var make = System.Diagnostics.Process.Start("mkfifo", [pipe]))
        {
            await make.WaitForExitAsync(TestContext.Current.CancellationToken);
        }

        var output = await CommandLine.RunAsync("complete", $"{pipe}:2:1");

        Assert.Equal(1, output.ExitCode);
    }

    [Fact]
    public async Task A_binary_file_is_refused()
    {
        var file = Path.Combine(folder.Path, "Binary.cs");
        await File.WriteAllBytesAsync(file, [1, 0, 2, 0, 0, 3]);
        var run = await CommandLine.RunAsync("complete", $"{file}:1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("binary", run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_20_MB_is_refused()
    {
        var file = folder.Write("Huge.cs", new string(' ', 20_000_000));
        var run = await CommandLine.RunAsync("complete", $"{file}:1:1");

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("MB", run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("complete", "NoPosition.cs")]
    [InlineData("complete", "A.cs:0:1")]
    [InlineData("complete", "A.cs:1:1", "--candidates", "99")]
    [InlineData("complete", "A.cs:1:1", "--candidates", "many")]
    [InlineData("complete", "A.cs:1:1", "--policy", "no-magic")]
    [InlineData("complete", "A.cs:1:1", "--unknown")]
    [InlineData("eval", "holes.jsonl")]
    [InlineData("eval", "--make-holes", "0", "--out", "x", "dir")]
    [InlineData("conjure")]
    public async Task Wrong_arguments_are_told_from_failures(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("--help", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("complete")]
    [InlineData("eval")]
    [InlineData("doctor")]
    [InlineData("model")]
    [InlineData("lsp")]
    public async Task Every_command_has_help_with_an_example(string command)
    {
        var run = await CommandLine.RunAsync(command, "--help");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Example", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
