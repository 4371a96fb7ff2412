using System.Text;
using CsCheck;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion.Prompts;
using SmolCode.Inference;
using SmolCode.TestSupport;

namespace SmolCode.Completion.Tests;

public sealed class PromptTests : IAsyncDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly CodeWorkspace workspace = new();

    private static readonly string Long = string.Join(
        "\n\n",
        Enumerable.Range(0, 120).Select(i => $"    public int Member{i}(int value)\n    {{\n        return value + {i};\n    }}")
    );

    [Fact]
    public void The_prefix_begins_at_a_line_that_follows_a_blank_one()
    {
        var text = SourceText.From("class A\n{\n" + Long + "\n}\n");
        var position = text.ToString().IndexOf("value + 100", StringComparison.Ordinal);
        var start = PrefixStart.Find(text, position, 300);

        Assert.True(start > 0);
        Assert.Equal("\n\n", text.ToString(new TextSpan(start - 2, 2)));
        Assert.InRange(position - start, 400, 1000);
    }

    [Fact]
    public void A_keystroke_seldom_moves_where_the_prefix_begins()
    {
        var source = "class A\n{\n" + Long;
        var moves = 0;
        var last = -1;
        for (var length = source.Length / 2; length < source.Length; length++)
        {
            var start = PrefixStart.Find(SourceText.From(source[..length]), length, 300);
            moves += start != last ? 1 : 0;
            last = start;
        }

        // One move a member at most: the start jumps from blank line to blank line.
        Assert.InRange(moves, 2, 70);
    }

    [Fact]
    public void The_prefix_never_begins_behind_the_cursor_or_within_a_line() =>
        Gen.Select(Gen.String[Gen.Char["ab \n\r"], 0, 400], Gen.Int[0, 400], Gen.Int[1, 100])
            .Sample(
                (source, at, tokens) =>
                {
                    var text = SourceText.From(source);
                    var position = Math.Min(at, text.Length);
                    var start = PrefixStart.Find(text, position, tokens);
                    return start <= position && text.Lines.GetLineFromPosition(start).Start == start;
                }
            );

    [Theory]
    [InlineData(null, true, 800, 3)]
    [InlineData(100, true, 300, 1)]
    [InlineData(200, true, 600, 3)]
    [InlineData(500, true, 800, 3)]
    [InlineData(5000, true, 800, 3)]
    [InlineData(null, false, 800, 3)]
    [InlineData(500, false, 200, 1)]
    [InlineData(2000, false, 500, 2)]
    public void The_budget_follows_from_speed_and_deadline(int? deadlineMs, bool isWarm, int total, int windows)
    {
        var budget = TokenBudget.For(deadlineMs is { } ms ? TimeSpan.FromMilliseconds(ms) : null, ScriptedModel.Info, isWarm);

        Assert.Equal(total, budget.Total);
        Assert.Equal(windows, budget.Windows);
        Assert.InRange(budget.Prefix + budget.Suffix + budget.Facts, 1, total);
    }

    [Fact]
    public async Task Every_part_has_its_place()
    {
        var marked = MarkedSource.Parse(
            """
            namespace Shop;

            public sealed class Basket
            {
                private readonly List<Line> lines = new();

                public decimal Total()
                {
                    return lines.Sum($$)
                }

                public int Count => lines.Count;
            }
            """
        );
        var snapshot = workspace.GetSnapshot(Path.Combine(folder.Path, "Basket.cs"), SourceText.From(marked.Text), 1);
        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, marked.Position, CancellationToken.None);
        var prompt = PromptBuilder.Build(
            snapshot,
            hole,
            [new CodeWindow("Shop/Line.cs", 0, "public sealed record Line(decimal Price, int Quantity);", 0)],
            [new CodeWindow("Shop/Order.cs", 4, "    return items.Sum(i => i.Price);\r\n", 2)],
            TokenBudget.For(null, ScriptedModel.Info, isWarm: true),
            CompletionPolicy.Full
        );

        GoldenFile.Verify(Render(prompt), "prompt.golden");
    }

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        folder.Dispose();
    }

    private static string Render(FillInPrompt prompt)
    {
        var text = new StringBuilder();
        foreach (var part in prompt.Context)
        {
            text.Append("--- context ").AppendLine(part.Path).AppendLine(part.Text);
        }

        text.AppendLine("--- suffix").AppendLine(prompt.Suffix);
        text.Append("--- prefix ").AppendLine(prompt.Path).Append(prompt.Prefix).AppendLine("⟨cursor⟩");
        return text.ToString();
    }
}
