using CsCheck;
using SmolCode.Inference.Engine.Ngrams;

namespace SmolCode.Inference.Tests;

public sealed class NgramIndexTests
{
    private const int Vocabulary = 6;

    private static readonly Gen<int[]> Tokens = Gen.Int[0, Vocabulary - 1].Array[0, 60];

    [Fact]
    public void Positions_are_ordered_by_what_ends_there_read_backwards() =>
        Gen.Select(Gen.Int[-1, 3].Array[0, 80], Gen.OneOf(1, 2, 3, 8, 12, 24))
            .Sample(
                (tokens, depth) =>
                {
                    string Key(int position) =>
                        string.Concat(
                            Enumerable
                                .Range(0, depth)
                                .Select(i => position - i < 0 ? "\u0001" : ((char)(tokens[position - i] + 10)).ToString())
                        );

                    var order = ContextOrder.Sort(tokens, depth);
                    Assert.Equal(Enumerable.Range(0, tokens.Length), order.Order());
                    for (var i = 1; i < order.Length; i++)
                    {
                        Assert.True(string.CompareOrdinal(Key(order[i - 1]), Key(order[i])) <= 0);
                    }
                },
                seed: "0000KOIPe036",
                iter: 2000,
                threads: 1
            );

    [Fact]
    public void The_longest_match_is_found_with_all_that_follows_it() =>
        Gen.Select(Tokens.Array[1, 8], Gen.Int[0, Vocabulary - 1].Array[0, 30], Gen.Int[0, 7], Gen.Int[0, 7])
            .Sample(
                (files, context, leftOut, removed) =>
                {
                    // In several updates, with one file replaced and one removed.
                    var index = NgramIndex.Empty.With(Change(0, [1, 2, 3, 4, 5]));
                    for (var i = 0; i < files.Length; i++)
                    {
                        index = index.With(Change(i, files[i]));
                    }

                    index = index.With(Change(removed, null));
                    var alive = files.Index().Where(f => f.Index != removed && f.Index != leftOut).Select(f => f.Item).ToArray();
                    var next = new NextTokens(Vocabulary);
                    index.Without([$"{leftOut}"]).Find(context, 1, next);

                    var (length, expected) = Naive(alive, context);
                    Assert.Equal(length, next.Length);
                    // Of many occurrences, those left out and removed among them, so many are looked at.
                    if (length > 0 && files.Sum(f => Occurrences(f, context, length).Count()) + 1 > NgramSegment.MaxCounted)
                    {
                        Assert.InRange(next.Total, 1, expected.Count);
                        Assert.All(next.Tokens, t => Assert.Contains(t, expected));
                        return;
                    }

                    Assert.Equal(expected.Count, next.Total);
                    Assert.Equal(
                        expected.CountBy(t => t).OrderBy(c => c.Key).Select(c => (c.Key, c.Value)),
                        next.Tokens.Order().Select(t => (t, next.Count(t)))
                    );
                },
                seed: "0000KOIPe036",
                iter: 3000,
                threads: 1
            );

    [Fact]
    public void One_occurrence_among_many_left_out_is_found()
    {
        var index = NgramIndex.Empty.With(
            new Dictionary<string, int[]?> { ["a"] = [.. Enumerable.Repeat((int[])[1, 2], 500).SelectMany(t => t)], ["b"] = [0, 1, 3] }
        );
        var next = new NextTokens(Vocabulary);
        index.Without(["a"]).Find([1], 1, next);
        Assert.Equal((1, 1), (next.Length, next.Count(3)));
    }

    [Fact]
    public void The_texts_of_the_file_at_hand_are_searched_alike() =>
        Gen.Select(Tokens, Tokens, Gen.Int[0, Vocabulary - 1].Array[0, 30])
            .Sample(
                (before, after, context) =>
                {
                    var next = new NextTokens(Vocabulary);
                    new TextNgrams(before, after).Find(context, next);
                    var (length, expected) = Naive([before, after], context);
                    Assert.Equal(length < TextNgrams.LeastLength ? 0 : length, next.Length);
                    Assert.Equal(length < TextNgrams.LeastLength ? 0 : expected.Count, next.Total);
                },
                seed: "0000KOIPe036",
                iter: 2000,
                threads: 1
            );

    [Fact]
    public void A_changed_file_leaves_nothing_behind()
    {
        var index = NgramIndex.Empty;
        for (var i = 0; i < 200; i++)
        {
            index = index.With(Change(i % 7, [.. Enumerable.Range(0, 50).Select(n => (n * (i + 3)) % Vocabulary)]));
        }

        Assert.Equal((7, 350), (index.Files, index.Tokens));
        index = index.With(Enumerable.Range(0, 7).ToDictionary(i => $"{i}", _ => (int[]?)null));
        Assert.Equal((0, 0), (index.Files, index.Tokens));
    }

    private static Dictionary<string, int[]?> Change(int file, int[]? tokens) => new() { [$"{file}"] = tokens };

    private static (int Length, List<int> Next) Naive(int[][] files, int[] context)
    {
        for (var length = Math.Min(context.Length, NgramSegment.MaxLength); length > 0; length--)
        {
            var next = files.SelectMany(f => Occurrences(f, context, length)).ToList();
            if (next.Count > 0)
            {
                return (length, next);
            }
        }

        return (0, []);
    }

    /// <summary>The tokens of a file after the context's last <paramref name="length"/> tokens.</summary>
    private static IEnumerable<int> Occurrences(int[] file, int[] context, int length) =>
        Enumerable
            .Range(length, Math.Max(0, file.Length - length))
            .Where(i => file.AsSpan(i - length, length).SequenceEqual(context.AsSpan()[^length..]))
            .Select(i => file[i]);
}
