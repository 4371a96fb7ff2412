using System.Text;
using SmolCode.Inference;
using SmolCode.Training.Tests;

[assembly: AssemblyFixture(typeof(TokenizerFixture))]

namespace SmolCode.Training.Tests;

/// <summary>The bundled model's tokens.</summary>
public sealed class TokenizerFixture : IDisposable
{
    public ModelTokenizer Tokenizer { get; } = ModelTokenizer.Open(RealCode.Model);

    /// <summary>The text of tokens; special ones have theirs.</summary>
    public string Decode(ReadOnlySpan<int> tokens)
    {
        var bytes = new List<byte>();
        foreach (var token in tokens)
        {
            bytes.AddRange(Tokenizer.Bytes(token));
        }

        return Encoding.UTF8.GetString([.. bytes]);
    }

    public void Dispose() => Tokenizer.Dispose();
}
