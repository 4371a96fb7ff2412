using System.Collections.Immutable;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmolCode.Inference.Tests;

/// <summary>N-grams and sets of names in the real engine.</summary>
public sealed class NgramDecodingTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Ledger =
        "namespace Accounts;\n\npublic sealed class Ledger\n{\n    public void Settle(Invoice invoice)\n    {\n        var outstanding = invoice.OutstandingBalanceInCents();\n        _journal.RecordSettlement(invoice, outstanding, Clock.Instance);\n    }\n}\n";

    private const string Before =
        "namespace Accounts;\n\npublic sealed class Desk\n{\n    public void Settle(Invoice invoice)\n    {\n        var outstanding = invoice.";

    private const string Seed = "0000KOIPe036";

    // Of the log-probability of 24 tokens, decoded one by one and in batches; differences up to 0.07 were seen.
    private const double Rounding = 0.2;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_another_file_says_is_taken_up_unless_it_is_left_out()
    {
        await using var model = Create();
        var request = Request(Before) with { Ngrams = new NgramRules { Weight = 1 } };
        var plain = (await model.GenerateAsync(request, Token)).Hypotheses[0];
        Assert.DoesNotContain("OutstandingBalance", plain.Text, StringComparison.Ordinal);

        string[] paths = ["A.cs", "B.cs", "C.cs"];
        await model.UpdateNgramsAsync([.. paths.Select(p => new NgramDocument(p, Ledger))], Token);
        Assert.True((await model.GetInfoAsync(Token)).NgramTokens > 50);
        var mixed = (await model.GenerateAsync(request, Token)).Hypotheses[0];
        Assert.StartsWith("OutstandingBalance", mixed.Text, StringComparison.Ordinal);
        Assert.True(mixed.ModelLogProbability < mixed.LogProbability, $"{mixed.ModelLogProbability} {mixed.LogProbability}");

        var without = request with
        {
            Ngrams = new NgramRules { Weight = 1, LeaveOut = [.. paths] },
        };
        Assert.Equal(plain.Text, (await model.GenerateAsync(without, Token)).Hypotheses[0].Text);
        var off = (await model.GenerateAsync(request with { Ngrams = new NgramRules { Weight = 0 } }, Token)).Hypotheses[0];
        Assert.Equal(plain.Text, off.Text);
        Assert.Equal(off.LogProbability, off.ModelLogProbability);

        await model.UpdateNgramsAsync([.. paths.Select(p => new NgramDocument(p, null))], Token);
        Assert.Equal(plain.Text, (await model.GenerateAsync(request, Token)).Hypotheses[0].Text);
    }

    [Fact]
    public async Task A_given_text_gets_the_same_share_as_the_one_that_was_decoded()
    {
        await using var model = Create();
        await model.UpdateNgramsAsync([new NgramDocument("A.cs", Ledger), new NgramDocument("B.cs", Ledger)], Token);
        var request = Request(Before) with
        {
            Ngrams = new NgramRules { Weight = 1 },
            Stop = new StopRules { MaxTokens = 4, AtLineEnd = false },
        };
        var decoded = (await model.GenerateAsync(request, Token)).Hypotheses[0];
        Assert.Contains(decoded.Tokens, t => t.Matched >= 4);
        var score = new ScoreRequest { Prompt = request.Prompt, Continuations = [decoded.Text, "OtherThing"] };

        var mixed = (await model.ScoreAsync(score with { Ngrams = request.Ngrams }, Token)).Scores;
        var alone = (await model.ScoreAsync(score, Token)).Scores;

        Assert.Equal(decoded.LogProbability, mixed[0].LogProbability, Rounding);
        Assert.Equal(decoded.ModelLogProbability!.Value, alone[0].LogProbability, Rounding);
        Assert.Equal(decoded.Tokens.Select(t => t.Matched), mixed[0].Tokens.Select(t => t.Matched));
        Assert.All(alone[0].Tokens, t => Assert.Equal(0, t.Matched));
        Assert.True(mixed[0].LogProbability > alone[0].LogProbability + 1, $"{mixed[0].LogProbability} {alone[0].LogProbability}");
        // What stands nowhere loses the share that the others get.
        Assert.True(mixed[1].LogProbability < alone[1].LogProbability, $"{mixed[1].LogProbability} {alone[1].LogProbability}");
    }

    [Fact]
    public async Task What_other_files_have_here_is_proposed_as_it_stands_there()
    {
        await using var model = Create();
        string[] paths = ["A.cs", "B.cs"];
        await model.UpdateNgramsAsync([.. paths.Select(p => new NgramDocument(p, Ledger))], Token);
        var request = Request(Before) with { Ngrams = new NgramRules { Proposals = 2 } };

        var result = await model.GenerateAsync(request, Token);

        Assert.Contains(result.NgramTexts, t => Ledger.Contains(t, StringComparison.Ordinal) && t.Length > 4);
        Assert.InRange(result.NgramTexts.Length, 1, 2);
        // The model's own answer stays what it is.
        Assert.DoesNotContain("OutstandingBalance", result.Hypotheses[0].Text, StringComparison.Ordinal);
        var without = request with { Ngrams = request.Ngrams! with { LeaveOut = [.. paths] } };
        Assert.Empty((await model.GenerateAsync(without, Token)).NgramTexts);
    }

    [Fact]
    public async Task An_engine_started_again_says_that_it_does_not_know_the_files()
    {
        await using var model = Create();
        var lost = new TaskCompletionSource();
        model.NgramsLost += (_, _) => lost.TrySetResult();
        await model.UpdateNgramsAsync([new NgramDocument("Ledger.cs", Ledger)], Token);
        Assert.False(lost.Task.IsCompleted, "the first engine has lost nothing");
        using (var process = System.Diagnostics.Process.GetProcessById((await model.GetInfoAsync(Token)).ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        Assert.Equal(0, (await model.GetInfoAsync(Token)).NgramTokens);
        await lost.Task.WaitAsync(TimeSpan.FromSeconds(30), Token);
    }

    [Fact]
    public async Task Drafts_change_the_time_only()
    {
        // Real code of this repository; half of the files are known, all are cut somewhere.
        var files = Directory
            .EnumerateFiles(Path.Combine(Folder(), "..", "..", "server", "SmolCode.Inference"), "*.cs", SearchOption.AllDirectories)
            .Where(f => !f.Contains("/obj/", StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(f => (Path: f, Text: File.ReadAllText(f).ReplaceLineEndings("\n")))
            .ToArray();
        // How many are drafted depends on the files as they are now, and on what larger batches cost here while the model is loaded: none
        // where other programs disturb that. Without any the property would be empty.
        var (drafted, accepted) = (0, 0);
        for (var attempt = 0; attempt < 3 && accepted == 0; attempt++)
        {
            (drafted, accepted) = await DraftAsync(files);
        }

        Assert.True(accepted > 0, $"{accepted} of {drafted} drafted tokens were accepted");
    }

    private static async Task<(int Drafted, int Accepted)> DraftAsync((string Path, string Text)[] files)
    {
        // One thread: the sums of several are rounded in other ways for a batch of one than for a larger one, and near ties fall either way.
        await using var model = Create(threads: 1);
        await model.UpdateNgramsAsync([.. files.Where((_, i) => i % 2 == 0).Select(f => new NgramDocument(f.Path, f.Text))], Token);
        var (drafted, accepted, ties) = (0, 0, 0);
        // The same places in every run.
        var places = Gen.Select(Gen.Int[0, files.Length - 1], Gen.Double[0.1, 0.9], Gen.OneOf(0.0, 1.0)).Array[12].Single(_ => true, Seed);
        foreach (var (file, at, weight) in places)
        {
            var text = files[file].Text;
            var cut = (int)(text.Length * at);
            var request = Request(text[Math.Max(0, cut - 1500)..cut]) with
            {
                Stop = new StopRules { MaxTokens = 24, AtLineEnd = false },
                // Files that are known have their own text drafted, as if it stood elsewhere as well.
                Ngrams = new NgramRules { Weight = weight },
            };
            // Both find the prompt as this leaves it.
            await model.GenerateAsync(request with { Stop = request.Stop with { MaxTokens = 1 } }, Token);
            var plain = (await model.GenerateAsync(request, Token)).Hypotheses[0];
            var result = await model.GenerateAsync(request with { Ngrams = request.Ngrams! with { Drafts = true } }, Token);
            // A batch of several tokens rounds in other ways than one token does: the sums differ a little, and a near tie may fall the other way.
            Assert.Equal(plain.LogProbability, result.Hypotheses[0].LogProbability, Rounding);
            ties += plain.Text == result.Hypotheses[0].Text ? 0 : 1;
            drafted += result.DraftedTokens;
            accepted += result.AcceptedTokens;
        }

        Assert.InRange(ties, 0, 1);
        return (drafted, accepted);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(4)]
    public async Task Only_names_of_the_set_come_next(int width)
    {
        ImmutableArray<string> names = ["SettleQuixoticLedger", "Sum", "SumOfÄmter", "_hidden"];
        foreach (var forced in new[] { "", "Parent.", "OutstandingBalance().Rounded(2)." })
        {
            var request = Request(Before) with { ForcedPrefix = forced, AllowedNames = names, Hypotheses = width };
            var result = await fixture.Model.GenerateAsync(request, Token);
            Assert.Equal(width, result.Hypotheses.Length);
            Assert.All(
                result.Hypotheses,
                h =>
                {
                    Assert.StartsWith(forced, h.Text, StringComparison.Ordinal);
                    var rest = h.Text[forced.Length..];
                    var name = string.Concat(rest.TakeWhile(c => char.IsLetterOrDigit(c) || c == '_'));
                    Assert.Contains(name, names);
                }
            );
        }
    }

    [Fact]
    public async Task A_long_forced_prefix_scores_as_a_short_one_does()
    {
        // The same text, forced and decoded freely: one batch or step by step.
        const string Cart =
            "public sealed class Cart\n{\n    private readonly List<Item> _items = [];\n\n    public void Add(Item item)\n    {\n        _items.Add(item);\n    }\n\n    public void RemoveTheItem(Item item)\n    {\n        _";
        var free = (await fixture.Model.GenerateAsync(Request(Cart), Token)).Hypotheses[0];
        var forced = (await fixture.Model.GenerateAsync(Request(Cart) with { ForcedPrefix = free.Text[..^1] }, Token)).Hypotheses[0];
        Assert.True(free.Text.Length > 15, free.Text);
        Assert.Equal(free.Text, forced.Text);
        Assert.Equal(free.LogProbability, forced.LogProbability, 0.15);
        Assert.Equal(free.Tokens.Select(t => t.TextEnd), forced.Tokens.Select(t => t.TextEnd));
    }

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;

    private static EngineLanguageModel Create(int threads = 0) =>
        new(EngineFixture.Options with { Threads = threads }, NullLogger<EngineLanguageModel>.Instance);

    private static GenerateRequest Request(string prefix) =>
        new()
        {
            Prompt = new FillInPrompt { Prefix = prefix, Path = "src/Desk.cs" },
            Stop = new StopRules(),
        };
}
