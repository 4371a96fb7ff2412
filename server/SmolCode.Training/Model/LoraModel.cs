using System.Collections.Immutable;
using TorchSharp;

namespace SmolCode.Training.Model;

/// <summary>
/// A Llama model whose weights are frozen and whose linear layers have low-rank updates that learn. Its gradient is written by hand (checked
/// against libtorch's own in the tests), over memory that is allocated once: steps allocate nothing, and what is kept of the way forwards is
/// what the way back needs.
/// </summary>
internal sealed unsafe class LoraModel<TFormat> : ILoraModel
    where TFormat : IComputeFormat
{
    private const int HeadChunk = 512;

    private readonly LlamaArchitecture _sizes;
    private readonly Cores _cores;
    private readonly int _length;
    private readonly HeadLayout _heads;
    private readonly RotaryTable _rotary;
    private readonly Attention<TFormat> _attention;
    private readonly Matrix _embeddings;
    private readonly Matrix _output;
    private readonly float[] _outputNorm;
    private readonly ImmutableArray<Block> _blocks;
    private readonly List<IDisposable> _owned = [];

    // Shared by all blocks.
    private readonly Matrix _x;
    private readonly Matrix _hidden;
    private readonly Matrix _qkv;
    private readonly Matrix _change;
    private readonly Matrix _dDown;
    private readonly Matrix _dProduct;
    private readonly Matrix _dGateUp;
    private readonly Matrix _dHidden;
    private readonly Matrix _dMiddle;
    private readonly Matrix _dResult;
    private readonly Matrix _dQkv;
    private readonly HeadViews _dHeads;
    private readonly Dictionary<int, (Matrix, Matrix)> _small = [];
    private readonly Matrix _chunk;
    private readonly Matrix _dChunk;
    private readonly Matrix _logits;

    /// <param name="sizes">The model's sizes.</param>
    /// <param name="weights">Its weights.</param>
    /// <param name="layout">The updates.</param>
    /// <param name="scale">alpha / rank.</param>
    /// <param name="rows">Rows of text that are computed together.</param>
    /// <param name="length">Tokens of a row, a multiple of sixteen.</param>
    /// <param name="threads">Threads to use.</param>
    public LoraModel(LlamaArchitecture sizes, FrozenWeights weights, LoraLayout layout, float scale, int rows, int length, int threads)
    {
        torch.set_num_threads(threads);
        using var noGradient = torch.no_grad();
        (_sizes, _cores, _length, Rows) = (sizes, new Cores(threads), length, rows);
        _heads = new HeadLayout(length, sizes.Heads, sizes.KeyHeads, sizes.HeadWidth);
        _rotary = new RotaryTable(length, sizes.HeadWidth, sizes.RotaryBase);
        _attention = Own(new Attention<TFormat>(_cores, _heads));
        _embeddings = Own(Frozen("token_embd.weight", sizes.Vocabulary));
        _output = weights.Contains("output.weight") ? Own(Frozen("output.weight", sizes.Vocabulary)) : _embeddings;
        _outputNorm = weights.Read("output_norm.weight");
        var tokens = rows * length;
        UpdateProducts? qkvProducts = null,
            outputProducts = null,
            gateUpProducts = null,
            downProducts = null;
        var blocks = ImmutableArray.CreateBuilder<Block>(sizes.Blocks);
        for (var i = 0; i < sizes.Blocks; i++)
        {
            var parts = layout.Parts.AsSpan().Slice(i * LlamaArchitecture.LayerNames.Length, LlamaArchitecture.LayerNames.Length);
            var qkv = Linear(parts[..3]);
            var output = Linear(parts[3..4]);
            var gateUp = Linear(parts[4..6]);
            var down = Linear(parts[6..]);
            blocks.Add(
                new Block(
                    weights.Read($"blk.{i}.attn_norm.weight"),
                    weights.Read($"blk.{i}.ffn_norm.weight"),
                    new Layer(qkv, qkvProducts ??= Own(qkv.CreateProducts())),
                    new Layer(output, outputProducts ??= Own(output.CreateProducts())),
                    new Layer(gateUp, gateUpProducts ??= Own(gateUp.CreateProducts())),
                    new Layer(down, downProducts ??= Own(down.CreateProducts())),
                    Room(sizes.Width),
                    Room(sizes.Width + qkv.Update),
                    Heads(),
                    GC.AllocateArray<float>(tokens * sizes.Heads, pinned: true),
                    Room(sizes.Width + output.Update),
                    Room(sizes.Width),
                    Room(sizes.Width + gateUp.Update),
                    Room(2 * sizes.FeedForward),
                    Room(sizes.FeedForward + down.Update)
                )
            );
        }

        _blocks = blocks.MoveToImmutable();
        var first = _blocks[0];
        _x = Room(sizes.Width);
        _hidden = Room(sizes.Width);
        _qkv = Room(_heads.Width);
        _change = Room(sizes.Width);
        _dDown = Room(sizes.Width + first.Down.Linear.Update);
        _dProduct = Room(sizes.FeedForward);
        _dGateUp = Room((2 * sizes.FeedForward) + first.GateUp.Linear.Update);
        _dHidden = Room(sizes.Width);
        _dMiddle = Room(sizes.Width + first.Output.Linear.Update);
        _dResult = Room(sizes.Width);
        _dQkv = Room(_heads.Width + first.Qkv.Linear.Update);
        _dHeads = Heads();
        _chunk = Own(Matrix.Create<TFormat>(HeadChunk, sizes.Width));
        _dChunk = Own(Matrix.Create<TFormat>(HeadChunk, sizes.Width));
        _logits = Own(Matrix.Create<TFormat>(HeadChunk, sizes.Vocabulary));
        foreach (var update in (int[])[layout.Rank, 2 * layout.Rank, 3 * layout.Rank])
        {
            _small.Add(update, (Room(update), Room(update)));
        }

        Matrix Room(int columns) => Own(Matrix.Create<TFormat>(tokens, columns));

        HeadViews Heads() =>
            Own(
                _attention.CreateViews(
                    rows,
                    Matrix.Create<TFormat>(tokens * sizes.Heads, sizes.HeadWidth),
                    Matrix.Create<TFormat>(tokens * sizes.KeyHeads, sizes.HeadWidth),
                    Matrix.Create<TFormat>(tokens * sizes.KeyHeads, sizes.HeadWidth)
                )
            );

        AdaptedLinear<TFormat> Linear(ReadOnlySpan<AdaptedPart> parts) =>
            Own(new AdaptedLinear<TFormat>(_cores, [.. parts], layout.Rank, scale, weights.Read));

        Matrix Frozen(string name, int count)
        {
            var matrix = Matrix.Create<TFormat>(count, sizes.Width);
            Kernels<TFormat>.Write(weights.Read(name), 1, matrix, 0, 0, count, sizes.Width);
            return matrix;
        }
    }

    /// <inheritdoc />
    public int Rows { get; }

    /// <inheritdoc />
    public void Load(ReadOnlySpan<float> parameters)
    {
        foreach (var block in _blocks)
        {
            block.Qkv.Linear.Load(parameters);
            block.Output.Linear.Load(parameters);
            block.GateUp.Linear.Load(parameters);
            block.Down.Linear.Load(parameters);
        }
    }

    /// <inheritdoc />
    public BatchLoss Learn(IReadOnlyList<TrainingRow> rows, double totalWeight, Span<float> gradients)
    {
        using var noGradient = torch.no_grad();
        Forward(rows);
        var loss = Head(rows, totalWeight, _dHidden);
        Backward(gradients);
        return loss;
    }

    /// <inheritdoc />
    public BatchLoss Judge(IReadOnlyList<TrainingRow> rows)
    {
        using var noGradient = torch.no_grad();
        Forward(rows);
        return Head(rows, 1, null);
    }

    /// <inheritdoc />
    public float[] Logits(IReadOnlyList<TrainingRow> rows, int row, int position)
    {
        using var noGradient = torch.no_grad();
        Forward(rows);
        Kernels<TFormat>.CopyColumns(_cores, _hidden, (row * _length) + position, 0, _chunk, 0, 0, _sizes.Width, 1);
        _logits.MultiplyByTransposed(_chunk, _output);
        var values = new float[_sizes.Vocabulary];
        Kernels<TFormat>.AddTo(_logits, 0, 0, 1, values.Length, 1, values);
        return values;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var owned in _owned)
        {
            owned.Dispose();
        }
    }

    private T Own<T>(T owned)
        where T : IDisposable
    {
        _owned.Add(owned);
        return owned;
    }

    private void Forward(IReadOnlyList<TrainingRow> rows)
    {
        _cores.Split(
            rows.Count * _length,
            (first, count) =>
            {
                for (var i = first; i < first + count; i++)
                {
                    var token = rows[i / _length].Tokens[i % _length];
                    Buffer.MemoryCopy(
                        _embeddings.Row(token),
                        _x.Row(i),
                        (long)_sizes.Width * TFormat.Size,
                        (long)_sizes.Width * TFormat.Size
                    );
                }
            }
        );
        var (before, change) = (_x, (Matrix?)null);
        foreach (var b in _blocks)
        {
            Kernels<TFormat>.AddAndNorm(_cores, before, change, b.X, b.AttentionNorm, _sizes.Epsilon, b.AttentionInput);
            Forward(b.Qkv, b.AttentionInput, _qkv);
            Kernels<TFormat>.SplitHeads(_cores, _qkv, _rotary, _heads, b.Heads.Queries, b.Heads.Keys, b.Heads.Values);
            fixed (float* logSums = b.LogSums)
            {
                _attention.Forward(rows.Count, b.Heads, logSums, b.Result);
            }

            Forward(b.Output, b.Result, _change);
            Kernels<TFormat>.AddAndNorm(_cores, b.X, _change, b.Middle, b.FeedForwardNorm, _sizes.Epsilon, b.FeedForwardInput);
            Forward(b.GateUp, b.FeedForwardInput, b.Gates);
            Kernels<TFormat>.Gate(_cores, b.Gates, _sizes.FeedForward, b.Product);
            Forward(b.Down, b.Product, _change);
            (before, change) = (b.Middle, _change);
        }

        Kernels<TFormat>.AddAndNorm(_cores, before, change, _x, _outputNorm, _sizes.Epsilon, _hidden);
    }

    private void Backward(Span<float> gradients)
    {
        // From the gradient of the last norm's output in _dHidden to that of the sum before it.
        Kernels<TFormat>.NormBackward(_cores, _x, _outputNorm, _sizes.Epsilon, _dHidden, null, _dDown);
        for (var i = _blocks.Length - 1; i >= 0; i--)
        {
            var b = _blocks[i];
            Backward(b.Down, b.Product, _dDown, _dProduct, gradients);
            Kernels<TFormat>.GateBackward(_cores, b.Gates, _sizes.FeedForward, _dProduct, _dGateUp);
            Backward(b.GateUp, b.FeedForwardInput, _dGateUp, _dHidden, gradients);
            Kernels<TFormat>.NormBackward(_cores, b.Middle, b.FeedForwardNorm, _sizes.Epsilon, _dHidden, _dDown, _dMiddle);
            Backward(b.Output, b.Result, _dMiddle, _dResult, gradients);
            fixed (float* logSums = b.LogSums)
            {
                _attention.Backward(Rows, b.Heads, logSums, b.Result, _dResult, _dHeads);
            }

            Kernels<TFormat>.JoinHeads(_cores, _dHeads.Queries, _dHeads.Keys, _dHeads.Values, _rotary, _heads, _dQkv);
            // Nothing below the first block learns.
            Backward(b.Qkv, b.AttentionInput, _dQkv, i > 0 ? _dHidden : null, gradients);
            if (i > 0)
            {
                Kernels<TFormat>.NormBackward(_cores, b.X, b.AttentionNorm, _sizes.Epsilon, _dHidden, _dMiddle, _dDown);
            }
        }
    }

    private void Forward(Layer layer, Matrix x, Matrix y) => layer.Linear.Forward(x, _small[layer.Linear.Update].Item1, y);

    private void Backward(Layer layer, Matrix x, Matrix dy, Matrix? dx, Span<float> gradients)
    {
        var (one, other) = _small[layer.Linear.Update];
        layer.Linear.Backward(x, dy, one, other, layer.Products, dx, gradients);
    }

    /// <summary>
    /// The loss over the vocabulary where there is weight, in chunks, each with its gradient at once: logits of all positions would not fit.
    /// </summary>
    private BatchLoss Head(IReadOnlyList<TrainingRow> rows, double totalWeight, Matrix? dHidden)
    {
        var places = new List<int>();
        var (targets, weights) = (new List<int>(), new List<float>());
        for (var r = 0; r < rows.Count; r++)
        {
            var row = rows[r];
            for (var i = 1; i < _length; i++)
            {
                if (row.Weights[i] > 0)
                {
                    places.Add((r * _length) + i - 1);
                    targets.Add(row.Tokens[i]);
                    weights.Add(row.Weights[i]);
                }
            }
        }

        dHidden?.Clear();
        // The last chunk is filled up with positions of no weight, so that all have one shape.
        var all = (places.Count + HeadChunk - 1) / HeadChunk * HeadChunk;
        var (targetArray, weightArray) = (new int[all], new float[all]);
        targets.CopyTo(targetArray);
        weights.CopyTo(weightArray);
        var (losses, hits) = (new double[HeadChunk], new bool[HeadChunk]);
        var lost = ImmutableArray.CreateBuilder<double>(places.Count);
        var right = ImmutableArray.CreateBuilder<bool>(places.Count);
        for (var start = 0; start < all; start += HeadChunk)
        {
            var count = Math.Min(HeadChunk, places.Count - start);
            for (var i = 0; i < count; i++)
            {
                Kernels<TFormat>.CopyColumns(_cores, _hidden, places[start + i], 0, _chunk, i, 0, _sizes.Width, 1);
            }

            _logits.MultiplyByTransposed(_chunk, _output);
            Kernels<TFormat>.CrossEntropy(
                _cores,
                _logits,
                targetArray.AsMemory(start, HeadChunk),
                weightArray.AsMemory(start, HeadChunk),
                (float)(1 / totalWeight),
                losses,
                hits
            );
            lost.AddRange(losses.AsSpan(0, count));
            right.AddRange(hits.AsSpan(0, count));
            if (dHidden is not null)
            {
                _dChunk.Multiply(_logits, _output);
                for (var i = 0; i < count; i++)
                {
                    Kernels<TFormat>.CopyColumns(_cores, _dChunk, i, 0, dHidden, places[start + i], 0, _sizes.Width, 1);
                }
            }
        }

        return new BatchLoss(lost.Sum(), weights.Sum(w => (double)w), lost.ToImmutable(), right.ToImmutable());
    }

    private sealed record Layer(AdaptedLinear<TFormat> Linear, UpdateProducts Products);

    private sealed record Block(
        float[] AttentionNorm,
        float[] FeedForwardNorm,
        Layer Qkv,
        Layer Output,
        Layer GateUp,
        Layer Down,
        Matrix X,
        Matrix AttentionInput,
        HeadViews Heads,
        float[] LogSums,
        Matrix Result,
        Matrix Middle,
        Matrix FeedForwardInput,
        Matrix Gates,
        Matrix Product
    );
}
