using SmolCode.TestSupport;

namespace SmolCode.Evaluation.Tests;

public sealed class HoleTests : IDisposable
{
    private const string Code = """
        namespace Shop;

        public sealed class Basket
        {
            private readonly List<decimal> prices = new();
            private string? name = null;

            public void Add(decimal price)
            {
                if (price < 0)
                {
                    throw new ArgumentOutOfRangeException(nameof(price));
                }

                prices.Add(price);
            }

            public decimal Total()
            {
                var total = 0m;
                foreach (var price in prices)
                {
                    total += price;
                }

                return total;
            }
        }
        """;

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData("class A { }", "of more than 400 bytes")]
    [InlineData("enum Letters { Alpha, Beta, Gamma, Delta, Epsilon }", "no statements or members")]
    public void Where_no_hole_can_be_made_it_is_told_why(string code, string reason)
    {
        folder.Write("A.cs", code.Length > 40 ? code + "\n//" + new string('-', 400) : code);

        var exception = Assert.Throws<EvaluationException>(() => HoleMaker.Make(folder.Path, 5, 1, CancellationToken.None));

        Assert.Contains(reason, exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_row_that_lies_outside_of_the_root_is_not_read()
    {
        folder.Write("src/Basket.cs", Code);
        var row = HoleMaker.Make(folder.Path, 1, 7, CancellationToken.None)[0];
        Directory.CreateDirectory(Path.Combine(folder.Path, "other"));

        var exception = Assert.Throws<EvaluationException>(() =>
            PunchedDocument.Open(row with { Path = "../src/Basket.cs" }, Path.Combine(folder.Path, "other"), 3)
        );

        Assert.StartsWith("Row 3 (../src/Basket.cs) lies outside of --root", exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("\n")]
    [InlineData("\r\n")]
    public void A_hole_put_back_gives_the_file(string newline)
    {
        var path = folder.Write("src/Basket.cs", Code.ReplaceLineEndings(newline));
        var rows = HoleMaker.Make(folder.Path, 20, 7, CancellationToken.None);

        Assert.NotEmpty(rows);
        Assert.All(
            rows,
            row =>
            {
                var punched = PunchedDocument.Open(row, folder.Path, 1);
                var rest = punched.Text[(punched.Position + row.AutoClose.Length)..];
                Assert.Equal(File.ReadAllText(path), punched.Text[..punched.Position] + row.Expected.ReplaceLineEndings(newline) + rest);
                Assert.Equal(File.ReadAllText(path).Length - row.ExpectedLength + row.AutoClose.Length, punched.Text.Length);
            }
        );
    }

    [Fact]
    public void What_is_compiled_under_conditions_gets_no_holes()
    {
        using var folder = new TemporaryFolder();
        var conditional = string.Concat(Enumerable.Range(0, 40).Select(i => $"        Console.WriteLine({i}.ToString());\n"));
        folder.Write(
            "A.cs",
            $"class A\n{{\n    void M()\n    {{\n#if NEVER\n{conditional}#else\n{conditional}#endif\n    }}\n\n    int N()\n    {{\n        var only = 12.ToString();\n        return only.Length;\n    }}\n}}\n"
        );

        var rows = HoleMaker.Make(folder.Path, 2, 3, CancellationToken.None);

        Assert.NotEmpty(rows);
        Assert.All(rows, r => Assert.Equal("N", r.Scope));
    }

    [Fact]
    public void The_same_seed_gives_the_same_holes_and_another_gives_others()
    {
        for (var i = 0; i < 20; i++)
        {
            folder.Write($"File{i}.cs", Code);
        }

        var first = HoleMaker.Make(folder.Path, 14, 1, CancellationToken.None);
        Assert.Equal(first, HoleMaker.Make(folder.Path, 14, 1, CancellationToken.None));
        Assert.NotEqual(first, HoleMaker.Make(folder.Path, 14, 2, CancellationToken.None));
        Assert.Equal(14, first.Count);
        Assert.Equal(7, first.Select(r => r.Kind).Distinct().Count());
    }

    [Fact]
    public async Task A_hole_file_reads_back_as_written_and_ignores_unknown_fields()
    {
        folder.Write("Basket.cs", Code);
        var rows = HoleMaker.Make(folder.Path, 5, 1, CancellationToken.None);
        var file = Path.Combine(folder.Path, "holes.jsonl");
        await HoleFile.WriteAsync(file, rows, CancellationToken.None);
        await File.WriteAllTextAsync(
            file,
            (await File.ReadAllTextAsync(file)).Replace("{\"repo\"", "{\"future\":1,\"repo\"", StringComparison.Ordinal)
        );

        Assert.Equal(rows, await HoleFile.ReadAsync(file, CancellationToken.None));
    }

    [Theory]
    [InlineData("nonsense", "1 is not a hole row")]
    [InlineData("{\"path\":\"a.cs\"}", "1 is not a hole row")]
    [InlineData("", "holds no rows")]
    public async Task A_wrong_hole_file_is_an_error_that_names_the_line(string content, string message)
    {
        var file = folder.Write("holes.jsonl", content);
        var error = await Assert.ThrowsAsync<EvaluationException>(() => HoleFile.ReadAsync(file, CancellationToken.None));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, 5, "other", "stands another text")]
    [InlineData(100_000, 5, "other", "beyond its")]
    [InlineData(-1, 5, "other", "beyond its")]
    public void A_row_that_does_not_fit_its_file_is_an_error_that_names_the_row(int offset, int length, string expected, string message)
    {
        folder.Write("Basket.cs", Code);
        var row = new HoleRow
        {
            Path = "Basket.cs",
            Offset = offset,
            ExpectedLength = length,
            Expected = expected,
            Kind = "sl_line_start",
        };
        var error = Assert.Throws<EvaluationException>(() => PunchedDocument.Open(row, folder.Path, 3));
        Assert.Contains("Row 3 (Basket.cs)", error.Message, StringComparison.Ordinal);
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_an_error_that_names_the_row()
    {
        var row = new HoleRow
        {
            Path = "None.cs",
            Offset = 0,
            ExpectedLength = 0,
            Expected = "",
            Kind = "sl_line_start",
        };
        Assert.Contains(
            "Row 1 (None.cs)",
            Assert.Throws<EvaluationException>(() => PunchedDocument.Open(row, folder.Path, 1)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_byte_order_mark_does_not_count()
    {
        var path = Path.Combine(folder.Path, "Marked.cs");
        File.WriteAllText(path, "class A { }", new System.Text.UTF8Encoding(true));
        var row = new HoleRow
        {
            Path = "Marked.cs",
            Offset = 6,
            ExpectedLength = 1,
            Expected = "A",
            Kind = "sl_line_start",
        };
        Assert.Equal("class  { }", PunchedDocument.Open(row, folder.Path, 1).Text);
    }

    public void Dispose() => folder.Dispose();
}
