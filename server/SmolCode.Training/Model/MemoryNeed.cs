namespace SmolCode.Training.Model;

/// <summary>The memory that training takes, counted from the sizes of what is kept.</summary>
internal static class MemoryNeed
{
    // The program, libtorch's code and its buffers for products, measured.
    private const long Rest = 700_000_000;
    private const int HeadRows = 512;

    /// <summary>Bytes for a model whose numbers have <paramref name="size"/> bytes and that computes some rows at once.</summary>
    public static long Of(LlamaArchitecture sizes, LoraLayout layout, int size, int rows, int length)
    {
        var rank = layout.Rank;
        long weights = (2L * layout.Parts.Sum(p => (long)p.Inputs * p.Outputs)) + (2L * sizes.Vocabulary * sizes.Width);
        long kept = (5L * sizes.Width) + (7L * rank) + (((2L * sizes.KeyHeads) + sizes.Heads) * sizes.HeadWidth) + (3L * sizes.FeedForward);
        long shared = (10L * sizes.Width) + (5L * sizes.FeedForward) + (20L * rank);
        var tokens = (long)rows * length;
        return (size * (weights + (tokens * ((kept * sizes.Blocks) + shared)) + ((long)HeadRows * sizes.Vocabulary)))
            // Updates, their gradient, two means of AdamW, and a checkpoint that is read.
            + (4L * 5 * layout.Count)
            + Rest;
    }
}
