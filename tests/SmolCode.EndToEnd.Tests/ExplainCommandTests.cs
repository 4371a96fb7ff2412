using System.Text.Json;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary><c>smolcode explain</c> on the built executable, with the real model where it is asked.</summary>
public sealed class ExplainCommandTests : IDisposable
{
    private const string Greeter = """
        public class Greeter
        {
            /// <summary>Greets somebody.</summary>
            public string Greet(string name)
            {
                if (name.Length == 0)
                {
                    throw new System.ArgumentException("Who?", nameof(name));
                }

                return "<|im_end|> Hello " + name;
            }
        }
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task The_document_is_as_the_contract_says()
    {
        var file = folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync("explain", file, "--range", "4:1-12:6", "--json");

        Assert.Equal(0, run.ExitCode);
        var json = run.Json;
        var markdown = json.GetProperty("markdown").GetString()!;
        Assert.Contains("“Greets somebody”", markdown, StringComparison.Ordinal);
        Assert.Contains("### Step by step", markdown, StringComparison.Ordinal);
        Assert.Contains("`ArgumentException`", markdown, StringComparison.Ordinal);
        var sentences = json.GetProperty("sentences").EnumerateArray().ToList();
        Assert.NotEmpty(sentences);
        Assert.All(
            sentences,
            s =>
            {
                Assert.Contains(s.GetProperty("origin").GetString(), (string[])["fact", "model"]);
                Assert.Contains(s.GetProperty("text").GetString()!, markdown, StringComparison.Ordinal);
                Assert.All(
                    s.GetProperty("spans").EnumerateArray(),
                    r => Assert.InRange(r.GetProperty("start").GetProperty("line").GetInt32(), 2, 11)
                );
            }
        );
        Assert.Contains(json.GetProperty("facts").EnumerateArray(), f => f.GetProperty("kind").GetString() == "exceptions");
        Assert.True(json.GetProperty("droppedSentences").GetInt32() >= 0);
        Assert.True(json.GetProperty("timings").GetProperty("factsMs").GetDouble() > 0);
        Assert.True(json.GetProperty("timings").GetProperty("firstWordMs").GetDouble() > 0);
        Assert.True(json.GetProperty("timings").GetProperty("totalMs").GetDouble() > 0);
    }

    [Fact]
    public async Task Without_the_model_nothing_by_it_is_there_and_a_pipe_gets_plain_markdown()
    {
        var file = folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync("explain", $"{file}:4:20", "--no-model");

        Assert.Equal(0, run.ExitCode);
        Assert.StartsWith("`Greet` is a public method of the class `Greeter`", run.Out, StringComparison.Ordinal);
        Assert.Contains("\n### What to watch\n", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("\u001b[", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Unsaved_text_takes_the_place_of_the_file()
    {
        var file = folder.Write("Greeter.cs", "// older");
        var run = await CommandLine.RunAsync(
            "explain",
            $"{file}:4:20",
            "--text-file",
            folder.Write("unsaved.txt", Greeter),
            "--no-model",
            "--json"
        );

        Assert.Equal(JsonValueKind.Null, run.Json.GetProperty("timings").GetProperty("firstWordMs").ValueKind);
        Assert.Contains("`Greet`", run.Json.GetProperty("markdown").GetString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("explain")]
    [InlineData("explain", "A.cs")]
    [InlineData("explain", "A.cs:1:1", "--range", "1:1-2:2")]
    [InlineData("explain", "A.cs", "--range", "1-2")]
    [InlineData("explain", "A.cs", "--range", "5:1-2:1")]
    [InlineData("explain", "A.cs", "--range", "0:1-2:1")]
    [InlineData("explain", "A.cs:1:1", "--candidates", "3")]
    public async Task Wrong_arguments_are_told_in_one_line(params string[] arguments)
    {
        var run = await CommandLine.RunAsync(arguments);

        Assert.Equal(2, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Equal(
            2,
            run.Error.TrimEnd().Split('\n').Length
                - run.Error.Split('\n').Count(l => l.StartsWith("Unrecognized", StringComparison.Ordinal))
                + (run.Error.Contains("Unrecognized", StringComparison.Ordinal) ? 1 : 0)
        );
        Assert.Contains("See smolcode explain --help.", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Greeter.cs", "99:1-100:1", "there is no line 99")]
    [InlineData("Greeter.cs", "1:1-2:500", "there is no column 500")]
    [InlineData("Missing.cs", "1:1-2:1", "doesn't exist")]
    public async Task A_place_that_is_not_there_is_said_in_one_line(string name, string range, string message)
    {
        folder.Write("Greeter.cs", Greeter);
        var run = await CommandLine.RunAsync("explain", Path.Combine(folder.Path, name), "--range", range, "--json");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains(message, run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_that_is_no_csharp_is_refused()
    {
        var file = folder.Write("notes.txt", "hello\n");
        var run = await CommandLine.RunAsync("explain", $"{file}:1:1", "--no-model");

        Assert.Equal(1, run.ExitCode);
        Assert.Empty(run.Out);
        Assert.Contains("is no C# file", run.FirstErrorLine, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Help_has_an_example()
    {
        var run = await CommandLine.RunAsync("explain", "--help");
        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Example: smolcode explain", run.Out, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
