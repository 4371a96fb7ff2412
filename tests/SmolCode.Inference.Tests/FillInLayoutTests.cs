using System.Globalization;
using System.Text;
using SmolCode.Inference.Engine;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Native;
using SmolCode.Inference.Prompting;
using SmolCode.TestSupport;

namespace SmolCode.Inference.Tests;

public sealed class FillInLayoutTests(VocabularyFixture fixture)
{
    private static readonly FillInPrompt Cart = new()
    {
        Context =
        [
            new ContextFile(
                "src/Shop/Item.cs",
                "public sealed record Item(string Name, decimal Price)\n{\n    public decimal Total => Price * 12;\n}"
            ),
        ],
        Suffix = ";\n    }\n\n    // über <|im_end|> ✓\n}\n",
        Path = "src/Shop/Cart.cs",
        Prefix = "namespace Shop;\n\npublic sealed class Cart\n{\n    public decimal Sum(Item[] items)\n    {\n        return items.Su",
    };

    [Fact]
    public void Adapter()
    {
        var encoded = new AdapterLayout(fixture.Vocabulary).Encode(Cart, tokenHealing: true);
        Golden(encoded, "adapter.golden");
        // Byte-pair encoding of each part by itself, computed apart from llama.cpp in the layout that the adapter was trained on.
        Assert.Equal(
            [
                5,
                10920,
                31,
                4370,
                371,
                31,
                12659,
                30,
                5296,
                198,
                11903,
                17659,
                2004,
                27195,
                24,
                5931,
                10181,
                28,
                17948,
                17073,
                25,
                198,
                107,
                472,
                1360,
                17948,
                16046,
                29832,
                17073,
                1672,
                216,
                33,
                34,
                43,
                198,
                109,
                198,
                9,
                43,
                472,
                4029,
                1004,
                13241,
                5549,
                137,
                593,
                2067,
                108,
                306,
                79,
                486,
                108,
                46,
                4636,
                246,
                237,
                198,
                109,
                198,
                6,
                10920,
                31,
                4370,
                371,
                31,
                45339,
                30,
                5296,
                198,
                26743,
                30308,
                43,
                198,
                198,
                11903,
                17659,
                1128,
                15968,
                198,
                107,
                472,
                1360,
                17948,
                6567,
                24,
                12659,
                75,
                77,
                3723,
                25,
                472,
                1662,
                448,
                1003,
                3723,
                30,
            ],
            encoded.Tokens
        );
        Assert.Equal("Su", Encoding.UTF8.GetString(encoded.HeldBack));
    }

    [Fact]
    public void Plain() => Golden(new PlainLayout(fixture.Vocabulary).Encode(Cart, tokenHealing: true), "plain.golden");

    [Fact]
    public void Native()
    {
        // This vocabulary has no fill-in tokens; others of its special ones stand for them.
        var tokens = new FillInTokens(Prefix: 1, Suffix: 2, Middle: 3, File: 5);
        Golden(new NativeLayout(fixture.Vocabulary, tokens).Encode(Cart, tokenHealing: true), "native.golden");
    }

    [Fact]
    public void A_model_whose_metadata_names_fill_in_tokens_is_prompted_with_them()
    {
        using var folder = new TemporaryFolder();
        // The bundled vocabulary; four of its special tokens are named as the format has them.
        var parameters = LlamaNative.DefaultModelParameters();
        parameters.VocabularyOnly = 1;
        using var model = LlamaNative.LoadModel(
            VocabularyWith(
                folder,
                ("tokenizer.ggml.fim_pre_token_id", 1),
                ("tokenizer.ggml.fim_suf_token_id", 2),
                ("tokenizer.ggml.fim_mid_token_id", 3),
                ("tokenizer.ggml.fim_sep_token_id", 5)
            ),
            parameters
        );
        Assert.False(model.IsInvalid);
        var layouts = new FillInLayouts(new Vocabulary(model), adapterFormat: null);

        Assert.Equal(FillInFormat.Native, layouts.Default);
        Golden(layouts.For(FillInFormat.Automatic).Encode(Cart, tokenHealing: true), "native.golden");
        // An adapter was trained on its own format, whatever the model can.
        Assert.Equal(FillInFormat.Adapter, new FillInLayouts(new Vocabulary(model), AdapterLayout.Format).Default);
    }

    [Fact]
    public void Windows_newlines_are_shown_as_the_model_knows_them()
    {
        var windows = Cart with { Prefix = Cart.Prefix.ReplaceLineEndings("\r\n"), Suffix = Cart.Suffix!.ReplaceLineEndings("\r\n") };
        var layout = new AdapterLayout(fixture.Vocabulary);
        Assert.Equal(layout.Encode(Cart, true).Tokens, layout.Encode(windows, true).Tokens);
    }

    [Theory]
    [InlineData("return ", " ")]
    [InlineData("{\n        ", "\n        ")]
    [InlineData("{\n\n    ", "\n\n    ")]
    [InlineData("items.Su", "Su")]
    [InlineData("foo();\n", "\n")]
    [InlineData("", "")]
    public void What_may_be_merged_with_the_answer_is_held_back(string prefix, string heldBack)
    {
        var layout = new PlainLayout(fixture.Vocabulary);
        var encoded = layout.Encode(new FillInPrompt { Prefix = prefix }, tokenHealing: true);
        Assert.Equal(heldBack, Encoding.UTF8.GetString(encoded.HeldBack));
        Assert.Empty(layout.Encode(new FillInPrompt { Prefix = prefix }, tokenHealing: false).HeldBack);
        Assert.NotEmpty(encoded.Tokens);
    }

    [Fact]
    public void Context_goes_first_least_useful_first()
    {
        var prompt = Cart with { Context = [Window("a"), Window("b"), Window("c")] };
        var layout = new AdapterLayout(fixture.Vocabulary);
        var all = layout.Encode(prompt, true);
        foreach (var (budget, kept) in new[] { (all.Tokens.Length, "abc"), (all.Tokens.Length - 1, "bc"), (150, "c"), (90, "") })
        {
            var encoded = layout.Encode(prompt with { MaxTokens = budget }, true);
            Assert.InRange(encoded.Tokens.Length, 1, budget);
            Assert.Equal(kept, string.Concat("abc".Where(c => Decode(encoded.Tokens).Contains($"window {c}", StringComparison.Ordinal))));
            Assert.EndsWith("return items.", Decode(encoded.Tokens), StringComparison.Ordinal);
        }

        static ContextFile Window(string name) =>
            new(name + ".cs", string.Concat(Enumerable.Repeat($"// window {name} with some words in it\n", 6)));
    }

    [Fact]
    public void Then_whole_lines_at_the_start_of_the_prefix_and_the_cut_stays_while_typing()
    {
        var lines = string.Concat(Enumerable.Range(0, 200).Select(i => string.Create(CultureInfo.InvariantCulture, $"var x{i} = {i};\n")));
        var layout = new PlainLayout(fixture.Vocabulary);
        var first = layout.Encode(new FillInPrompt { Prefix = lines + "ret", MaxTokens = 200 }, false).Tokens;
        Assert.InRange(first.Length, 100, 200);
        Assert.StartsWith("var x", Decode(first), StringComparison.Ordinal);
        var second = layout.Encode(new FillInPrompt { Prefix = lines + "return x", MaxTokens = 200 }, false).Tokens;
        Assert.Equal(first[..^1], second[..(first.Length - 1)]);
    }

    [Fact]
    public void A_line_that_is_longer_than_the_budget_is_cut()
    {
        var prompt = new FillInPrompt { Prefix = string.Concat(Enumerable.Repeat("abc + ", 5000)), MaxTokens = 50 };
        Assert.Equal(50, new PlainLayout(fixture.Vocabulary).Encode(prompt, false).Tokens.Length);
    }

    [Fact]
    public void Formats_that_the_model_lacks_are_refused()
    {
        var layouts = new FillInLayouts(fixture.Vocabulary, null);
        Assert.Equal(FillInFormat.Plain, layouts.Default);
        Assert.Throws<ArgumentException>(() => layouts.For(FillInFormat.Adapter));
        Assert.Throws<ArgumentException>(() => layouts.For(FillInFormat.Native));
        Assert.Equal(FillInFormat.Adapter, new FillInLayouts(fixture.Vocabulary, 1).Default);
        Assert.Throws<ModelFileException>(() => new FillInLayouts(fixture.Vocabulary, 2));
    }

    /// <summary>A file without tensors that has the bundled model's metadata and more.</summary>
    private static string VocabularyWith(TemporaryFolder folder, params (string Key, uint Value)[] more)
    {
        var bundled = GgufFile.Open(Bundled.Model);
        var path = Path.Combine(folder.Path, "vocabulary.gguf");
        using var writer = new BinaryWriter(File.Create(path));
        writer.Write("GGUF"u8);
        writer.Write(3);
        writer.Write(0L);
        writer.Write((long)bundled.KeyCount + more.Length);
        var keys = new byte[bundled.KeyValues.End - bundled.KeyValues.Start];
        using (var file = ModelRepacker.OpenRead(Bundled.Model))
        {
            ModelRepacker.ReadExactly(file, keys, bundled.KeyValues.Start);
        }

        writer.Write(keys);
        foreach (var (key, value) in more)
        {
            var name = Encoding.UTF8.GetBytes(key);
            writer.Write((long)name.Length);
            writer.Write(name);
            // A 32-bit unsigned number.
            writer.Write(4);
            writer.Write(value);
        }

        return path;
    }

    private void Golden(EncodedPrompt prompt, string name) => GoldenFile.Verify(Show(prompt), name);

    /// <summary>Tokens with dots between them; special ones by their text, newlines also as such, bytes outside ASCII as numbers.</summary>
    private string Show(EncodedPrompt prompt)
    {
        var text = new StringBuilder();
        foreach (var token in prompt.Tokens)
        {
            foreach (var b in fixture.Vocabulary.Bytes(token))
            {
                text.Append(
                    b == '\n' ? "⏎\n"
                    : b < 0x80 ? $"{(char)b}"
                    : $"\\x{b:X2}"
                );
            }

            text.Append('·');
        }

        return text.Append("\nheld back: ").Append(Encoding.UTF8.GetString(prompt.HeldBack)).Append('\n').ToString();
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
