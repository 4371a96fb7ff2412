using SmolCode.Inference.Gguf;
using SmolCode.TestSupport;
using SmolCode.Training.Adapters;
using SmolCode.Training.Model;

namespace SmolCode.Training.Tests;

/// <summary>A model of the same family as the bundled one, small enough to compute by other means, with random weights.</summary>
internal static class TinyModel
{
    public const int Blocks = 2;
    public const int Width = 96;
    public const int Heads = 6;
    public const int KeyHeads = 2;
    public const int FeedForward = 160;
    public const int Vocabulary = 64;

    public static string Write(TemporaryFolder folder, int seed = 1, Action<GgufWriter>? more = null)
    {
        var writer = new GgufWriter();
        writer.Add("general.architecture", "llama");
        writer.Add("llama.block_count", Blocks);
        writer.Add("llama.embedding_length", Width);
        writer.Add("llama.attention.head_count", Heads);
        writer.Add("llama.attention.head_count_kv", KeyHeads);
        writer.Add("llama.feed_forward_length", FeedForward);
        writer.Add("llama.context_length", 512u);
        writer.Add("llama.attention.layer_norm_rms_epsilon", 1e-5f);
        writer.Add("llama.rope.freq_base", 1000f);
        var random = new Random(seed);
        Matrix("token_embd", Vocabulary, Width, 1);
        writer.Add("output_norm.weight", Width, 0, GgufTensorType.F32, () => Norm(random));
        for (var i = 0; i < Blocks; i++)
        {
            writer.Add($"blk.{i}.attn_norm.weight", Width, 0, GgufTensorType.F32, () => Norm(random));
            writer.Add($"blk.{i}.ffn_norm.weight", Width, 0, GgufTensorType.F32, () => Norm(random));
            Matrix($"blk.{i}.attn_q", Width, Width, 2);
            Matrix($"blk.{i}.attn_k", Width / Heads * KeyHeads, Width, 2);
            Matrix($"blk.{i}.attn_v", Width / Heads * KeyHeads, Width, 1);
            Matrix($"blk.{i}.attn_output", Width, Width, 1);
            Matrix($"blk.{i}.ffn_gate", FeedForward, Width, 1);
            Matrix($"blk.{i}.ffn_up", FeedForward, Width, 1);
            Matrix($"blk.{i}.ffn_down", Width, FeedForward, 1);
        }

        more?.Invoke(writer);
        var path = Path.Combine(folder.Path, $"tiny-{seed}.gguf");
        using var stream = File.Create(path);
        writer.Write(stream);
        return path;

        void Matrix(string name, int rows, int columns, double size) =>
            writer.Add(
                $"{name}.weight",
                columns,
                rows,
                GgufTensorType.F32,
                () => Normal(random, rows * columns, size / Math.Sqrt(columns))
            );
    }

    /// <summary>Updates as they are after some learning: B is not zero.</summary>
    public static float[] Parameters(LoraLayout layout, int seed = 5) => Normal(new Random(seed), layout.Count, 0.1);

    public static List<TrainingRow> Rows(int count, int length, int seed = 9)
    {
        var random = new Random(seed);
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ => new TrainingRow(
                    [.. Enumerable.Range(0, length).Select(_ => random.Next(Vocabulary))],
                    [
                        .. Enumerable
                            .Range(0, length)
                            .Select(i =>
                                i % 3 == 0 ? 0
                                : i % 3 == 1 ? 0.5f
                                : 2
                            ),
                    ]
                )),
        ];
    }

    public static float[] Normal(Random random, int count, double deviation)
    {
        var values = new float[count];
        foreach (ref var value in values.AsSpan())
        {
            value = (float)(deviation * Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble()));
        }

        return values;
    }

    private static float[] Norm(Random random) => [.. Normal(random, Width, 0.2).Select(v => 1 + v)];
}
