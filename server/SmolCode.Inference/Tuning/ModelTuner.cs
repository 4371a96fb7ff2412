using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Inference.Benchmarking;
using SmolCode.Inference.Engine;
using SmolCode.Inference.Gguf;

namespace SmolCode.Inference.Tuning;

/// <summary>
/// Measures the ways in which a model can be used on this machine: what each layout loses (perplexity on this project's own code, which is
/// in no training data), and how long a fill-in request takes by layout, threads and batch size. Each measurement has an engine process of
/// its own, so there is never more than one model in memory; rounds go through all ways, so that what disturbs the machine for a while
/// disturbs all of them. <see cref="TuningDecision"/> decides.
/// </summary>
public sealed class ModelTuner
{
    // Characters: some 150 and 600 tokens.
    private const int Before = 500;
    private const int Scored = 2_000;
    private const int Suffix = 400;
    private const int Hypotheses = 4;
    private const int Answer = 12;
    private const int RequestsARound = 2;

    // What took so much longer than the best in the first round is not measured again.
    private const double Hopeless = 1.5;

    private readonly EngineOptions _engine;
    private readonly TuningOptions _options;
    private readonly IProgress<string> _progress;
    private readonly ILogger<EngineLanguageModel> _logger;
    private readonly string _code = string.Concat(SampleCode.Read().Select(f => f.Text));
    private readonly Dictionary<EngineTuning, List<Sample>> _samples = [];

    /// <summary>Measures nothing yet.</summary>
    /// <param name="engine">Which model and adapter, and how an engine is started.</param>
    /// <param name="options">What to measure.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="logger">For the engines.</param>
    public ModelTuner(EngineOptions engine, TuningOptions options, IProgress<string> progress, ILogger<EngineLanguageModel>? logger = null)
    {
        // Nothing that was measured before takes part.
        _engine = engine with
        {
            Tuning = null,
            TunedModelsFile = null,
            Threads = 0,
        };
        _options = options;
        _progress = progress;
        _logger = logger ?? NullLogger<EngineLanguageModel>.Instance;
    }

    /// <summary>Measures and decides. Repacked files that are not needed afterwards are deleted, also when it is cancelled.</summary>
    /// <exception cref="LanguageModelUnavailableException">The model can't be used here, or its layouts can't be written.</exception>
    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    /// <exception cref="MachineTooBusyException">It was seen early that nothing can be told.</exception>
    public async Task<TuningReport> RunAsync(CancellationToken cancellationToken)
    {
        var clock = Stopwatch.StartNew();
        var store = new ModelStore(_engine.Folders, NullLogger<ModelStore>.Instance);
        var possible = store.LayoutsFor(_engine.Model, _engine.Adapter);
        var original = possible[0];
        var untuned = new EngineTuning(
            store.DefaultLayoutFor(_engine.Model, _engine.Adapter),
            PhysicalCores.DefaultThreads,
            InferenceContext.BatchSize
        );
        var wanted = possible
            .Where(l => l == original || l == untuned.Layout || _options.Layouts.IsEmpty || _options.Layouts.Contains(l))
            .ToArray();
        WeightLayout? kept = null;
        try
        {
            var (info, layouts) = await LayoutsAsync(wanted, untuned, cancellationToken);
            var rounds = await TimesAsync(Ways(layouts, untuned), layouts, untuned, clock, cancellationToken);
            var tunings = _samples.Select(s => Measured(s.Key, s.Value)).OrderBy(t => t.MedianMs).ToImmutableArray();
            var (chosen, reason) = TuningDecision.Decide(layouts, tunings, untuned, Math.Min(rounds, _options.LeastRounds));
            kept = chosen?.Layout;
            return new TuningReport
            {
                Model = info.Name,
                Adapter = info.Adapter,
                Identity = info.Identity!,
                Machine = info.Machine!,
                MaxLoss = _options.MaxLoss,
                Layouts = layouts,
                Tunings = tunings,
                Untuned = untuned,
                Chosen = chosen,
                Reason = reason,
            };
        }
        finally
        {
            // What is used without tuning is needed again, and a model's own file is not ours. Nothing else stays, whole or in part.
            await store.DeleteRepackedAsync(
                _engine.Model,
                _engine.Adapter,
                wanted.Where(l => l != kept && l != untuned.Layout && l != WeightLayout.AsStored)
            );
        }
    }

    /// <summary>The sizes of batches that make a difference at a speed.</summary>
    internal static IEnumerable<int> BatchSizes(double tokensPerSecond)
    {
        var usual = InferenceContext.BatchFor(tokensPerSecond, InferenceContext.BatchSize);
        return ((int[])[32, 128, 256, 512]).Where(size =>
            size < InferenceContext.BatchSize
                ? usual > size
                // At this speed more than half of the batch would be used.
                : InferenceContext.BatchFor(tokensPerSecond, size) > size / 2
        );
    }

    private static MeasuredTuning Measured(EngineTuning tuning, List<Sample> samples) =>
        new()
        {
            Tuning = tuning,
            RequestMs = [.. samples.Select(s => s.Milliseconds)],
            PrefillTokensPerSecond = Quantiles.Median(samples.Select(s => s.PrefillTokensPerSecond)),
            StepsPerSecond = Quantiles.Median(samples.Select(s => s.StepsPerSecond)),
        };

    private async Task<(ModelInfo Info, ImmutableArray<MeasuredLayout> Layouts)> LayoutsAsync(
        WeightLayout[] wanted,
        EngineTuning untuned,
        CancellationToken cancellationToken
    )
    {
        var measured = new List<MeasuredLayout>();
        double[]? reference = null;
        ModelInfo? info = null;
        foreach (var layout in wanted)
        {
            _progress.Report($"Perplexity of {layout.Name()} ({measured.Count + 1} of {wanted.Length} layouts)");
            await using var model = await StartAsync(untuned with { Layout = layout }, cancellationToken);
            info = await model.GetInfoAsync(cancellationToken);
            if (layout != WeightLayout.AsStored && !string.Equals(info.Layout, layout.Name(), StringComparison.Ordinal))
            {
                throw new LanguageModelUnavailableException(
                    $"The layout {layout.Name()} cannot be measured. {info.Warning ?? $"The engine loaded {info.Layout}."}"
                );
            }

            var (scores, tokens, spread) = await ScoreAsync(model, cancellationToken);
            if (spread > TuningDecision.LargestSpread && measured.Count == 0)
            {
                // Perplexities would be right all the same, but the minutes for them lost.
                throw new MachineTooBusyException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"This machine is too busy to measure: the speed of the same work varies by {spread:P0} between quartiles. Close other programs and try again."
                    )
                );
            }

            reference ??= scores;
            // Of each stretch: how much less likely a token is than with the original.
            var differences = scores.Zip(reference, (ours, theirs) => (theirs - ours) / tokens * scores.Length).ToArray();
            var loss = Math.Exp(differences.Average()) - 1;
            measured.Add(
                new MeasuredLayout
                {
                    Layout = layout,
                    Bytes = new FileInfo(info.File).Length,
                    Perplexity = Math.Exp(-scores.Sum() / tokens),
                    Loss = loss,
                    LossError = StandardError(differences),
                    IsOriginal = measured.Count == 0,
                    IsGoodEnough = loss <= _options.MaxLoss,
                }
            );
        }

        return (info!, [.. measured]);
    }

    /// <summary>Log-probability of each stretch, the tokens of all, and how unequal the speeds were.</summary>
    private async Task<(double[] Scores, int Tokens, double Spread)> ScoreAsync(
        EngineLanguageModel model,
        CancellationToken cancellationToken
    )
    {
        var scores = new double[_options.Stretches];
        var times = new double[_options.Stretches];
        var tokens = 0;
        for (var i = 0; i < scores.Length; i++)
        {
            var text = SampleCode.Stretch(_code, 100 + i, Before + Scored);
            var result = await model.ScoreAsync(
                new ScoreRequest
                {
                    Prompt = new FillInPrompt
                    {
                        Prefix = text[..Before],
                        Format = FillInFormat.Plain,
                        MaxTokens = 4_000,
                    },
                    Continuations = [text[Before..]],
                    TokenHealing = false,
                },
                cancellationToken
            );
            scores[i] = result.Scores[0].LogProbability;
            times[i] = result.ScoreMs / result.EvaluatedTokens;
            tokens += result.Scores[0].Tokens.Length;
        }

        return (scores, tokens, Quantiles.Spread(times));
    }

    private static double StandardError(double[] values)
    {
        var mean = values.Average();
        return values.Length < 2 ? 0 : Math.Sqrt(values.Sum(v => (v - mean) * (v - mean)) / (values.Length - 1) / values.Length);
    }

    /// <summary>The first round: good layouts with all numbers of threads, others as they would be used without tuning, to tell what they lose.</summary>
    private List<EngineTuning> Ways(IReadOnlyList<MeasuredLayout> layouts, EngineTuning untuned)
    {
        var threads = _options.Threads.IsEmpty
            ?
            [
                1,
                untuned.Threads / 2,
                untuned.Threads,
                Math.Max(untuned.Threads, Math.Min(Environment.ProcessorCount, 2 * untuned.Threads)),
            ]
            : _options.Threads;
        return
        [
            .. layouts
                .SelectMany(l =>
                    (l.IsGoodEnough ? threads : [untuned.Threads]).Select(n => untuned with { Layout = l.Layout, Threads = n })
                )
                .Prepend(untuned)
                .Where(t => t.Threads >= 1)
                .Distinct(),
        ];
    }

    /// <summary>Measures ways in rounds; returns how many.</summary>
    private async Task<int> TimesAsync(
        List<EngineTuning> ways,
        IReadOnlyList<MeasuredLayout> layouts,
        EngineTuning untuned,
        Stopwatch clock,
        CancellationToken cancellationToken
    )
    {
        for (var round = 0; ; round++)
        {
            // There and back, so that a machine that grows slower by and by (heat) treats all alike.
            foreach (var (index, way) in (round % 2 == 0 ? ways : Enumerable.Reverse(ways)).Index())
            {
                await MeasureAsync(way, round, $"Round {round + 1}: {index + 1} of {ways.Count}", cancellationToken);
            }

            if (round == 0)
            {
                await AddBatchSizesAsync(ways, layouts, untuned, cancellationToken);
                ways = [.. Worthwhile(ways, layouts, untuned)];
            }

            if (round + 1 >= _options.MostRounds || (round + 1 >= _options.LeastRounds && clock.Elapsed > _options.Budget))
            {
                return round + 1;
            }
        }
    }

    private async Task AddBatchSizesAsync(
        List<EngineTuning> ways,
        IReadOnlyList<MeasuredLayout> layouts,
        EngineTuning untuned,
        CancellationToken cancellationToken
    )
    {
        var best = Worthwhile(ways, layouts, untuned).MinBy(w => _samples[w][0].Milliseconds)!;
        var sizes = _options.BatchSizes.IsEmpty
            ? BatchSizes(_samples[best][0].PrefillTokensPerSecond).ToImmutableArray()
            : _options.BatchSizes;
        foreach (var way in sizes.Select(s => best with { BatchSize = s }).Where(w => !ways.Contains(w)).ToArray())
        {
            await MeasureAsync(way, 0, $"Round 1: batches of {way.BatchSize}", cancellationToken);
            ways.Add(way);
        }
    }

    /// <summary>What may still win, and what it has to win against.</summary>
    private IEnumerable<EngineTuning> Worthwhile(List<EngineTuning> ways, IReadOnlyList<MeasuredLayout> layouts, EngineTuning untuned)
    {
        var good = layouts.Where(l => l.IsGoodEnough).Select(l => l.Layout).ToHashSet();
        var best = ways.Where(w => good.Contains(w.Layout)).Min(w => _samples[w][0].Milliseconds);
        return ways.Where(w => w == untuned || (good.Contains(w.Layout) && _samples[w][0].Milliseconds <= best * Hopeless));
    }

    private async Task MeasureAsync(EngineTuning way, int round, string what, CancellationToken cancellationToken)
    {
        _progress.Report($"{what}: {way.Layout.Name()}, {way.Threads} thread{(way.Threads == 1 ? "" : "s")}, batches of {way.BatchSize}");
        await using var model = await StartAsync(way, cancellationToken);
        // Code and pages that are used for the first time.
        await model.GenerateAsync(Request(0), cancellationToken);
        var (milliseconds, prefill, steps) = (0.0, 0.0, 0.0);
        for (var i = 0; i < RequestsARound; i++)
        {
            // The same in all ways, another one in each round.
            var result = await model.GenerateAsync(Request(1 + (round * RequestsARound) + i), cancellationToken);
            milliseconds += (result.PrefillMs + result.DecodeMs) / RequestsARound;
            prefill += (result.PromptTokens - result.ReusedTokens) / result.PrefillMs * 1000 / RequestsARound;
            // The first tokens come from the prompt's logits.
            steps += (Answer - 1) / result.DecodeMs * 1000 / RequestsARound;
        }

        if (!_samples.TryGetValue(way, out var samples))
        {
            _samples.Add(way, samples = []);
        }

        samples.Add(new Sample(milliseconds, prefill, steps));
    }

    private GenerateRequest Request(int number)
    {
        var text = SampleCode.Stretch(_code, number, _options.PromptCharacters + Suffix);
        return new GenerateRequest
        {
            Prompt = new FillInPrompt
            {
                Path = "src/Sample.cs",
                Prefix = text[.._options.PromptCharacters],
                Suffix = text[_options.PromptCharacters..],
            },
            Hypotheses = Hypotheses,
            Stop = new StopRules { MaxTokens = Answer, AtLineEnd = false },
        };
    }

    /// <summary>An engine that uses the model in one way.</summary>
    private async Task<EngineLanguageModel> StartAsync(EngineTuning way, CancellationToken cancellationToken)
    {
        var model = new EngineLanguageModel(_engine with { Tuning = way }, _logger);
        try
        {
            await model.GetInfoAsync(cancellationToken);
            return model;
        }
        catch
        {
            await model.DisposeAsync();
            throw;
        }
    }

    private readonly record struct Sample(double Milliseconds, double PrefillTokensPerSecond, double StepsPerSecond);
}
