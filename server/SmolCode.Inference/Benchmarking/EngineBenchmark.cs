using System.Collections.Immutable;
using System.Diagnostics;
using SmolCode.Inference.Peers;

namespace SmolCode.Inference.Benchmarking;

/// <summary>
/// Measures an engine through its own process and pipe. All code is this project's own, which is real, always at hand, and not what the model
/// was trained on. Where two things are compared they alternate, so that other programs disturb both alike.
/// </summary>
public static class EngineBenchmark
{
    private const int Answer = 12;
    private const int LongAnswer = 40;
    private const int DraftRounds = 1;

    // After an answer threads spin for a while and would keep the other one's from their cores.
    private static readonly TimeSpan Settle = TimeSpan.FromMilliseconds(300);

    // Characters: some 500, 700 and 1,500 tokens of C#.
    private const int MediumPrompt = 1_900;
    private const int DocumentPrompt = 2_700;
    private const int LongPrompt = 5_700;

    private static readonly ImmutableArray<string> Members =
    [
        .. "Add AddRange AsReadOnly BinarySearch Clear Contains ConvertAll CopyTo EnsureCapacity Exists Find FindAll FindIndex FindLast FindLastIndex ForEach GetEnumerator GetRange IndexOf Insert InsertRange LastIndexOf Remove RemoveAll RemoveAt RemoveRange Reverse Slice Sort ToArray TrimExcess TrueForAll".Split(
            ' '
        ),
    ];

    /// <summary>Runs all measurements.</summary>
    /// <param name="model">An engine that does nothing else.</param>
    /// <param name="peer">A llama-server to compare with, or null.</param>
    /// <param name="ngramFolder">C# files to measure the n-gram index on; null: this project's own.</param>
    /// <param name="progress">Told what is measured.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<EngineReport> RunAsync(
        EngineLanguageModel model,
        string? peer,
        string? ngramFolder,
        IProgress<string> progress,
        CancellationToken cancellationToken
    )
    {
        var files = SampleCode.Read();
        var info = await model.GetInfoAsync(cancellationToken);
        var report = new EngineReport
        {
            Model = info.Adapter is null ? info.Name : $"{info.Name} + {info.Adapter}",
            Layout = info.Layout,
            Threads = info.Threads,
            Backend = info.Backend,
        };
        var text = string.Concat(files.Select(f => f.Text));
        // Pages and code that are used for the first time.
        await model.GenerateAsync(Request(text[..MediumPrompt]), cancellationToken);

        progress.Report("prefill and decode");
        var (prefill, decode) = (new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            var result = await model.GenerateAsync(Request(SampleCode.Stretch(text, i, MediumPrompt), LongAnswer), cancellationToken);
            prefill.Add((result.PromptTokens - result.ReusedTokens) / result.PrefillMs * 1000);
            // The first token comes from the prompt's logits.
            decode.Add((result.Hypotheses[0].Tokens.Length - 1) / result.DecodeMs * 1000);
        }

        report = report with { PrefillTokensPerSecond = Median(prefill), DecodeTokensPerSecond = Median(decode) };
        progress.Report("four hypotheses");
        report = report with { FourHypothesesRatio = await HypothesesAsync(model, text, cancellationToken) };
        progress.Report("scores of 32 members");
        report = report with { Scoring32Ratio = await ScoresAsync(model, text, cancellationToken) };
        progress.Report("n-grams and drafts");
        report = await DraftsAsync(model, files, report, cancellationToken);
        progress.Report("cancelling");
        report = report with { CancelToQuietMs = await CancelAsync(model, text, cancellationToken) };
        progress.Report("memory with eight documents");
        for (var i = 0; i < 8; i++)
        {
            await model.WarmAsync(Prompt(SampleCode.Stretch(text, 20 + i, DocumentPrompt)), cancellationToken);
        }

        using (var process = Process.GetProcessById(info.ProcessId))
        {
            report = report with { ResidentMb = process.WorkingSet64 / 1024.0 / 1024.0 };
        }

        if (peer is not null)
        {
            progress.Report($"beside {Path.GetFileName(peer)}");
            report = await CompareAsync(model, info, peer, text, report, cancellationToken);
        }

        progress.Report("the n-gram index");
        if (ngramFolder is not null)
        {
            await model.UpdateNgramsAsync([.. ReadFolder(ngramFolder)], cancellationToken);
        }

        var ngrams = await model.MeasureNgramsAsync(cancellationToken);
        report = report with { NgramIndex = ngrams };

        return report;
    }

    /// <summary>Files of a folder, until there are about as many tokens as a large workspace has.</summary>
    private static IEnumerable<NgramDocument> ReadFolder(string folder)
    {
        const int CharactersPerToken = 4;
        var left = 1_000_000 * CharactersPerToken;
        foreach (var file in Directory.EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            var text = File.ReadAllText(file);
            left -= text.Length;
            if (left < 0)
            {
                break;
            }

            yield return new NgramDocument(file, text);
        }
    }

    private static async Task<double> HypothesesAsync(EngineLanguageModel model, string text, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        for (var i = 0; i < 6; i++)
        {
            var one = Request(SampleCode.Stretch(text, 5 + i, DocumentPrompt));
            await model.GenerateAsync(one with { Stop = one.Stop with { MaxTokens = 1 } }, cancellationToken);
            var four = await model.GenerateAsync(one with { Hypotheses = 4 }, cancellationToken);
            var single = await model.GenerateAsync(one, cancellationToken);
            ratios.Add((four.PrefillMs + four.DecodeMs) / (single.PrefillMs + single.DecodeMs));
        }

        return Median(ratios);
    }

    private static async Task<double> ScoresAsync(EngineLanguageModel model, string text, CancellationToken cancellationToken)
    {
        var ratios = new List<double>();
        for (var i = 0; i < 2; i++)
        {
            var prompt = Prompt(SampleCode.Stretch(text, 12 + i, MediumPrompt) + "\n        _items.");
            await model.WarmAsync(prompt, cancellationToken);
            var together = await model.ScoreAsync(
                new ScoreRequest { Prompt = prompt, Continuations = [.. Members.Select(m => m + "(item")] },
                cancellationToken
            );
            var alone = 0.0;
            foreach (var member in Members)
            {
                var one = await model.ScoreAsync(
                    new ScoreRequest { Prompt = prompt, Continuations = [member + "(item"] },
                    cancellationToken
                );
                alone += one.PrefillMs + one.ScoreMs;
            }

            ratios.Add((together.PrefillMs + together.ScoreMs) / alone);
        }

        return Median(ratios);
    }

    private static async Task<EngineReport> DraftsAsync(
        EngineLanguageModel model,
        IReadOnlyList<(string Path, string Text)> files,
        EngineReport report,
        CancellationToken cancellationToken
    )
    {
        var start = Stopwatch.GetTimestamp();
        await model.UpdateNgramsAsync([.. files.Select(f => new NgramDocument(f.Path, f.Text))], cancellationToken);
        report = report with
        {
            NgramTokens = (await model.GetInfoAsync(cancellationToken)).NgramTokens,
            NgramMs = Stopwatch.GetElapsedTime(start).TotalMilliseconds,
        };
        var (plainMs, draftMs, drafted, accepted, equal, rows) = (0.0, 0.0, 0, 0, 0, 0);
        foreach (var (path, text) in files.Where(f => f.Text.Length > MediumPrompt + 1_000).Take(12))
        {
            // In the middle of a line, away from the file's head.
            var request = Request(text[(text.Length / 2 - MediumPrompt / 2)..(text.Length / 2 + MediumPrompt / 2)], LongAnswer) with
            {
                Ngrams = new NgramRules { Weight = 1, LeaveOut = [path] },
            };
            await model.GenerateAsync(request with { Stop = request.Stop with { MaxTokens = 1 } }, cancellationToken);
            for (var i = 0; i < DraftRounds; i++)
            {
                var plain = await model.GenerateAsync(request, cancellationToken);
                var draft = await model.GenerateAsync(request with { Ngrams = request.Ngrams with { Drafts = true } }, cancellationToken);
                plainMs += plain.PrefillMs + plain.DecodeMs;
                draftMs += draft.PrefillMs + draft.DecodeMs;
                drafted += draft.DraftedTokens;
                accepted += draft.AcceptedTokens;
                equal += plain.Hypotheses[0].Text == draft.Hypotheses[0].Text ? 1 : 0;
                rows++;
            }
        }

        return report with
        {
            DraftSpeedup = plainMs / draftMs,
            DraftEqualTexts = (double)equal / rows,
            DraftAcceptance = drafted == 0 ? 0 : (double)accepted / drafted,
        };
    }

    private static async Task<double> CancelAsync(EngineLanguageModel model, string text, CancellationToken cancellationToken)
    {
        var times = new List<double>();
        var request = Request(text[..MediumPrompt], 400) with { Hypotheses = 4 };
        for (var i = 0; i < 15; i++)
        {
            using var cancel = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var running = model.GenerateAsync(request, cancel.Token);
            // Into the middle of decoding, at another point each time.
            await Task.Delay(150 + (i * 7), cancellationToken);
            var start = Stopwatch.GetTimestamp();
            await cancel.CancelAsync();
            await model.GetInfoAsync(cancellationToken);
            times.Add(Stopwatch.GetElapsedTime(start).TotalMilliseconds);
            try
            {
                await running;
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                // As asked.
            }
        }

        return Median(times);
    }

    private static async Task<EngineReport> CompareAsync(
        EngineLanguageModel model,
        ModelInfo info,
        string peer,
        string text,
        EngineReport report,
        CancellationToken cancellationToken
    )
    {
        await using var server = await LlamaServer.StartAsync(peer, info.File, info.Threads, info.ContextLength, cancellationToken);
        await server.CompleteAsync(text[..MediumPrompt], Answer, cancellationToken);

        var (prefill, decode) = (new List<double>(), new List<double>());
        for (var i = 0; i < 5; i++)
        {
            var prompt = SampleCode.Stretch(text, 30 + i, MediumPrompt);
            var theirs = await server.CompleteAsync(prompt, LongAnswer, cancellationToken);
            await Task.Delay(Settle, cancellationToken);
            var ours = await model.GenerateAsync(Request(prompt, LongAnswer), cancellationToken);
            await Task.Delay(Settle, cancellationToken);
            prefill.Add((ours.PromptTokens - ours.ReusedTokens) / ours.PrefillMs / (theirs.PromptTokens / theirs.PromptMs));
            decode.Add((ours.Hypotheses[0].Tokens.Length - 1) / ours.DecodeMs / ((theirs.DecodedTokens - 1) / theirs.DecodeMs));
        }

        var nextKey = new List<double>();
        var typed = SampleCode.Stretch(text, 40, LongPrompt + 40);
        for (var i = 0; i < 13; i++)
        {
            var (ours, theirs) = await BothAsync(typed[..(LongPrompt + i)]);
            if (i > 0)
            {
                nextKey.Add(ours / theirs);
            }
        }

        var documents = Enumerable.Range(0, 4).Select(i => SampleCode.Stretch(text, 50 + (i * 2), DocumentPrompt + 40)).ToArray();
        var (oursMs, theirsMs) = (0.0, 0.0);
        for (var round = 0; round < 4; round++)
        {
            foreach (var document in documents)
            {
                var (ours, theirs) = await BothAsync(document[..(DocumentPrompt + round)]);
                if (round > 0)
                {
                    oursMs += ours;
                    theirsMs += theirs;
                }
            }
        }

        return report with
        {
            PrefillRatio = Median(prefill),
            DecodeRatio = Median(decode),
            NextKeyRatio = Median(nextKey),
            FourDocumentsRatio = oursMs / theirsMs,
        };

        async Task<(double Ours, double Theirs)> BothAsync(string prompt)
        {
            await Task.Delay(Settle, cancellationToken);
            var theirs = await server.CompleteAsync(prompt, Answer, cancellationToken);
            await Task.Delay(Settle, cancellationToken);
            var start = Stopwatch.GetTimestamp();
            await model.GenerateAsync(Request(prompt), cancellationToken);
            return (Stopwatch.GetElapsedTime(start).TotalMilliseconds, theirs.TotalMs);
        }
    }

    private static FillInPrompt Prompt(string prefix) =>
        new()
        {
            Prefix = prefix,
            // The text as it is: a peer is given the same.
            Format = FillInFormat.Plain,
            MaxTokens = 4_000,
        };

    private static GenerateRequest Request(string prefix, int tokens = Answer) =>
        new()
        {
            Prompt = Prompt(prefix),
            TokenHealing = false,
            Stop = new StopRules { MaxTokens = tokens, AtLineEnd = false },
        };

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
