using System.Runtime.Intrinsics;

namespace SmolCode.Training.Model;

/// <summary>
/// What lies between the matrix products of a Llama block, forwards and backwards, each in one pass over the memory. Widths are multiples
/// of sixteen. Rows of a matrix may be longer than what is computed on: the rest belongs to low-rank updates (<see cref="AdaptedLinear{TFormat}"/>).
/// </summary>
internal static unsafe class Kernels<TFormat>
    where TFormat : IComputeFormat
{
    private const int Lanes = 16;

    /// <summary>
    /// sum = x + y (x itself without y), and h = sum / rms(sum) · weight (RMSNorm, Zhang and Sennrich 2019).
    /// </summary>
    public static void AddAndNorm(Cores cores, Matrix x, Matrix? y, Matrix sum, float[] weight, float epsilon, Matrix h) =>
        cores.Split(
            x.Rows,
            (first, count) =>
            {
                var width = weight.Length;
                fixed (float* w = weight)
                {
                    for (var row = first; row < first + count; row++)
                    {
                        var from = x.Row(row);
                        var to = sum.Row(row);
                        var target = h.Row(row);
                        var squares = Vector512<float>.Zero;
                        if (y is null)
                        {
                            for (nint i = 0; i < width; i += Lanes)
                            {
                                var v = TFormat.Load(from, i);
                                TFormat.Store(to, i, v);
                                squares += v * v;
                            }
                        }
                        else
                        {
                            var other = y.Row(row);
                            for (nint i = 0; i < width; i += Lanes)
                            {
                                TFormat.Store(to, i, TFormat.Load(from, i) + TFormat.Load(other, i));
                                var v = TFormat.Load(to, i);
                                squares += v * v;
                            }
                        }

                        var scale = Vector512.Create(1 / MathF.Sqrt((Vector512.Sum(squares) / width) + epsilon));
                        for (nint i = 0; i < width; i += Lanes)
                        {
                            TFormat.Store(target, i, TFormat.Load(to, i) * scale * Vector512.Load(w + i));
                        }
                    }
                }
            }
        );

    /// <summary>
    /// dx = dSum + the gradient through the norm: with n = x / rms, g = dh · weight: (g − n · mean(g · n)) / rms.
    /// <paramref name="dSum"/> null: none. <paramref name="dx"/> may be <paramref name="dSum"/>.
    /// </summary>
    public static void NormBackward(Cores cores, Matrix x, float[] weight, float epsilon, Matrix dh, Matrix? dSum, Matrix dx) =>
        cores.Split(
            x.Rows,
            (first, count) =>
            {
                var width = weight.Length;
                fixed (float* w = weight)
                {
                    for (var row = first; row < first + count; row++)
                    {
                        var from = x.Row(row);
                        var gradient = dh.Row(row);
                        var target = dx.Row(row);
                        var add = dSum is null ? null : dSum.Row(row);
                        var (squares, products) = (Vector512<float>.Zero, Vector512<float>.Zero);
                        for (nint i = 0; i < width; i += Lanes)
                        {
                            var v = TFormat.Load(from, i);
                            squares += v * v;
                            products += v * TFormat.Load(gradient, i) * Vector512.Load(w + i);
                        }

                        var inverse = 1 / MathF.Sqrt((Vector512.Sum(squares) / width) + epsilon);
                        var scale = Vector512.Create(inverse);
                        var along = Vector512.Create(inverse * inverse * inverse * Vector512.Sum(products) / width);
                        for (nint i = 0; i < width; i += Lanes)
                        {
                            var d = (TFormat.Load(gradient, i) * Vector512.Load(w + i) * scale) - (TFormat.Load(from, i) * along);
                            TFormat.Store(target, i, add is null ? d : d + TFormat.Load(add, i));
                        }
                    }
                }
            }
        );

    /// <summary>
    /// Splits query, key and value of each token into matrices of single heads, queries and keys rotated by their position (rotary embedding of
    /// neighbouring pairs, as GGUF orders the rows), queries divided by the root of the head's width. Heads that share keys follow one another.
    /// </summary>
    public static void SplitHeads(Cores cores, Matrix qkv, RotaryTable table, in HeadLayout layout, Matrix q, Matrix k, Matrix v)
    {
        var l = layout;
        cores.Split(
            qkv.Rows,
            (first, count) =>
            {
                var scale = Vector512.Create(1 / MathF.Sqrt(l.HeadWidth));
                for (var token = first; token < first + count; token++)
                {
                    var (row, at) = Math.DivRem(token, l.Length);
                    var source = qkv.Row(token);
                    for (var head = 0; head < l.Heads; head++)
                    {
                        var (group, member) = Math.DivRem(head, l.GroupSize);
                        var target = q.Row(((((long)((row * l.KeyHeads) + group) * l.Length) + at) * l.GroupSize) + member);
                        Rotate(source, head * l.HeadWidth, target, 0, table, at, l.HeadWidth, scale, forwards: true);
                    }

                    for (var head = 0; head < l.KeyHeads; head++)
                    {
                        var to = ((long)((row * l.KeyHeads) + head) * l.Length) + at;
                        Rotate(source, l.KeyStart(head), k.Row(to), 0, table, at, l.HeadWidth, Vector512<float>.One, forwards: true);
                        Copy(source, l.ValueStart(head), v.Row(to), 0, l.HeadWidth);
                    }
                }
            }
        );
    }

    /// <summary>The gradient of <see cref="SplitHeads"/>.</summary>
    public static void JoinHeads(Cores cores, Matrix dq, Matrix dk, Matrix dv, RotaryTable table, in HeadLayout layout, Matrix dQkv)
    {
        var l = layout;
        cores.Split(
            dQkv.Rows,
            (first, count) =>
            {
                var scale = Vector512.Create(1 / MathF.Sqrt(l.HeadWidth));
                for (var token = first; token < first + count; token++)
                {
                    var (row, at) = Math.DivRem(token, l.Length);
                    var target = dQkv.Row(token);
                    for (var head = 0; head < l.Heads; head++)
                    {
                        var (group, member) = Math.DivRem(head, l.GroupSize);
                        var source = dq.Row(((((long)((row * l.KeyHeads) + group) * l.Length) + at) * l.GroupSize) + member);
                        Rotate(source, 0, target, head * l.HeadWidth, table, at, l.HeadWidth, scale, forwards: false);
                    }

                    for (var head = 0; head < l.KeyHeads; head++)
                    {
                        var from = ((long)((row * l.KeyHeads) + head) * l.Length) + at;
                        Rotate(dk.Row(from), 0, target, l.KeyStart(head), table, at, l.HeadWidth, Vector512<float>.One, forwards: false);
                        Copy(dv.Row(from), 0, target, l.ValueStart(head), l.HeadWidth);
                    }
                }
            }
        );
    }

    /// <summary>
    /// scores become probabilities over the keys up to each query's own, zeros after; <paramref name="logSums"/> keeps the logarithm of each
    /// row's sum of exponentials.
    /// </summary>
    /// <param name="cores">Threads.</param>
    /// <param name="scores">Rows: tokens times heads of a group; columns: keys from the first on.</param>
    /// <param name="firstToken">The token of the first row.</param>
    /// <param name="groupSize">Rows of a token.</param>
    /// <param name="logSums">One value a row.</param>
    public static void Softmax(Cores cores, Matrix scores, int firstToken, int groupSize, float* logSums) =>
        cores.Split(
            scores.Rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    var data = scores.Row(row);
                    var keys = firstToken + (row / groupSize) + 1;
                    var whole = keys / Lanes * Lanes;
                    var mask = Mask(keys - whole);
                    var max = Vector512.Create(float.NegativeInfinity);
                    for (nint i = 0; i < whole; i += Lanes)
                    {
                        max = Vector512.Max(max, TFormat.Load(data, i));
                    }

                    if (whole < keys)
                    {
                        max = Vector512.Max(
                            max,
                            Vector512.ConditionalSelect(mask, TFormat.Load(data, whole), Vector512.Create(float.NegativeInfinity))
                        );
                    }

                    var highest = Vector512.Create(Highest(max));
                    var sums = Vector512<float>.Zero;
                    for (nint i = 0; i < whole; i += Lanes)
                    {
                        var e = Exponential.Of(TFormat.Load(data, i) - highest);
                        sums += e;
                        TFormat.Store(data, i, e);
                    }

                    nint rest = whole;
                    if (whole < keys)
                    {
                        var e = mask & Exponential.Of(TFormat.Load(data, whole) - highest);
                        sums += e;
                        TFormat.Store(data, whole, e);
                        rest += Lanes;
                    }

                    var sum = Vector512.Sum(sums);
                    logSums[row] = highest[0] + MathF.Log(sum);
                    var scale = Vector512.Create(1 / sum);
                    for (nint i = 0; i < rest; i += Lanes)
                    {
                        TFormat.Store(data, i, TFormat.Load(data, i) * scale);
                    }

                    for (; rest < scores.Columns; rest += Lanes)
                    {
                        TFormat.Store(data, rest, Vector512<float>.Zero);
                    }
                }
            }
        );

    /// <summary>
    /// From scores, the gradient of the probabilities and what <see cref="Softmax"/> kept: <paramref name="scores"/> become probabilities p, and
    /// <paramref name="gradient"/> (of p) becomes that of the scores: p · (gradient − <paramref name="means"/>).
    /// </summary>
    public static void SoftmaxBackward(
        Cores cores,
        Matrix scores,
        Matrix gradient,
        int firstToken,
        int groupSize,
        float* logSums,
        float* means
    ) =>
        cores.Split(
            scores.Rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    var data = scores.Row(row);
                    var d = gradient.Row(row);
                    var keys = firstToken + (row / groupSize) + 1;
                    var whole = keys / Lanes * Lanes;
                    var (log, mean) = (Vector512.Create(logSums[row]), Vector512.Create(means[row]));
                    for (nint i = 0; i < whole; i += Lanes)
                    {
                        var p = Exponential.Of(TFormat.Load(data, i) - log);
                        TFormat.Store(data, i, p);
                        TFormat.Store(d, i, p * (TFormat.Load(d, i) - mean));
                    }

                    nint rest = whole;
                    if (whole < keys)
                    {
                        var mask = Mask(keys - whole);
                        var p = mask & Exponential.Of(TFormat.Load(data, whole) - log);
                        TFormat.Store(data, whole, p);
                        TFormat.Store(d, whole, mask & (p * (TFormat.Load(d, whole) - mean)));
                        rest += Lanes;
                    }

                    for (; rest < scores.Columns; rest += Lanes)
                    {
                        TFormat.Store(data, rest, Vector512<float>.Zero);
                        TFormat.Store(d, rest, Vector512<float>.Zero);
                    }
                }
            }
        );

    /// <summary>The sum of a · b in each row.</summary>
    public static void RowProducts(Cores cores, Matrix a, Matrix b, float* results) =>
        cores.Split(
            a.Rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    var x = a.Row(row);
                    var y = b.Row(row);
                    var sum = Vector512<float>.Zero;
                    for (nint i = 0; i < a.Columns; i += Lanes)
                    {
                        sum += TFormat.Load(x, i) * TFormat.Load(y, i);
                    }

                    results[row] = Vector512.Sum(sum);
                }
            }
        );

    /// <summary>product = silu(gate) · up, where gate and up lie side by side; silu(x) = x / (1 + e⁻ˣ).</summary>
    public static void Gate(Cores cores, Matrix gateUp, int width, Matrix product) =>
        cores.Split(
            gateUp.Rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    var source = gateUp.Row(row);
                    var target = product.Row(row);
                    for (nint i = 0; i < width; i += Lanes)
                    {
                        var g = TFormat.Load(source, i);
                        TFormat.Store(target, i, g * Sigmoid(g) * TFormat.Load(source, i + width));
                    }
                }
            }
        );

    /// <summary>The gradient of <see cref="Gate"/>.</summary>
    public static void GateBackward(Cores cores, Matrix gateUp, int width, Matrix dProduct, Matrix dGateUp) =>
        cores.Split(
            gateUp.Rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    var source = gateUp.Row(row);
                    var gradient = dProduct.Row(row);
                    var target = dGateUp.Row(row);
                    for (nint i = 0; i < width; i += Lanes)
                    {
                        var (g, u, d) = (TFormat.Load(source, i), TFormat.Load(source, i + width), TFormat.Load(gradient, i));
                        var s = Sigmoid(g);
                        var silu = g * s;
                        TFormat.Store(target, i + width, d * silu);
                        TFormat.Store(target, i, d * u * (s + (silu * (Vector512<float>.One - s))));
                    }
                }
            }
        );

    /// <summary>Copies columns from one matrix to another, row by row.</summary>
    public static void CopyColumns(Cores cores, Matrix source, int from, Matrix target, int to, int width, int rows) =>
        CopyColumns(cores, source, 0, from, target, 0, to, width, rows);

    /// <summary>Copies columns of some rows.</summary>
    public static void CopyColumns(
        Cores cores,
        Matrix source,
        int sourceRow,
        int from,
        Matrix target,
        int targetRow,
        int to,
        int width,
        int rows
    ) =>
        cores.Split(
            rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    Copy(source.Row(sourceRow + row), from, target.Row(targetRow + row), to, width);
                }
            }
        );

    /// <summary>Adds <paramref name="scale"/> times a block of a matrix to floats that lie row after row.</summary>
    public static void AddTo(Matrix source, int row, int column, int rows, int columns, float scale, Span<float> target)
    {
        var factor = Vector512.Create(scale);
        fixed (float* to = target)
        {
            for (var r = 0; r < rows; r++)
            {
                var from = source.Row(row + r);
                var line = to + ((long)r * columns);
                for (nint i = 0; i < columns; i += Lanes)
                {
                    (Vector512.Load(line + i) + (factor * TFormat.Load(from, column + i))).Store(line + i);
                }
            }
        }
    }

    /// <summary>Writes floats that lie row after row, times <paramref name="scale"/>, into a block of a matrix.</summary>
    public static void Write(ReadOnlySpan<float> source, float scale, Matrix target, int row, int column, int rows, int columns)
    {
        var factor = Vector512.Create(scale);
        fixed (float* from = source)
        {
            for (var r = 0; r < rows; r++)
            {
                var to = target.Row(row + r);
                var line = from + ((long)r * columns);
                for (nint i = 0; i < columns; i += Lanes)
                {
                    TFormat.Store(to, column + i, factor * Vector512.Load(line + i));
                }
            }
        }
    }

    /// <summary>
    /// Weighted cross-entropy of each row: logits become their gradient, (softmax − one at the target) · weight · scale. Rows of weight
    /// 0 become zeros.
    /// </summary>
    /// <param name="cores">Threads.</param>
    /// <param name="logits">A row for each position.</param>
    /// <param name="targets">The right token of each row.</param>
    /// <param name="weights">The weight of each row.</param>
    /// <param name="scale">What gradients are multiplied by.</param>
    /// <param name="losses">Receives weight · cross-entropy of each row, in nats.</param>
    /// <param name="isRight">Receives whether the right token is the likeliest.</param>
    public static void CrossEntropy(
        Cores cores,
        Matrix logits,
        ReadOnlyMemory<int> targets,
        ReadOnlyMemory<float> weights,
        float scale,
        double[] losses,
        bool[] isRight
    ) =>
        cores.Split(
            logits.Rows,
            (first, count) =>
            {
                for (var row = first; row < first + count; row++)
                {
                    var weight = weights.Span[row];
                    (losses[row], isRight[row]) = CrossEntropy(logits.Row(row), logits.Columns, targets.Span[row], weight, weight * scale);
                }
            }
        );

    private static (double Loss, bool IsRight) CrossEntropy(byte* data, int width, int target, float weight, float scale)
    {
        if (weight == 0)
        {
            for (nint i = 0; i < width; i += Lanes)
            {
                TFormat.Store(data, i, Vector512<float>.Zero);
            }

            return (0, false);
        }

        var max = Vector512.Create(float.NegativeInfinity);
        for (nint i = 0; i < width; i += Lanes)
        {
            max = Vector512.Max(max, TFormat.Load(data, i));
        }

        var highest = Highest(max);
        var (shift, sums) = (Vector512.Create(highest), Vector512<float>.Zero);
        for (nint i = 0; i < width; i += Lanes)
        {
            sums += Exponential.Of(TFormat.Load(data, i) - shift);
        }

        var log = highest + MathF.Log(Vector512.Sum(sums));
        var at = target / Lanes * Lanes;
        var right = TFormat.Load(data, at)[target - at];
        shift = Vector512.Create(log);
        var factor = Vector512.Create(scale);
        for (nint i = 0; i < width; i += Lanes)
        {
            TFormat.Store(data, i, Exponential.Of(TFormat.Load(data, i) - shift) * factor);
        }

        var around = Exponential.Of(Vector512.Create(right) - shift)[0];
        var corrected = TFormat.Load(data, at).WithElement(target - at, (around - 1) * scale);
        TFormat.Store(data, at, corrected);
        return ((log - right) * weight, right >= highest);
    }

    private static void Rotate(
        byte* source,
        int from,
        byte* target,
        int to,
        RotaryTable table,
        int position,
        int width,
        Vector512<float> scale,
        bool forwards
    )
    {
        var cosines = table.Cosines(position);
        var sines = table.Sines(position);
        for (nint i = 0; i < width; i += Lanes)
        {
            var v = TFormat.Load(source, from + i);
            var swapped = Vector512.Shuffle(v, Vector512.Create(1, 0, 3, 2, 5, 4, 7, 6, 9, 8, 11, 10, 13, 12, 15, 14));
            var turned = swapped * Vector512.Load(sines + i);
            var straight = v * Vector512.Load(cosines + i);
            TFormat.Store(target, to + i, (forwards ? straight + turned : straight - turned) * scale);
        }
    }

    private static void Copy(byte* source, int from, byte* target, int to, int width) =>
        Buffer.MemoryCopy(
            source + (from * TFormat.Size),
            target + (to * TFormat.Size),
            (long)width * TFormat.Size,
            (long)width * TFormat.Size
        );

    private static Vector512<float> Sigmoid(Vector512<float> x) => Vector512<float>.One / (Vector512<float>.One + Exponential.Of(-x));

    /// <summary>All bits set in the first lanes.</summary>
    private static Vector512<float> Mask(int count) => Vector512.LessThan(Vector512<int>.Indices, Vector512.Create(count)).AsSingle();

    private static float Highest(Vector512<float> v)
    {
        var half = Vector256.Max(v.GetLower(), v.GetUpper());
        var quarter = Vector128.Max(half.GetLower(), half.GetUpper());
        return MathF.Max(MathF.Max(quarter[0], quarter[1]), MathF.Max(quarter[2], quarter[3]));
    }
}
