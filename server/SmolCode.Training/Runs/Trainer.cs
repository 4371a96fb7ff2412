using System.Collections.Immutable;
using SmolCode.Training.Model;

namespace SmolCode.Training.Runs;

/// <summary>
/// Trains the low-rank updates of a model for a time: steps of AdamW over an endless stream of rows, with checkpoints that survive a kill.
/// </summary>
internal sealed class Trainer
{
    private const double Smoothing = 0.9;
    private const int CurvePoints = 64;
    private static readonly TimeSpan PauseLook = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan LongestFirstStep = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(1);

    private readonly ILoraModel _model;
    private readonly LoraLayout _layout;
    private readonly TrainingOptions _options;
    private readonly string _identity;
    private readonly string _checkpoint;
    private readonly IReadOnlyList<IPause> _pauses;
    private readonly TimeProvider _time;
    private readonly Cores _cores;

    private float[] _parameters;
    private AdamW _optimizer;
    private int _step;
    private long _rows;
    private long _tokens;
    private TimeSpan _elapsed;
    private double _rateFactor = 1;
    private double? _smoothed;
    private ImmutableArray<LossPoint> _curve = [];

    /// <param name="model">The model; it computes <see cref="ILoraModel.Rows"/> rows at once, of which a step may need several.</param>
    /// <param name="layout">Its updates.</param>
    /// <param name="options">How it goes.</param>
    /// <param name="identity">Of what is trained on what: a checkpoint of something else is not gone on with.</param>
    /// <param name="checkpoint">Where the checkpoint lies.</param>
    /// <param name="pauses">Reasons to wait.</param>
    /// <param name="time">Time.</param>
    public Trainer(
        ILoraModel model,
        LoraLayout layout,
        TrainingOptions options,
        string identity,
        string checkpoint,
        IReadOnlyList<IPause> pauses,
        TimeProvider time
    )
    {
        (_model, _layout, _options, _identity, _checkpoint, _pauses, _time) = (model, layout, options, identity, checkpoint, pauses, time);
        _cores = new Cores(options.Threads);
        _parameters = layout.Begin(options.Seed);
        _optimizer = new AdamW(layout.Count);
    }

    /// <summary>The updates as they are.</summary>
    public float[] Parameters => _parameters;

    /// <summary>Goes on with the checkpoint; false: there is none.</summary>
    /// <exception cref="TrainingException">It is damaged, or of another training.</exception>
    public bool Resume()
    {
        if (Checkpoint.Read(_checkpoint) is not { } kept)
        {
            return false;
        }

        if (kept.Header.Identity != _identity || kept.Parameters.Length != _layout.Count)
        {
            throw new TrainingException(
                $"The checkpoint {_checkpoint} belongs to another training (other files, weights, rank or row length). Train without --resume; it begins anew then."
            );
        }

        Restore(kept);
        return true;
    }

    /// <summary>Trains until the time is over, or <paramref name="stop"/> is asked for, which saves and ends well.</summary>
    /// <param name="rows">The stream, from its beginning.</param>
    /// <param name="progress">Receives where it is, after every step.</param>
    /// <param name="stop">Ends it after the step at hand.</param>
    /// <exception cref="TrainingException">The loss was no number, twice.</exception>
    public TrainingOutcome Run(IEnumerable<TrainingRow> rows, IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        var gradients = new float[_layout.Count];
        // Rows that an earlier run has taken; the stream is the same for the same seed.
        using var source = rows.Skip(checked((int)_rows)).GetEnumerator();
        _model.Load(_parameters);
        var saved = _time.GetTimestamp();
        Save(progress);
        while (_elapsed < _options.Time && _step < (_options.MaxSteps ?? int.MaxValue) && !stop.IsCancellationRequested)
        {
            if (Waits(progress, stop))
            {
                continue;
            }

            var batch = Take(source);
            var begun = _time.GetTimestamp();
            var rate = _rateFactor * LearningRate.At(_options, _step, _elapsed / _options.Time);
            Array.Clear(gradients);
            var (sum, weight) = (0.0, batch.Sum(r => r.Weights.Skip(1).Sum(w => (double)w)));
            for (var first = 0; first < batch.Count; first += _model.Rows)
            {
                sum += _model.Learn(batch.GetRange(first, _model.Rows), Math.Max(weight, 1), gradients).Sum;
            }

            var loss = sum / Math.Max(weight, 1);
            var norm = Math.Sqrt(SumOfSquares(gradients));
            if (!double.IsFinite(loss) || !double.IsFinite(norm))
            {
                GoBack(progress);
                saved = _time.GetTimestamp();
                continue;
            }

            _optimizer.Step(_cores, _parameters, gradients, (float)Math.Min(1, _options.Clip / (norm + 1e-6)), rate);
            _model.Load(_parameters);
            var tokens = (long)batch.Count * _options.RowLength;
            var took = _time.GetElapsedTime(begun);
            // On some systems the clock goes on while the machine sleeps.
            var most = _step == 0 ? LongestFirstStep : TimeSpan.FromTicks(Math.Max(ShortestLimit.Ticks, 10 * _elapsed.Ticks / _step));
            var counted = took < most ? took : most;
            (_step, _tokens, _elapsed) = (_step + 1, _tokens + tokens, _elapsed + counted);
            _smoothed = _smoothed is { } before ? (Smoothing * before) + ((1 - Smoothing) * loss) : loss;
            Note(_smoothed.Value);
            progress?.Report(Where(loss, tokens / Math.Max(took.TotalSeconds, 1e-6), null, null));
            if (_time.GetElapsedTime(saved) >= _options.CheckpointInterval)
            {
                Save(progress);
                saved = _time.GetTimestamp();
            }
        }

        Save(progress);
        return new TrainingOutcome(_step, _tokens, _elapsed, stop.IsCancellationRequested, _curve);
    }

    private List<TrainingRow> Take(IEnumerator<TrainingRow> source)
    {
        var batch = new List<TrainingRow>(_options.RowsPerStep);
        while (batch.Count < _options.RowsPerStep)
        {
            if (!source.MoveNext())
            {
                throw new TrainingException("There is nothing left to learn from. Name more files with --from.");
            }

            batch.Add(source.Current);
            _rows++;
        }

        return batch;
    }

    private bool Waits(IProgress<TrainingProgress>? progress, CancellationToken stop)
    {
        if (_pauses.Select(p => p.Reason()).FirstOrDefault(r => r is not null) is not { } reason)
        {
            return false;
        }

        // On a thread of its own, which has nothing else to do. The clock runs before anyone hears of the pause: who moves the clock then (a test)
        // moves it past this.
        using var timer = new ManualResetEventSlim();
        using var ring = _time.CreateTimer(_ => timer.Set(), null, PauseLook, Timeout.InfiniteTimeSpan);
        progress?.Report(Where(_smoothed ?? 0, 0, reason, null));
        try
        {
            timer.Wait(stop);
        }
        catch (OperationCanceledException)
        {
            // The loop ends.
        }

        return true;
    }

    private void GoBack(IProgress<TrainingProgress>? progress)
    {
        if (_rateFactor < 1 || Checkpoint.Read(_checkpoint) is not { } kept)
        {
            throw new TrainingException(
                $"The loss became no number at step {_step + 1}{(_rateFactor < 1 ? ", again after half the rate" : "")}. Training ended; the adapter that was used before stays. Train with fewer minutes, or report it with the repository where it happens."
            );
        }

        Restore(kept);
        _rateFactor = kept.Header.RateFactor / 2;
        _model.Load(_parameters);
        progress?.Report(
            Where(_smoothed ?? 0, 0, null, $"The loss became no number; training goes on from step {_step} with half the rate")
        );
    }

    private void Restore(Checkpoint kept)
    {
        _parameters = kept.Parameters;
        _optimizer = new AdamW(_layout.Count) { Steps = kept.Header.Step };
        kept.Means.CopyTo(_optimizer.Means, 0);
        kept.Squares.CopyTo(_optimizer.Squares, 0);
        (_step, _tokens, _elapsed, _rateFactor, _curve) = (
            kept.Header.Step,
            kept.Header.Tokens,
            kept.Header.Elapsed,
            kept.Header.RateFactor,
            kept.Header.Curve
        );
        // Going back, the rows after the checkpoint are behind already: they may be what was wrong.
        _rows = Math.Max(_rows, kept.Header.Rows);
        _smoothed = _curve.IsEmpty ? null : _curve[^1].Loss;
    }

    private void Save(IProgress<TrainingProgress>? progress)
    {
        try
        {
            new Checkpoint(
                new CheckpointHeader(_identity, _step, _rows, _tokens, _elapsed, _rateFactor, _curve, _options.Time),
                _parameters,
                _optimizer.Means,
                _optimizer.Squares
            ).Write(_checkpoint);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            progress?.Report(
                Where(
                    _smoothed ?? 0,
                    0,
                    null,
                    $"The checkpoint of step {_step} cannot be written ({e.Message.TrimEnd('.')}); training goes on, an earlier one stays. Make room in {Path.GetDirectoryName(_checkpoint)}"
                )
            );
        }
    }

    private TrainingProgress Where(double loss, double rate, string? paused, string? note) =>
        new(
            _step,
            loss,
            _smoothed ?? loss,
            _tokens,
            rate,
            _elapsed,
            _options.Time > _elapsed ? _options.Time - _elapsed : TimeSpan.Zero,
            paused,
            note
        );

    // Some dozens of points however long it takes.
    private void Note(double loss)
    {
        var point = new LossPoint(_step, Math.Round(loss, 4));
        if (_curve.Length >= 2 * CurvePoints)
        {
            _curve = [.. _curve.Where((_, i) => i % 2 == 1)];
        }

        var distance = _curve.Length < 2 ? 1 : _curve[1].Step - _curve[0].Step;
        if (_curve.IsEmpty || _step - _curve[^1].Step >= Math.Max(1, distance))
        {
            _curve = _curve.Add(point);
        }
    }

    private double SumOfSquares(float[] values)
    {
        var sums = new double[_cores.Threads];
        var part = (values.Length + _cores.Threads - 1) / _cores.Threads;
        _cores.Split(
            values.Length,
            (first, count) =>
            {
                var square = (double)System.Numerics.Tensors.TensorPrimitives.SumOfSquares(values.AsSpan(first, count));
                lock (sums)
                {
                    sums[Math.Min(first / part, sums.Length - 1)] += square;
                }
            }
        );
        return sums.Sum();
    }
}
