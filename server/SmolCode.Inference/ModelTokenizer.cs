using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Engine;
using SmolCode.Inference.Gguf;
using SmolCode.Inference.Native;

namespace SmolCode.Inference;

/// <summary>
/// A model's tokens without its weights: the same library and the same code that the engine tokenizes with. Safe for several threads until
/// it is disposed.
/// </summary>
public sealed class ModelTokenizer : IDisposable
{
    private readonly LlamaModelHandle _model;

    private ModelTokenizer(LlamaModelHandle model)
    {
        _model = model;
        Vocabulary = new Vocabulary(model);
    }

    /// <summary>Number of tokens, special ones included.</summary>
    public int Count => Vocabulary.Count;

    internal Vocabulary Vocabulary { get; }

    /// <summary>Reads the vocabulary of a GGUF file; its weights are not loaded.</summary>
    /// <exception cref="ModelFileException">There is no such file, or it is damaged or of another kind.</exception>
    /// <exception cref="LanguageModelUnavailableException">llama.cpp's libraries are not here, or can't use the file.</exception>
    public static ModelTokenizer Open(string path)
    {
        // Says what is wrong with the file, which the library would not.
        GgufFile.Open(path);
        LlamaLibraries.Load(null, NullLogger.Instance);
        var parameters = LlamaNative.DefaultModelParameters();
        parameters.VocabularyOnly = 1;
        var model = LlamaNative.LoadModel(path, parameters);
        if (model.IsInvalid)
        {
            model.Dispose();
            throw new LanguageModelUnavailableException(
                $"llama.cpp finds no vocabulary in {path} that it can use. Choose another model (smolcode model list)."
            );
        }

        return new ModelTokenizer(model);
    }

    /// <summary>The tokens of a text. What reads like a special token is just text.</summary>
    public int[] Encode(ReadOnlySpan<char> text) => Vocabulary.Encode(text);

    /// <summary>A token's bytes; UTF-8 in all, but one token may hold a part of a character.</summary>
    public ReadOnlySpan<byte> Bytes(int token) => Vocabulary.Bytes(token);

    /// <summary>A special token by its text, e.g. &lt;file_sep&gt;; null when there is none.</summary>
    public int? Special(string text) => Vocabulary.Special(text);

    /// <summary>The token stands for something else than its text.</summary>
    public bool IsSpecial(int token) => Vocabulary.IsSpecial(token);

    /// <inheritdoc />
    public void Dispose() => _model.Dispose();
}
