using System.Text;
using CsCheck;

namespace SmolCode.Inference.Tests;

public sealed class VocabularyTests(VocabularyFixture fixture)
{
    // Expected ids: byte-pair encoding from the file's own merges, computed apart from llama.cpp.
    [Theory]
    [InlineData("{\n        ", new[] { 107, 466 })]
    [InlineData("return ", new[] { 5406, 216 })]
    [InlineData("a\n\n\n    b", new[] { 81, 13272, 278 })]
    [InlineData("x = 10 + 25;", new[] { 104, 446, 216, 33, 32, 1232, 216, 34, 37, 43 })]
    [InlineData("日本語🎉", new[] { 23274, 115, 40993, 179, 120, 248, 10813, 232, 227 })]
    [InlineData("\t\tif (x)\r\n", new[] { 197, 197, 342, 365, 104, 25, 2738 })]
    public void Text_is_tokenized_as_in_training(string text, int[] expected) => Assert.Equal(expected, fixture.Vocabulary.Encode(text));

    [Fact]
    public void The_text_of_a_special_token_is_just_text()
    {
        const string Text = "<|im_end|><file_sep><|endoftext|><filename><repo_name>";
        var tokens = fixture.Vocabulary.Encode(Text);
        Assert.DoesNotContain(tokens, fixture.Vocabulary.IsSpecial);
        Assert.Equal(Text, Decode(tokens));
    }

    [Fact]
    public void Special_tokens_are_found_by_name()
    {
        Assert.Equal(0, fixture.Vocabulary.Special("<|endoftext|>"));
        Assert.Equal(5, fixture.Vocabulary.Special("<file_sep>"));
        Assert.Equal(6, fixture.Vocabulary.Special("<filename>"));
        Assert.Equal(9, fixture.Vocabulary.Special("<issue_comment>"));
        Assert.Null(fixture.Vocabulary.Special("public"));
        Assert.Null(fixture.Vocabulary.FillIn);
        Assert.False(fixture.Vocabulary.AddsFirstToken);
    }

    [Fact]
    public void Tokens_give_the_text_back() =>
        Gen.String.Sample(
            text => Assert.Equal(Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(text)), Decode(fixture.Vocabulary.Encode(text))),
            seed: "0000KOIPe036",
            iter: 500,
            threads: 1
        );

    [Fact]
    public void Matches_are_all_tokens_that_agree_with_required_bytes()
    {
        foreach (var required in new[] { " ", "\n        ", "Su", "ret", "é", "\t" })
        {
            var bytes = Encoding.UTF8.GetBytes(required);
            var found = new List<int>();
            fixture.Vocabulary.AddMatches(bytes, found);
            var expected = Enumerable
                .Range(0, fixture.Vocabulary.Count)
                .Where(t =>
                    !fixture.Vocabulary.IsSpecial(t)
                    && (fixture.Vocabulary.Bytes(t).StartsWith(bytes) || bytes.AsSpan().StartsWith(fixture.Vocabulary.Bytes(t)))
                );
            Assert.Equal(expected, found.Order());
        }
    }

    private string Decode(int[] tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            bytes.AddRange(fixture.Vocabulary.Bytes(token));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }
}
