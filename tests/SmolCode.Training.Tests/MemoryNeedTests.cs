using SmolCode.Inference.Gguf;
using SmolCode.Training.Model;
using SmolCode.Training.Runs;

namespace SmolCode.Training.Tests;

/// <summary>How many rows are computed at once, of the bundled model.</summary>
public sealed class MemoryNeedTests
{
    private const int BrainFloat = 2;

    private static readonly TrainingOptions Options = new();

    private static readonly LlamaArchitecture Sizes = LlamaArchitecture.Read(GgufFile.Open(RealCode.Model));

    private static readonly LoraLayout Layout = new(Sizes, Options.Rank);

    [Fact]
    public void A_row_or_more_are_computed_at_once_as_memory_allows_and_within_five_gigabytes()
    {
        var one = MemoryNeed.Of(Sizes, Layout, BrainFloat, 1, Options.RowLength);
        Assert.InRange(one, 1_000_000_000, 5_000_000_000);
        Assert.Equal(1, RowsAtOnce(one));

        var most = RowsAtOnce(long.MaxValue);
        Assert.InRange(most, 2, Options.RowsPerStep);
        Assert.Equal(0, Options.RowsPerStep % most);
        Assert.InRange(MemoryNeed.Of(Sizes, Layout, BrainFloat, most, Options.RowLength), one, 5_000_000_000);
        Assert.True(RowsAtOnce(MemoryNeed.Of(Sizes, Layout, BrainFloat, most, Options.RowLength) - 1) < most);
    }

    [Fact]
    public void Where_not_even_one_row_fits_the_message_says_how_much_is_needed_and_free()
    {
        var one = MemoryNeed.Of(Sizes, Layout, BrainFloat, 1, Options.RowLength);
        var problem = Assert.Throws<TrainingException>(() => RowsAtOnce(900_000_000));

        Assert.Contains(
            FormattableString.Invariant($"needs {one / 1e9:0.0} GB of memory, and 0.9 GB are free"),
            problem.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Close other programs", problem.Message, StringComparison.Ordinal);
    }

    private static int RowsAtOnce(long free) => MemoryNeed.RowsAtOnce(Sizes, Layout, Options, BrainFloat, free);
}
