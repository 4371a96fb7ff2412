using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary><c>bench typing</c> through the built server.</summary>
public sealed class BenchTypingTests : IDisposable
{
    private const string Code = """
        namespace Shop;

        public sealed class Basket
        {
            private readonly List<decimal> prices = new();

            public void Add(decimal price)
            {
                if (price < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(price));
                }

                prices.Add(price);
            }
        }
        """;

    private readonly TemporaryFolder folder = new();

    [Fact]
    public async Task A_part_of_a_file_is_typed_and_the_file_stays_as_it_is()
    {
        var file = folder.Write("Basket.cs", Code);
        var report = Path.Combine(folder.Path, "typing.json");

        // What is typed, not how fast this machine is: other tests run beside.
        var run = await CommandLine.RunAsync(
            "bench",
            "typing",
            file,
            "--from",
            "9",
            "--to",
            "12",
            "--deadline",
            "20000",
            "--json",
            "--report",
            report
        );

        Assert.True(run.ExitCode == 0, run.Error);
        Assert.Equal(Code, await File.ReadAllTextAsync(file, TestContext.Current.CancellationToken));
        Assert.Equal(run.Out.Trim(), await File.ReadAllTextAsync(report, TestContext.Current.CancellationToken));
        var figures = run.Json;
        Assert.True(figures.GetProperty("complete").GetBoolean());
        // The characters of the four lines, each newline one, indentation none.
        Assert.Equal(
            Code.ReplaceLineEndings("\n").Split('\n')[8..12].Sum(l => l.Trim().Length + 1) - 1 + 8,
            figures.GetProperty("typedCharacters").GetInt32() + figures.GetProperty("acceptedCharacters").GetInt32()
        );
        Assert.InRange(figures.GetProperty("keys").GetInt32(), 5, 100);
        Assert.InRange(figures.GetProperty("ratioOfCompletedCode").GetDouble(), 0.01, 1);
        Assert.True(figures.GetProperty("p95Ms").GetDouble() >= figures.GetProperty("p50Ms").GetDouble());
    }

    [Theory]
    [InlineData(2, "--from", "900")]
    [InlineData(2, "--seconds", "0")]
    [InlineData(2, "--deadline", "10")]
    [InlineData(2, "--from", "many")]
    [InlineData(1, "--report", "/no/such/folder/out.json")]
    public async Task Wrong_arguments_are_told_before_anything_is_started(int exitCode, string option, string value)
    {
        var run = await CommandLine.RunAsync("bench", "typing", folder.Write("Basket.cs", Code), option, value);

        Assert.Equal(exitCode, run.ExitCode);
        Assert.Contains(option, run.Error, StringComparison.Ordinal);
        Assert.Empty(run.Out);
    }

    [Fact]
    public async Task Only_C_sharp_is_typed()
    {
        var run = await CommandLine.RunAsync("bench", "typing", folder.Write("notes.txt", "one\ntwo\n"));

        Assert.Equal(1, run.ExitCode);
        Assert.Contains("notes.txt is not a C# file", run.Error, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();
}
