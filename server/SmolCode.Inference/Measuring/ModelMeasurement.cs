using System.Diagnostics;
using SmolCode.Inference.Benchmarking;
using SmolCode.Inference.Tuning;

namespace SmolCode.Inference.Measuring;

/// <summary>
/// Measures what a model is worth on this machine, in a minute or so: how long it takes to answer, and how well it knows C#. What is fastest
/// of the ways to use one model is <see cref="ModelTuner"/>'s business.
/// </summary>
public static class ModelMeasurement
{
    // Characters, as in ModelTuner: some 620 tokens before the cursor and 80 behind it; stretches of 150 and 600 tokens.
    private const int Prefix = 2_300;
    private const int Suffix = 400;
    private const int Before = 500;
    private const int Scored = 2_000;
    private const int Answer = 12;
    private const int Hypotheses = 4;

    /// <summary>Requests that are timed in any case, so that there is a spread to tell of.</summary>
    private const int LeastRequests = 2;

    /// <summary>Measures.</summary>
    /// <param name="options">Which model and adapter, and how an engine is started; it gets one of its own.</param>
    /// <param name="requests">Requests that are timed at most, 1 and more.</param>
    /// <param name="budget">Time after which no more requests are timed than two: a slow machine is measured sooner than exactly.</param>
    /// <param name="stretches">Stretches of code that are scored, 1 and more.</param>
    /// <param name="progress">Receives lines for a user.</param>
    /// <param name="time">The clock.</param>
    /// <param name="cancellationToken">Ends it and the engine.</param>
    /// <exception cref="LanguageModelUnavailableException">The model can't be used here.</exception>
    /// <exception cref="ModelFileException">A file is missing or damaged.</exception>
    public static async Task<MeasuredModel> RunAsync(
        EngineOptions options,
        int requests,
        TimeSpan budget,
        int stretches,
        IProgress<string> progress,
        TimeProvider time,
        CancellationToken cancellationToken
    )
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(progress);
        ArgumentNullException.ThrowIfNull(time);
        var code = string.Concat(SampleCode.Read().Select(f => f.Text));
        progress.Report("Loading the model");
        await using var model = new EngineLanguageModel(
            options,
            Microsoft.Extensions.Logging.Abstractions.NullLogger<EngineLanguageModel>.Instance
        );
        var info = await model.GetInfoAsync(cancellationToken);
        // Code and pages that are used for the first time.
        await model.GenerateAsync(Request(code, 0, Prefix), cancellationToken);
        var (first, next, prefill, decode) = (new List<double>(), new List<double>(), new List<double>(), new List<double>());
        var began = time.GetTimestamp();
        for (var i = 1; i <= requests && (i <= LeastRequests || time.GetElapsedTime(began) < budget); i++)
        {
            progress.Report($"Answers: {i} of {requests}");
            var result = await model.GenerateAsync(Request(code, i, Prefix - 40), cancellationToken);
            first.Add(result.PrefillMs + result.DecodeMs);
            prefill.Add((result.PromptTokens - result.ReusedTokens) / result.PrefillMs * 1000);
            // The first tokens come from the prompt's logits.
            decode.Add((Answer - 1) / result.DecodeMs * 1000);
            result = await model.GenerateAsync(Request(code, i, Prefix), cancellationToken);
            next.Add(result.PrefillMs + result.DecodeMs);
        }

        var (logProbability, characters) = (0.0, 0);
        for (var i = 0; i < stretches; i++)
        {
            progress.Report($"C# that it has not seen: {i + 1} of {stretches}");
            var text = SampleCode.Stretch(code, 100 + i, Before + Scored);
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
            logProbability += result.Scores[0].LogProbability;
            characters += text.Length - Before;
        }

        return new MeasuredModel
        {
            Model = options.Model,
            Adapter = options.Adapter,
            Computer = Environment.MachineName,
            Machine = info.Machine,
            Layout = info.Layout,
            Threads = info.Threads,
            FirstAnswerMs = Quantiles.Median(first),
            NextAnswerMs = Quantiles.Median(next),
            PrefillTokensPerSecond = Quantiles.Median(prefill),
            DecodeTokensPerSecond = Quantiles.Median(decode),
            BitsPerCharacter = -logProbability / characters / Math.Log(2),
            ResidentBytes = Resident(info.ProcessId),
            Spread = Quantiles.Spread(first),
            MeasuredAt = time.GetUtcNow(),
        };
    }

    private static GenerateRequest Request(string code, int number, int prefix)
    {
        var text = SampleCode.Stretch(code, number, Prefix + Suffix);
        return new GenerateRequest
        {
            Prompt = new FillInPrompt
            {
                Path = "src/Sample.cs",
                Prefix = text[..prefix],
                Suffix = text[Prefix..],
            },
            Hypotheses = Hypotheses,
            Stop = new StopRules { MaxTokens = Answer, AtLineEnd = false },
        };
    }

    private static long? Resident(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return process.WorkingSet64;
        }
        catch (ArgumentException)
        {
            // It ended.
            return null;
        }
    }
}
