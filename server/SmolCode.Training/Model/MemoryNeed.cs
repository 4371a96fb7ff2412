using System.Globalization;
using SmolCode.Training.Runs;

namespace SmolCode.Training.Model;

/// <summary>The memory that training takes, counted from the sizes of what is kept.</summary>
internal static class MemoryNeed
{
    // The program, libtorch's code and its buffers for products, measured.
    private const long Rest = 700_000_000;
    private const int HeadRows = 512;

    // Beyond this, more rows at once win nothing (docs/measurements.md), and other programs want memory as well.
    private const long Most = 4_500_000_000;

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

    /// <summary>The most rows of a step that fit into what is free and into 4.5 GB, at least one where that fits at all.</summary>
    /// <param name="sizes">The model's.</param>
    /// <param name="layout">What is learned.</param>
    /// <param name="options">How long rows are, and how many a step has.</param>
    /// <param name="size">Bytes of a number.</param>
    /// <param name="free">Bytes that are free.</param>
    /// <exception cref="TrainingException">Not even one fits.</exception>
    public static int RowsAtOnce(LlamaArchitecture sizes, LoraLayout layout, TrainingOptions options, int size, long free)
    {
        for (var rows = options.RowsPerStep; rows > 0; rows--)
        {
            if (
                options.RowsPerStep % rows == 0
                && Of(sizes, layout, size, rows, options.RowLength) is var need
                && need <= free
                && (need <= Most || rows == 1)
            )
            {
                return rows;
            }
        }

        throw new TrainingException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"Training needs {Of(sizes, layout, size, 1, options.RowLength) / 1e9:0.0} GB of memory, and {free / 1e9:0.0} GB are free. Close other programs and try again."
            )
        );
    }
}
