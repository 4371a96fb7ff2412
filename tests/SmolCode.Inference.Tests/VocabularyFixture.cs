using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Engine;
using SmolCode.Inference.Native;
using SmolCode.Inference.Tests;

[assembly: AssemblyFixture(typeof(VocabularyFixture))]

namespace SmolCode.Inference.Tests;

/// <summary>The bundled model's vocabulary, without its weights.</summary>
public sealed class VocabularyFixture : IDisposable
{
    private readonly LlamaModelHandle _model;

    public VocabularyFixture()
    {
        LlamaLibraries.Load(null, NullLogger.Instance);
        var parameters = LlamaNative.DefaultModelParameters();
        parameters.VocabularyOnly = 1;
        _model = LlamaNative.LoadModel(Bundled.Model, parameters);
        Vocabulary = new Vocabulary(_model);
    }

    internal Vocabulary Vocabulary { get; }

    public void Dispose() => _model.Dispose();
}
