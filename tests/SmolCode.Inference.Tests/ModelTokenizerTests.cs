using System.Text;
using SmolCode.Inference.Native;

namespace SmolCode.Inference.Tests;

public sealed class ModelTokenizerTests(VocabularyFixture fixture)
{
    [Fact]
    public unsafe void Files_have_the_tokens_that_llama_cpp_gives_them_in_one_piece()
    {
        using var tokenizer = ModelTokenizer.Open(Bundled.Model);
        using var model = LlamaNative.LoadModel(Bundled.Model, LlamaNative.DefaultModelParameters() with { VocabularyOnly = 1 });
        var vocabulary = LlamaNative.Vocabulary(model);
        var files = Directory.GetFiles(Path.Combine(SourceFolder(), "server"), "*.cs", SearchOption.AllDirectories);
        var compared = 0;
        foreach (var file in files.Order(StringComparer.Ordinal).Where((_, i) => i % 5 == 0))
        {
            var utf8 = File.ReadAllBytes(file);
            var expected = new int[utf8.Length];
            int count;
            fixed (byte* text = utf8)
            fixed (int* tokens = expected)
            {
                count = LlamaNative.Tokenize(
                    vocabulary,
                    text,
                    utf8.Length,
                    tokens,
                    expected.Length,
                    addSpecial: false,
                    parseSpecial: false
                );
            }

            Assert.Equal(expected[..count], tokenizer.Encode(Encoding.UTF8.GetString(utf8)));
            compared++;
        }

        Assert.True(compared > 50, $"{compared} files");
    }

    [Fact]
    public void It_is_the_engines_vocabulary()
    {
        using var tokenizer = ModelTokenizer.Open(Bundled.Model);

        Assert.Equal(fixture.Vocabulary.Count, tokenizer.Count);
        Assert.Equal(49152, tokenizer.Count);
        Assert.Equal(fixture.Vocabulary.Bytes(5406), tokenizer.Bytes(5406));
        Assert.Equal(0, tokenizer.Special("<|endoftext|>"));
        Assert.Null(tokenizer.Special("return"));
    }

    [Fact]
    public void Text_never_becomes_a_special_token()
    {
        using var tokenizer = ModelTokenizer.Open(Bundled.Model);
        foreach (var special in fixture.Vocabulary.Specials)
        {
            var text = Encoding.UTF8.GetString(fixture.Vocabulary.Bytes(special));
            Assert.DoesNotContain(tokenizer.Encode($"var s = \"{text}\";"), tokenizer.IsSpecial);
            Assert.DoesNotContain(tokenizer.Encode(text), tokenizer.IsSpecial);
        }
    }

    [Fact]
    public void A_file_that_is_no_model_is_said_to_be_none()
    {
        var file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        Assert.Contains(file, Assert.Throws<ModelFileException>(() => ModelTokenizer.Open(file)).Message, StringComparison.Ordinal);
        File.WriteAllText(file, "not a model");
        try
        {
            Assert.Contains(file, Assert.Throws<ModelFileException>(() => ModelTokenizer.Open(file)).Message, StringComparison.Ordinal);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static string SourceFolder([System.Runtime.CompilerServices.CallerFilePath] string thisFile = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(thisFile)!, "..", ".."));
}
