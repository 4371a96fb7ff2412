using CsCheck;
using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Tests;

/// <summary>Which parts of a cached prompt are found again in another one.</summary>
public sealed class MovedPartTests
{
    private static readonly int[] A = [.. Enumerable.Range(100, 60)];
    private static readonly int[] B = [.. Enumerable.Range(200, 50)];
    private static readonly int[] C = [.. Enumerable.Range(300, 40)];

    [Fact]
    public void Of_parts_in_another_order_the_first_one_wanted_is_taken() =>
        Assert.Equal([new MovedPart(53, 0, 40)], MovedPart.Find([1, 2, 3, .. B, .. C], 0, [.. C, 8, 9, .. B, 7], 0));

    [Fact]
    public void Parts_are_found_in_order_around_what_is_new() =>
        Assert.Equal(
            [new MovedPart(5, 7, 50), new MovedPart(55, 60, 40)],
            MovedPart.Find([1, 1, 1, 1, 1, .. B, .. C], 5, [2, 2, 2, 2, 2, 2, 2, .. B, 3, 3, 3, .. C, 4], 7)
        );

    [Fact]
    public void What_was_taken_out_leaves_no_gap() =>
        Assert.Equal([new MovedPart(0, 0, 60), new MovedPart(110, 60, 40)], MovedPart.Find([.. A, .. B, .. C], 0, [.. A, .. C], 0));

    [Fact]
    public void Short_parts_are_not_worth_it() => Assert.Empty(MovedPart.Find([1, 2, 3, .. B[..31]], 0, [4, .. B[..31], 5], 0));

    [Fact]
    public void A_repeated_part_is_taken_once_for_each_time_it_is_there() =>
        Assert.Equal([new MovedPart(1, 0, 50)], MovedPart.Find([9, .. B], 0, [.. B, 8, .. B], 0));

    [Fact]
    public void Parts_never_overlap_and_hold_the_same_tokens() =>
        Gen.Select(Gen.Int[0, 2].Array[0, 300], Gen.Int[0, 2].Array[0, 300], Gen.Int[0, 40], Gen.Int[0, 40])
            .Sample(
                (cached, wanted, from, to) =>
                {
                    var (lastFrom, lastTo) = (from, to);
                    foreach (var part in MovedPart.Find([.. cached], Math.Min(from, cached.Length), wanted, to))
                    {
                        Assert.True(part.From >= lastFrom && part.To >= lastTo && part.Length >= MovedPart.ShortestLength);
                        Assert.Equal(cached[part.From..(part.From + part.Length)], wanted[part.To..(part.To + part.Length)]);
                        (lastFrom, lastTo) = (part.From + part.Length, part.To + part.Length);
                    }
                }
            );
}
