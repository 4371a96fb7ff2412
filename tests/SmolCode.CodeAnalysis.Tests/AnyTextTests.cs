using CsCheck;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Tests;

public sealed class AnyTextTests
{
    private static readonly string[] Noise =
    [
        "{",
        "}",
        "(",
        ")",
        "[",
        "]",
        "<",
        ">",
        "\"",
        "'",
        "\"\"\"",
        "/*",
        "*/",
        "//",
        "///",
        "#if X\n",
        "#endif\n",
        "$\"{",
        "@\"",
        ".",
        "?.",
        "=>",
        "=",
        ";",
        ",",
        ":",
        "\n",
        "\r\n",
        "class ",
        "return ",
        "new ",
        "async ",
        "await ",
        "where ",
        "switch ",
        "case ",
        "is ",
        "\0",
        "\uD83D",
        "é",
        "@",
        "~",
        "operator ",
        "this[",
        "=> x switch {",
        "from a in b ",
        "goto ",
        "<summary>",
    ];

    private static readonly string Real = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", "Inventory.cs.txt"))
        .ReplaceLineEndings("\n");

    private static readonly Gen<(string Text, int Position)> Mutated =
        from cuts in Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, 80]).Array[0, 3]
        from inserts in Gen.Select(Gen.Int[0, 10_000], Gen.Int[0, Noise.Length - 1]).Array[0, 6]
        from position in Gen.Int[0, 10_000]
        select Mutate(cuts, inserts, position);

    private static readonly Gen<string> Candidate = Gen.Int[0, Noise.Length + 5]
        .Array[0, 6]
        .Select(words => string.Concat(words.Select(w => w < Noise.Length ? Noise[w] : "total")));

    [Fact]
    public async Task No_text_and_no_position_makes_anything_throw()
    {
        await using var workspace = new CodeWorkspace();
        await Gen.Select(Mutated, Candidate)
            .SampleAsync(
                async (source, candidate) =>
                {
                    var snapshot = workspace.GetSnapshot("/test/Any.cs", SourceText.From(source.Text), 1);
                    var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, source.Position, CancellationToken.None);
                    Assert.InRange(hole.WordStart, 0, source.Position);
                    Assert.True(hole.Members.Length <= HoleAnalyzer.MaxSymbols && hole.InScope.Length <= HoleAnalyzer.MaxSymbols);
                    Assert.True((await TypedFacts.CollectAsync(snapshot, hole, 5, CancellationToken.None)).Length <= 5);
                    workspace.FindSimilarCode(snapshot, source.Position, 3, SimilarCodeQuery.Default, CancellationToken.None);
                    Assert.True(workspace.FindAnalogousCode(snapshot, hole, 3, CancellationToken.None).Length <= 3);
                    Assert.True((await StructuralCode.FindAsync(snapshot, hole, 3, CancellationToken.None)).Length <= 3);
                    var typed = await TypedCode.FindAsync(snapshot, hole, 3, 3, CancellationToken.None);
                    Assert.True(typed.Texts.Length <= 3 && typed.Heads.Length <= 3);
                    Assert.All(typed.Heads, head => Assert.All(typed.From(head), text => Assert.StartsWith(head, text)));
                    var checker = CandidateChecker.Begin(snapshot, hole, CancellationToken.None);
                    var result = await checker.CheckAsync(candidate, CancellationToken.None);
                    Assert.True((await checker.TidyAsync(result, CancellationToken.None)).Checks.Passed == result.Checks.Passed);
                    Assert.True(
                        await checker.RepairAsync(candidate, result, mayAddUsings: true, CancellationToken.None)
                            is null
                                or { Checks.Passed: true }
                    );
                    Assert.Equal(source.Position, result.Range.Start);
                    Assert.InRange(result.Range.End, source.Position, source.Text.Length);
                },
                seed: "0N0XIzNsQ0O2",
                iter: 400,
                threads: 1
            );
    }

    [Fact]
    public async Task Between_the_two_characters_of_a_newline_the_line_has_ended()
    {
        await using var workspace = new CodeWorkspace();
        const string Text = "class C\r\n{\r\n}\r\n";
        var snapshot = workspace.GetSnapshot("/test/Lines.cs", SourceText.From(Text), 1);
        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, Text.IndexOf('\n', StringComparison.Ordinal), CancellationToken.None);
        Assert.Equal("", hole.LineSuffix);
    }

    [Fact]
    public async Task Every_position_of_a_real_file_can_be_analysed_while_it_is_typed()
    {
        await using var workspace = new CodeWorkspace();
        for (var position = 0; position <= Real.Length; position += 7)
        {
            var snapshot = workspace.GetSnapshot("/test/Typed.cs", SourceText.From(Real[..position]), position);
            var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, position, CancellationToken.None);
            var result = await CandidateChecker.Begin(snapshot, hole, CancellationToken.None).CheckAsync("x", CancellationToken.None);

            Assert.Equal(position, hole.Position);
            Assert.NotNull(result.Text);
        }
    }

    private static (string Text, int Position) Mutate((int At, int Length)[] cuts, (int At, int Word)[] inserts, int position)
    {
        var text = Real;
        foreach (var (at, length) in cuts)
        {
            var start = at % (text.Length + 1);
            text = text.Remove(start, Math.Min(length, text.Length - start));
        }

        foreach (var (at, word) in inserts)
        {
            text = text.Insert(at % (text.Length + 1), Noise[word]);
        }

        return (text, position % (text.Length + 1));
    }
}
