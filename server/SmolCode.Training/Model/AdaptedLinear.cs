using System.Collections.Immutable;

namespace SmolCode.Training.Model;

/// <summary>
/// Frozen linear layers that read the same input, side by side, each with a low-rank update: y = x Wᵀ + s (x Aᵀ) Bᵀ (Hu et al. 2021). The
/// update rides in the same products: y = [x, x Aᵀ] [W, s B]ᵀ, and backwards dx = [dy, dy s B] [W; A], so that it costs a product with few
/// columns each way and no pass over the outputs. Matrices of inputs and of gradients of outputs have <see cref="Update"/> columns more for that.
/// </summary>
internal sealed class AdaptedLinear<TFormat> : IDisposable
    where TFormat : IComputeFormat
{
    private readonly Cores _cores;
    private readonly ImmutableArray<AdaptedPart> _parts;
    private readonly int _rank;
    private readonly float _scale;
    private readonly Matrix _forward;
    private readonly Matrix _backward;
    private readonly Matrix _a;
    private readonly Matrix _b;

    /// <param name="cores">Threads.</param>
    /// <param name="parts">The layers, in the order of their outputs.</param>
    /// <param name="rank">Rank of each update.</param>
    /// <param name="scale">alpha / rank.</param>
    /// <param name="weights">Gives a layer's weights, outputs by inputs, by its name.</param>
    public AdaptedLinear(Cores cores, ImmutableArray<AdaptedPart> parts, int rank, float scale, Func<string, float[]> weights)
    {
        (_cores, _parts, _rank, _scale) = (cores, parts, rank, scale);
        (Inputs, Outputs, Update) = (parts[0].Inputs, parts.Sum(p => p.Outputs), parts.Length * rank);
        _forward = Matrix.Create<TFormat>(Outputs, Inputs + Update);
        _backward = Matrix.Create<TFormat>(Outputs + Update, Inputs);
        _a = Matrix.Create<TFormat>(Update, Inputs + Update);
        _b = Matrix.Create<TFormat>(Outputs + Update, Update);
        var row = 0;
        foreach (var part in parts)
        {
            var values = weights(part.Name);
            Kernels<TFormat>.Write(values, 1, _forward, row, 0, part.Outputs, Inputs);
            Kernels<TFormat>.Write(values, 1, _backward, row, 0, part.Outputs, Inputs);
            row += part.Outputs;
        }
    }

    /// <summary>Numbers of an input.</summary>
    public int Inputs { get; }

    /// <summary>Numbers of the outputs together.</summary>
    public int Outputs { get; }

    /// <summary>Ranks of the updates together.</summary>
    public int Update { get; }

    /// <summary>Takes over updates that have changed.</summary>
    public void Load(ReadOnlySpan<float> parameters)
    {
        var row = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            var part = _parts[i];
            var a = parameters.Slice(part.OffsetA, _rank * Inputs);
            var b = parameters.Slice(part.OffsetB, part.Outputs * _rank);
            Kernels<TFormat>.Write(a, 1, _a, i * _rank, 0, _rank, Inputs);
            Kernels<TFormat>.Write(a, 1, _backward, Outputs + (i * _rank), 0, _rank, Inputs);
            Kernels<TFormat>.Write(b, _scale, _forward, row, Inputs + (i * _rank), part.Outputs, _rank);
            Kernels<TFormat>.Write(b, _scale, _b, row, i * _rank, part.Outputs, _rank);
            row += part.Outputs;
        }
    }

    /// <summary>Outputs of the layers.</summary>
    /// <param name="x">Inputs, with room for the updates, which is written.</param>
    /// <param name="small">Tokens by <see cref="Update"/>, for intermediate results.</param>
    /// <param name="y">Receives the outputs.</param>
    public void Forward(Matrix x, Matrix small, Matrix y)
    {
        small.MultiplyByTransposed(x, _a);
        Kernels<TFormat>.CopyColumns(_cores, small, 0, x, Inputs, Update, x.Rows);
        y.MultiplyByTransposed(x, _forward);
    }

    /// <summary>Gradients of the inputs and of the updates.</summary>
    /// <param name="x">Inputs as <see cref="Forward"/> has left them.</param>
    /// <param name="dy">Gradient of the outputs, with room for the updates, which is written.</param>
    /// <param name="small">Tokens by <see cref="Update"/>, for intermediate results.</param>
    /// <param name="otherSmall">The same.</param>
    /// <param name="products">Matrices for the updates' gradients.</param>
    /// <param name="dx">Receives the gradient of the inputs; null: nobody needs it.</param>
    /// <param name="gradients">The updates' gradients are added here.</param>
    public void Backward(Matrix x, Matrix dy, Matrix small, Matrix otherSmall, UpdateProducts products, Matrix? dx, Span<float> gradients)
    {
        small.Multiply(dy, _b);
        Kernels<TFormat>.CopyColumns(_cores, small, 0, dy, Outputs, Update, dy.Rows);
        dx?.Multiply(dy, _backward);
        Kernels<TFormat>.CopyColumns(_cores, x, Inputs, otherSmall, 0, Update, x.Rows);
        products.A.MultiplyTransposed(small, x);
        products.B.MultiplyTransposed(dy, otherSmall);
        var row = 0;
        for (var i = 0; i < _parts.Length; i++)
        {
            var part = _parts[i];
            Kernels<TFormat>.AddTo(products.A, i * _rank, 0, _rank, Inputs, 1, gradients.Slice(part.OffsetA, _rank * Inputs));
            Kernels<TFormat>.AddTo(
                products.B,
                row,
                i * _rank,
                part.Outputs,
                _rank,
                _scale,
                gradients.Slice(part.OffsetB, part.Outputs * _rank)
            );
            row += part.Outputs;
        }
    }

    /// <summary>Matrices that <see cref="Backward"/> needs; layers of equal sizes share them.</summary>
    public UpdateProducts CreateProducts() =>
        new(Matrix.Create<TFormat>(Update, Inputs + Update), Matrix.Create<TFormat>(Outputs + Update, Update));

    /// <inheritdoc />
    public void Dispose()
    {
        _forward.Dispose();
        _backward.Dispose();
        _a.Dispose();
        _b.Dispose();
    }
}
