using SmolCode.Inference.Prompting;
using SmolCode.Training.Rows;

namespace SmolCode.Training.Tests;

public sealed class ExampleMakerTests
{
    private readonly TokenizerFixture _fixture;
    private readonly ExampleMaker _maker;
    private readonly List<CodeFile> _files;
    private readonly List<Example> _examples;

    public ExampleMakerTests(TokenizerFixture fixture)
    {
        _fixture = fixture;
        _files = [.. RealCode.Files.Select(f => new CodeFile(f)).Where(f => f.CodeLines.Length > 0)];
        _maker = new ExampleMaker(fixture.Tokenizer, _files);
        var random = new Random(5);
        _examples =
        [
            .. Enumerable
                .Range(0, 600)
                .Select(i => _maker.FillIn(random.Next(_files.Count), i % 3 == 0 ? 384 : 768, random))
                .OfType<Example>(),
        ];
    }

    [Fact]
    public void Most_places_make_an_example() => Assert.InRange(_examples.Count, 450, 600);

    [Fact]
    public void The_prompt_is_the_one_that_the_product_makes_of_the_same_parts()
    {
        var layout = new AdapterLayout(_fixture.Tokenizer.Vocabulary);
        Assert.All(
            _examples,
            example =>
            {
                var encoded = layout.Encode(example.Prompt!, tokenHealing: true);
                Assert.Equal(encoded.Tokens, example.Tokens[..example.PromptTokens]);
                // The answer begins with what the product holds back and forces.
                var answer = Bytes(example.Tokens.AsSpan(example.PromptTokens..^1));
                Assert.Equal(encoded.HeldBack, answer[..encoded.HeldBack.Length]);
                Assert.Equal(example.Middle, System.Text.Encoding.UTF8.GetString(answer[encoded.HeldBack.Length..]));
            }
        );
    }

    [Fact]
    public void An_example_decodes_to_its_parts()
    {
        Assert.All(
            _examples,
            example =>
            {
                var prompt = example.Prompt!;
                Assert.EndsWith(
                    $"<filename>{prompt.Path}\n{prompt.Prefix}{example.Middle}<|endoftext|>",
                    _fixture.Decode(example.Tokens),
                    StringComparison.Ordinal
                );
                var file = Assert.Single(_files, f => f.Path == prompt.Path);
                Assert.Contains(prompt.Prefix + example.Middle + (prompt.Suffix ?? ""), file.Text, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void Weights_are_those_of_the_parts()
    {
        Assert.All(
            _examples,
            example =>
            {
                Assert.Equal(example.Tokens.Length, example.Weights.Length);
                Assert.All(example.Weights[example.PromptTokens..], w => Assert.Equal(2, w));
                var path = Array.LastIndexOf(example.Tokens, 6);
                var before = path + 1 + _fixture.Tokenizer.Encode(example.Prompt!.Path + "\n").Length;
                Assert.All(example.Weights[..before], w => Assert.Equal(0, w));
                Assert.All(example.Weights[before..example.PromptTokens], w => Assert.Equal(0.5f, w));
            }
        );
    }

    [Fact]
    public void Nothing_of_the_file_itself_is_shown_as_context() =>
        Assert.All(_examples, e => Assert.DoesNotContain(e.Prompt!.Context, c => c.Path == e.Prompt.Path));

    [Fact]
    public void Examples_stay_in_their_length_and_mix_what_the_product_shows()
    {
        Assert.All(_examples, e => Assert.InRange(e.Tokens.Length, 16, e.Prompt!.MaxTokens));
        var context = _examples.Count(e => e.Prompt!.Context.Length > 0);
        var declarations = _examples.Count(e => e.Prompt!.Context.Any(c => IsOutline(c.Text)));
        var suffixes = _examples.Count(e => e.Prompt!.Suffix is not null);
        Assert.InRange(context / (double)_examples.Count, 0.5, 0.95);
        // Windows beside them often leave no room for them, as in the product.
        Assert.InRange(declarations / (double)_examples.Count, 0.02, 0.6);
        Assert.InRange(suffixes / (double)_examples.Count, 0.85, 0.95);
        Assert.Contains(_examples, e => e.Middle.Contains('\n', StringComparison.Ordinal));
    }

    [Fact]
    public void Cuts_inside_of_words_give_the_held_back_part_to_the_answer()
    {
        var inWord = _examples.Where(e =>
            e.Prompt!.Prefix.Length > 0 && char.IsLetter(e.Prompt.Prefix[^1]) && e.Middle.Length > 0 && char.IsLetter(e.Middle[0])
        );

        Assert.All(inWord, e => Assert.True(Bytes(e.Tokens.AsSpan(e.PromptTokens..^1)).Length > e.Middle.Length));
        Assert.NotEmpty(inWord);
    }

    [Fact]
    public void Characters_beyond_the_basic_plane_are_never_cut()
    {
        var code = string.Concat(
            Enumerable.Range(0, 60).Select(i => $"    string Face{i}() => \"{string.Concat(Enumerable.Repeat("😀", 20))}\";\n")
        );
        var maker = new ExampleMaker(
            _fixture.Tokenizer,
            [
                new CodeFile(new TrainingFile("A.cs", $"class A\n{{\n{code}}}\n")),
                new CodeFile(new TrainingFile("B.cs", $"class B\n{{\n{code}}}\n")),
            ]
        );
        var random = new Random(1);
        for (var i = 0; i < 300; i++)
        {
            if (maker.FillIn(i % 2, 768, random) is { } example)
            {
                // What follows the cursor may end, and the answer begin, inside of a character: the product's do as well.
                Assert.DoesNotContain('\uFFFD', _fixture.Decode(example.Tokens.AsSpan(Array.LastIndexOf(example.Tokens, 6))));
                Assert.False(char.IsLowSurrogate(example.Middle[0]));
                Assert.DoesNotContain('\uFFFD', example.Prompt!.Suffix ?? "");
            }
        }
    }

    [Fact]
    public void A_stretch_is_text_of_its_file()
    {
        var random = new Random(2);
        for (var i = 0; i < 100; i++)
        {
            var file = random.Next(_files.Count);
            var example = _maker.Stretch(file, 256, random);
            Assert.InRange(example.Tokens.Length, 1, 256);
            var text = _fixture.Decode(example.Tokens.AsSpan(example.PromptTokens));
            Assert.Contains(text.TrimEnd('\uFFFD'), _files[file].Text, StringComparison.Ordinal);
            Assert.Equal($"<file_sep>{_files[file].Path}\n", _fixture.Decode(example.Tokens.AsSpan(0, example.PromptTokens)));
        }
    }

    private byte[] Bytes(ReadOnlySpan<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            bytes.AddRange(_fixture.Tokenizer.Bytes(token));
        }

        return [.. bytes];
    }

    private static bool IsOutline(string text) => text.Split('\n') is [_, "{", .., "}"];
}
