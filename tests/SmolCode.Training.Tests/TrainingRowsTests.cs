namespace SmolCode.Training.Tests;

public sealed class TrainingRowsTests(TokenizerFixture fixture)
{
    private readonly TrainingRows _rows = new(fixture.Tokenizer, RealCode.Files);

    [Theory]
    [InlineData(768)]
    [InlineData(1024)]
    public void Rows_are_full_and_weigh_what_is_to_be_learned(int length)
    {
        var rows = _rows.Stream(1, length).Take(60).ToList();

        Assert.All(
            rows,
            row =>
            {
                Assert.Equal(length, row.Tokens.Length);
                Assert.Equal(length, row.Weights.Length);
                Assert.All(row.Weights, w => Assert.Contains(w, new[] { 0f, 0.5f, 1f, 2f }));
                Assert.True(fixture.Tokenizer.IsSpecial(row.Tokens[0]));
                Assert.Equal(0, row.Weights[0]);
            }
        );
        var tokens = (double)(rows.Count * length);
        Assert.InRange(rows.Sum(r => r.Weights.Count(w => w == 2)) / tokens, 0.02, 0.2);
        Assert.InRange(rows.Sum(r => r.Weights.Count(w => w == 0.5f)) / tokens, 0.2, 0.7);
        Assert.InRange(rows.Sum(r => r.Tokens.Reverse().TakeWhile(t => t == 0).Count()) / tokens, 0, 0.05);
    }

    [Fact]
    public void A_seed_gives_the_same_rows_again_and_another_gives_others()
    {
        var first = _rows.Stream(7, 768).Take(8).SelectMany(r => r.Tokens).ToArray();

        Assert.Equal(first, new TrainingRows(fixture.Tokenizer, RealCode.Files).Stream(7, 768).Take(8).SelectMany(r => r.Tokens));
        Assert.NotEqual(first, _rows.Stream(8, 768).Take(8).SelectMany(r => r.Tokens));
    }

    [Fact]
    public void Streams_do_not_disturb_each_other()
    {
        var expected = _rows.Stream(3, 768).Take(20).SelectMany(r => r.Tokens).ToArray();
        var found = new int[4][];
        Parallel.For(0, found.Length, i => found[i] = [.. _rows.Stream(3, 768).Take(20).SelectMany(r => r.Tokens)]);

        Assert.All(found, f => Assert.Equal(expected, f));
    }

    [Fact]
    public void The_answer_ends_with_the_end_token_at_full_weight()
    {
        var ends = _rows.Stream(1, 1024).Take(40).SelectMany(r => r.Tokens.Zip(r.Weights)).Count(t => t is (0, 2));

        Assert.InRange(ends, 30, 120);
    }

    [Fact]
    public void Text_of_special_tokens_in_code_stays_text()
    {
        const string Marks = "<|endoftext|><file_sep><filename><issue_comment><|im_end|><repo_name>";
        var code = string.Concat(Enumerable.Range(0, 40).Select(i => $"    public string Mark{i}() => \"{Marks}\"; // {Marks}\n"));
        var rows = new TrainingRows(
            fixture.Tokenizer,
            [
                new TrainingFile($"{Marks}.cs", $"public class A\n{{\n{code}}}\n"),
                new TrainingFile("B.cs", $"public class B\n{{\n{code}}}\n"),
            ]
        );

        foreach (var row in rows.Stream(1, 768).Take(40))
        {
            // What is special was put there by the format, and begins a part or ends an answer or a row.
            var special = Enumerable.Range(0, row.Tokens.Length).Where(i => fixture.Tokenizer.IsSpecial(row.Tokens[i])).ToList();
            Assert.All(special, i => Assert.Contains(row.Tokens[i], new[] { 0, 5, 6, 9 }));
            Assert.All(special.Where(i => row.Tokens[i] != 0), i => Assert.Equal(0, row.Weights[i]));
            Assert.All(special.Where(i => row.Tokens[i] == 0), i => Assert.Contains(row.Weights[i], new[] { 0f, 2f }));
            var text = fixture.Decode([.. row.Tokens.Where(t => !fixture.Tokenizer.IsSpecial(t))]);
            Assert.Contains("<file_sep>", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Files_without_code_make_no_rows()
    {
        var exception = Assert.Throws<TrainingException>(() =>
            new TrainingRows(fixture.Tokenizer, [new TrainingFile("A.cs", "// nothing\nusing System;\n")])
        );

        Assert.Contains("no C#", exception.Message, StringComparison.Ordinal);
    }
}
