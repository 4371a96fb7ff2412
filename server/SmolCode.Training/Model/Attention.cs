using System.Collections.Immutable;

namespace SmolCode.Training.Model;

/// <summary>
/// Causal attention by matrix products over stretches of queries, with the keys up to each stretch only: probabilities are computed again
/// backwards from the scores (Dao et al. 2022), so that none are kept. libtorch's own is slow backwards in bfloat16 on a CPU
/// (docs/measurements.md).
/// </summary>
internal sealed unsafe class Attention<TFormat> : IDisposable
    where TFormat : IComputeFormat
{
    private const int Stretch = 256;

    private readonly Cores _cores;
    private readonly HeadLayout _layout;
    private readonly ImmutableArray<Block> _blocks;
    private readonly float[] _means;

    /// <param name="cores">Threads.</param>
    /// <param name="layout">The heads.</param>
    public Attention(Cores cores, HeadLayout layout)
    {
        (_cores, _layout) = (cores, layout);
        var blocks = ImmutableArray.CreateBuilder<Block>();
        // The last one first: backwards it sets the gradients of all keys, and the others add to them.
        for (var end = layout.Length; end > 0; end -= Stretch)
        {
            var first = Math.Max(0, end - Stretch);
            var rows = (end - first) * layout.GroupSize;
            blocks.Add(
                new Block(
                    first,
                    end,
                    Matrix.Create<TFormat>(rows, end),
                    Matrix.Create<TFormat>(rows, end),
                    Matrix.Create<TFormat>(rows, layout.HeadWidth),
                    Matrix.Create<TFormat>(rows, layout.HeadWidth)
                )
            );
        }

        _blocks = blocks.ToImmutable();
        _means = GC.AllocateArray<float>(Stretch * layout.GroupSize, pinned: true);
    }

    /// <summary>Results of all heads, one token a row.</summary>
    /// <param name="rows">Rows of text.</param>
    /// <param name="heads">Queries, keys and values.</param>
    /// <param name="logSums">Kept for <see cref="Backward"/>: a value for each token and head.</param>
    /// <param name="result">Receives the results in its first columns.</param>
    public void Forward(int rows, HeadViews heads, float* logSums, Matrix result)
    {
        var width = _layout.GroupSize * _layout.HeadWidth;
        for (var pair = 0; pair < rows * _layout.KeyHeads; pair++)
        {
            var (row, group) = Math.DivRem(pair, _layout.KeyHeads);
            foreach (var block in _blocks)
            {
                var view = heads.Of(pair, block.First);
                block.Scores.MultiplyByTransposed(view.Queries, view.Keys);
                Kernels<TFormat>.Softmax(_cores, block.Scores, block.First, _layout.GroupSize, LogSums(logSums, pair, block.First));
                block.Results.Multiply(block.Scores, view.Values);
                CopyTokens(block, block.Results, result, row, group * width, back: false);
            }
        }
    }

    /// <summary>Gradients of queries, keys and values.</summary>
    public void Backward(int rows, HeadViews heads, float* logSums, Matrix result, Matrix dResult, HeadViews gradients)
    {
        var width = _layout.GroupSize * _layout.HeadWidth;
        for (var pair = 0; pair < rows * _layout.KeyHeads; pair++)
        {
            var (row, group) = Math.DivRem(pair, _layout.KeyHeads);
            foreach (var block in _blocks)
            {
                var (view, d) = (heads.Of(pair, block.First), gradients.Of(pair, block.First));
                CopyTokens(block, block.Results, result, row, group * width, back: true);
                CopyTokens(block, block.Gradients, dResult, row, group * width, back: true);
                fixed (float* means = _means)
                {
                    // The sum of p · dp in each row is that of result · its gradient.
                    Kernels<TFormat>.RowProducts(_cores, block.Results, block.Gradients, means);
                    block.Scores.MultiplyByTransposed(view.Queries, view.Keys);
                    block.ScoreGradients.MultiplyByTransposed(block.Gradients, view.Values);
                    Kernels<TFormat>.SoftmaxBackward(
                        _cores,
                        block.Scores,
                        block.ScoreGradients,
                        block.First,
                        _layout.GroupSize,
                        LogSums(logSums, pair, block.First),
                        means
                    );
                }

                var add = block.End < _layout.Length;
                d.Values.MultiplyTransposed(block.Scores, block.Gradients, add);
                d.Keys.MultiplyTransposed(block.ScoreGradients, view.Queries, add);
                d.Queries.Multiply(block.ScoreGradients, view.Keys);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var block in _blocks)
        {
            block.Scores.Dispose();
            block.ScoreGradients.Dispose();
            block.Results.Dispose();
            block.Gradients.Dispose();
        }
    }

    /// <summary>Views of the matrices of all heads, made once.</summary>
    public HeadViews CreateViews(int rows, Matrix queries, Matrix keys, Matrix values) =>
        new(rows * _layout.KeyHeads, _layout, _blocks.Select(b => (b.First, b.End)), queries, keys, values);

    private float* LogSums(float* all, int pair, int first) => all + (((long)pair * _layout.Length) + first) * _layout.GroupSize;

    // In a stretch the heads of a token are rows of their own, one after the other, which is the order that they have side by side.
    private void CopyTokens(Block block, Matrix stretch, Matrix tokens, int row, int column, bool back)
    {
        var bytes = (long)_layout.GroupSize * _layout.HeadWidth * TFormat.Size;
        _cores.Split(
            block.End - block.First,
            (first, count) =>
            {
                for (var i = first; i < first + count; i++)
                {
                    var one = stretch.Row((long)i * _layout.GroupSize);
                    var other = tokens.Row(((long)row * _layout.Length) + block.First + i) + (column * TFormat.Size);
                    Buffer.MemoryCopy(back ? other : one, back ? one : other, bytes, bytes);
                }
            }
        );
    }

    private sealed record Block(int First, int End, Matrix Scores, Matrix ScoreGradients, Matrix Results, Matrix Gradients);
}
