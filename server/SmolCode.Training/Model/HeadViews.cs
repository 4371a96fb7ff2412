namespace SmolCode.Training.Model;

/// <summary>Views of single heads' queries, keys and values: of a stretch of queries, and of the keys up to its end.</summary>
internal sealed class HeadViews : IDisposable
{
    private readonly Dictionary<(int Pair, int First), (Matrix Queries, Matrix Keys, Matrix Values)> _views = [];

    /// <param name="pairs">Pairs of a row of text and a key head.</param>
    /// <param name="layout">The heads.</param>
    /// <param name="stretches">First token and end of each stretch.</param>
    /// <param name="queries">Queries of all pairs.</param>
    /// <param name="keys">Keys of all pairs.</param>
    /// <param name="values">Values of all pairs.</param>
    public HeadViews(int pairs, HeadLayout layout, IEnumerable<(int First, int End)> stretches, Matrix queries, Matrix keys, Matrix values)
    {
        (Queries, Keys, Values) = (queries, keys, values);
        foreach (var (first, end) in stretches)
        {
            for (var pair = 0; pair < pairs; pair++)
            {
                var start = pair * layout.Length;
                _views.Add(
                    (pair, first),
                    (
                        queries.Slice((start + first) * layout.GroupSize, (end - first) * layout.GroupSize),
                        keys.Slice(start, end),
                        values.Slice(start, end)
                    )
                );
            }
        }
    }

    /// <summary>Queries of all pairs, one after the other.</summary>
    public Matrix Queries { get; }

    /// <summary>Keys of all pairs.</summary>
    public Matrix Keys { get; }

    /// <summary>Values of all pairs.</summary>
    public Matrix Values { get; }

    /// <summary>Those of a pair and a stretch.</summary>
    public (Matrix Queries, Matrix Keys, Matrix Values) Of(int pair, int first) => _views[(pair, first)];

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var (q, k, v) in _views.Values)
        {
            q.Dispose();
            k.Dispose();
            v.Dispose();
        }

        Queries.Dispose();
        Keys.Dispose();
        Values.Dispose();
    }
}
