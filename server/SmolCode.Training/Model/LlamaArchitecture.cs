using System.Collections.Immutable;
using SmolCode.Inference.Gguf;

namespace SmolCode.Training.Model;

/// <summary>The sizes of a model of the Llama family, as its file tells them (keys: ggml's docs/gguf.md).</summary>
internal sealed record LlamaArchitecture(
    int Blocks,
    int Width,
    int Heads,
    int KeyHeads,
    int HeadWidth,
    int FeedForward,
    int Vocabulary,
    int Context,
    float Epsilon,
    float RotaryBase
)
{
    /// <summary>The linear layers of a block, in the order of their parameters.</summary>
    public static ImmutableArray<string> LayerNames { get; } =
    ["attn_q", "attn_k", "attn_v", "attn_output", "ffn_gate", "ffn_up", "ffn_down"];

    /// <summary>Outputs and inputs of a linear layer.</summary>
    public (int Outputs, int Inputs) SizeOf(string layer) =>
        layer switch
        {
            "attn_q" => (Heads * HeadWidth, Width),
            "attn_k" or "attn_v" => (KeyHeads * HeadWidth, Width),
            "attn_output" => (Width, Heads * HeadWidth),
            "ffn_gate" or "ffn_up" => (FeedForward, Width),
            "ffn_down" => (Width, FeedForward),
            _ => throw new ArgumentOutOfRangeException(nameof(layer), layer, "There is no such layer."),
        };

    /// <summary>Reads the sizes.</summary>
    /// <exception cref="TrainingException">It is a model of another kind.</exception>
    public static LlamaArchitecture Read(GgufFile model)
    {
        if (model.Text("general.architecture") is var family and not "llama")
        {
            throw Unknown(model, $"its architecture is '{family ?? "unknown"}'");
        }

        if (model.Text("llama.rope.scaling.type") is { } scaling and not "none")
        {
            throw Unknown(model, $"its positions are scaled ({scaling})");
        }

        var tensors = model.Tensors.ToDictionary(t => t.Name);
        var (width, heads) = (Number("embedding_length"), Number("attention.head_count"));
        var headWidth = Number("rope.dimension_count", width / heads);
        var read = new LlamaArchitecture(
            Number("block_count"),
            width,
            heads,
            Number("attention.head_count_kv", heads),
            headWidth,
            Number("feed_forward_length"),
            tensors.TryGetValue("token_embd.weight", out var embeddings) ? (int)embeddings.Dimensions[^1] : 0,
            Number("context_length"),
            Real("attention.layer_norm_rms_epsilon", null),
            Real("rope.freq_base", 10_000)
        );
        if (
            read.Width % 16 != 0
            || read.HeadWidth % 16 != 0
            || read.FeedForward % 16 != 0
            || read.Vocabulary % 16 != 0
            || read.HeadWidth * read.Heads != read.Width
            || read.Heads % read.KeyHeads != 0
        )
        {
            throw Unknown(model, "its sizes are not multiples of sixteen");
        }

        var expected = Enumerable
            .Range(0, read.Blocks)
            .SelectMany(i => LayerNames.Select(n => (Name: $"blk.{i}.{n}.weight", Size: read.SizeOf(n))));
        foreach (var (name, size) in expected.Append(("token_embd.weight", (Outputs: read.Vocabulary, Inputs: read.Width))))
        {
            if (
                !tensors.TryGetValue(name, out var tensor)
                || tensor.Dimensions.Length != 2
                || tensor.Dimensions[0] != size.Inputs
                || tensor.Dimensions[1] != size.Outputs
                || !BlockFormats.CanDecode(tensor.Type)
            )
            {
                throw Unknown(model, $"its tensor '{name}' is missing or of another shape or layout");
            }
        }

        var extra = tensors.Keys.FirstOrDefault(n =>
            !LayerNames.Any(l => n.EndsWith($".{l}.weight", StringComparison.Ordinal))
            && !n.EndsWith("_norm.weight", StringComparison.Ordinal)
            && n is not ("token_embd.weight" or "output.weight" or "rope_freqs.weight")
        );
        return extra is null ? read : throw Unknown(model, $"it has a tensor '{extra}'");

        int Number(string key, int? byDefault = null) =>
            model.Metadata.GetValueOrDefault($"llama.{key}") switch
            {
                uint value and > 0 and < 1 << 24 => (int)value,
                int value and > 0 and < 1 << 24 => value,
                ulong value and > 0 and < 1 << 24 => (int)value,
                _ => byDefault ?? throw Unknown(model, $"it does not tell its {key}"),
            };

        float Real(string key, float? byDefault) =>
            model.Metadata.GetValueOrDefault($"llama.{key}") as float? ?? byDefault ?? throw Unknown(model, $"it does not tell its {key}");
    }

    private static TrainingException Unknown(GgufFile model, string why) =>
        new($"{model.Path} cannot be trained here: {why}. Training knows models of the Llama family, such as SmolLM2; choose one of them.");
}
