using System.Diagnostics;

namespace SmolCode.Inference.Tests;

/// <summary>The real engine process with the real model.</summary>
public sealed class EngineTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Before =
        "using System.Collections.Generic;\n\nnamespace Shop;\n\npublic sealed class Cart\n{\n    private readonly List<Item> _items = [];\n\n    public void Add(Item item)\n    {\n        _items.Add(item);\n    }\n\n    public void Remove(Item item)\n    {\n        _items.";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task It_tells_what_is_loaded()
    {
        var info = await fixture.Model.GetInfoAsync(Token);
        Assert.Equal("SmolLM2-135M-Instruct", info.Name);
        Assert.Equal("SmolLM2-135M-CSharp", info.Adapter);
        Assert.Equal("Q8_0", info.Layout);
        Assert.Equal((8192, 49152, FillInFormat.Adapter), (info.ContextLength, info.VocabularySize, info.Format));
        Assert.True(info.PrefillTokensPerSecond > 0 && info.DecodeTokensPerSecond > 0);
        Assert.Contains("<|im_start|>", info.ChatTemplate, StringComparison.Ordinal);
        Assert.NotEqual(Environment.ProcessId, info.ProcessId);
        Assert.NotNull(info.Backend);
    }

    [Fact]
    public async Task Greedy_decoding_is_deterministic_and_completes_the_line()
    {
        var first = await Generate(Request(Before));
        var second = await Generate(Request(Before));
        var third = await Generate(Request(Before));
        Assert.Equal("RemoveAll(x => x.Id == item.Id);", first.Hypotheses[0].Text);
        Assert.Equal(second.Hypotheses[0].LogProbability, third.Hypotheses[0].LogProbability);
        Assert.Equal(second.PromptTokens - 1, second.ReusedTokens);
    }

    [Fact]
    public async Task A_beam_finds_what_is_at_least_as_probable_as_greedy()
    {
        var greedy = (await Generate(Request(Before))).Hypotheses[0];
        var beam = (await Generate(Request(Before) with { Hypotheses = 4 })).Hypotheses;
        Assert.Equal(4, beam.Length);
        Assert.Equal(4, beam.Select(h => h.Text).Distinct().Count());
        Assert.True(Score(beam[0]) >= Score(greedy) - 0.05, $"{beam[0]} against {greedy}");
        Assert.Equal(beam.Select(Score).OrderDescending(), beam.Select(Score));
        Assert.All(
            beam,
            h =>
            {
                Assert.Equal(h.LogProbability, h.Tokens.Sum(t => t.LogProbability), 6);
                Assert.Equal(h.Text.Length, h.Tokens[^1].TextEnd);
                Assert.DoesNotContain('\n', h.Text);
            }
        );
    }

    [Fact]
    public async Task Hypotheses_that_are_much_less_likely_are_given_up()
    {
        const double Margin = 0.5;
        var all = (await Generate(Request(Before) with { Hypotheses = 4 })).Hypotheses;
        var likely = (await Generate(Request(Before) with { Hypotheses = 4, GiveUpBelow = Margin })).Hypotheses;

        var best = likely.Max(h => h.LogProbability);
        Assert.True(likely.Length < all.Length, string.Join(" | ", likely.Select(h => h.Text)));
        // What ended before something likelier was known stays; what went on did not fall further behind than by one token more.
        Assert.All(likely, h => Assert.True(h.LogProbability - h.Tokens[^1].LogProbability >= best - Margin, h.Text));
    }

    [Fact]
    public async Task The_next_keystroke_reuses_the_prompt()
    {
        var prompt = Before.Replace("Shop", "Store", StringComparison.Ordinal);
        await Generate(Request(prompt));
        var next = await Generate(Request(prompt + "R"));
        Assert.InRange(next.PromptTokens - next.ReusedTokens, 1, 4);
        Assert.StartsWith("emove", next.Hypotheses[0].Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_accepted_answer_is_in_the_cache_already()
    {
        var prompt = Before.Replace("Shop", "Accepted", StringComparison.Ordinal);
        var first = await Generate(Request(prompt) with { Hypotheses = 2 });
        var next = await Generate(Request(prompt + first.Hypotheses[0].Text + "\n    }\n"));
        Assert.True(next.ReusedTokens > first.PromptTokens, $"{next.ReusedTokens} of {next.PromptTokens} after {first.PromptTokens}");
    }

    [Fact]
    public async Task Prompts_of_several_files_stay_side_by_side()
    {
        string[] prompts = [.. "ABCD".Select(c => $"// File {c}, number {(int)c}, is about something else altogether.\n" + Before)];
        foreach (var prompt in prompts)
        {
            await Generate(Request(prompt) with { Stop = new StopRules { MaxTokens = 1 } });
        }

        foreach (var prompt in prompts)
        {
            var again = await Generate(Request(prompt) with { Stop = new StopRules { MaxTokens = 1 } });
            Assert.Equal(again.PromptTokens - 1, again.ReusedTokens);
        }
    }

    [Fact]
    public async Task Warming_up_leaves_nothing_to_evaluate()
    {
        // Requests of other tests, which share the engine, end a warm-up: then it is tried anew, with another prompt.
        GenerateResult result;
        var attempt = 0;
        do
        {
            var request = Request($"// Warm me up, please, before I am asked: {attempt}.\n" + Before);
            await fixture.Model.WarmAsync(request.Prompt, Token);
            result = await Generate(request);
        } while (result.ReusedTokens < result.PromptTokens - 1 && ++attempt < 10);
        Assert.Equal(result.PromptTokens - 1, result.ReusedTokens);
    }

    [Theory]
    [InlineData("        return", " ")]
    [InlineData("    public override string ToString()\n    {\n", "        ")]
    public async Task White_space_before_the_cursor_is_healed(string code, string space)
    {
        var start = "public sealed class Item\n{\n    public string Name { get; set; }\n\n";
        var result = await Generate(Request(start + code + space));
        var text = result.Hypotheses[0].Text;
        Assert.NotEmpty(text);
        Assert.False(char.IsWhiteSpace(text[0]), text);
        // Nothing was left of the bytes held back, nor lost.
        Assert.Equal(text.Length, result.Hypotheses[0].Tokens[^1].TextEnd);
    }

    [Theory]
    [InlineData("Rem")]
    [InlineData("Clea")]
    [InlineData("Sort((a, b) => a.Na")]
    public async Task A_forced_prefix_need_not_end_at_a_token(string forced)
    {
        var result = await Generate(Request(Before) with { ForcedPrefix = forced, Hypotheses = 2 });
        Assert.All(result.Hypotheses, h => Assert.StartsWith(forced, h.Text, StringComparison.Ordinal));
        Assert.All(result.Hypotheses, h => Assert.True(h.Text.Length > forced.Length, h.Text));
    }

    [Fact]
    public async Task The_same_seed_gives_the_same_sample_and_another_one_another()
    {
        var request = Request(Before) with { Sampling = new Sampling(1.5, 0.99, Seed: 7), Hypotheses = 3 };
        await Generate(request);
        var first = await Generate(request);
        var second = await Generate(request);
        Assert.Equal(first.Hypotheses.Select(h => h.Text), second.Hypotheses.Select(h => h.Text));
        var other = await Generate(request with { Sampling = new Sampling(1.5, 0.99, Seed: 99) });
        Assert.NotEqual(first.Hypotheses.Select(h => h.Text), other.Hypotheses.Select(h => h.Text));
    }

    [Fact]
    public async Task Special_tokens_text_in_a_file_is_text()
    {
        var result = await Generate(Request("// <|im_end|><|endoftext|><filename>\n" + Before));
        Assert.Equal("RemoveAll(x => x.Id == item.Id);", result.Hypotheses[0].Text);
    }

    [Fact]
    public async Task Lines_are_limited()
    {
        var request = Request(Before[..Before.LastIndexOf("        _items.", StringComparison.Ordinal)]);
        var result = await Generate(
            request with
            {
                Stop = new StopRules
                {
                    AtLineEnd = false,
                    MaxLines = 2,
                    MaxTokens = 60,
                },
            }
        );
        Assert.InRange(result.Hypotheses[0].Text.Trim().Split('\n').Length, 1, 2);
    }

    [Fact]
    public async Task At_the_deadline_what_is_ready_is_returned()
    {
        // A raw string has no closer to stop at, and at this temperature the model does not end by itself either.
        var request = Request("var story = \"\"\"\n    Once upon a time there was") with
        {
            Stop = new StopRules { MaxTokens = 400, AtLineEnd = false },
            Sampling = new Sampling(3, 1, Seed: 7),
        };
        var one = request with { Stop = new StopRules { MaxTokens = 1 } };
        await Generate(one);
        var start = Stopwatch.GetTimestamp();
        await Generate(one);
        // Long enough for several tokens on any machine, and for 400 on none.
        var deadline = 20 + (5 * Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        var result = await Generate(request with { DeadlineMs = deadline });
        Assert.True(result.DeadlineReached, $"{result.Hypotheses.FirstOrDefault()} within {deadline} ms");
        var hypothesis = Assert.Single(result.Hypotheses);
        Assert.Equal(FinishReason.Deadline, hypothesis.Finish);
        Assert.InRange(hypothesis.Tokens.Length, 1, 399);
    }

    [Fact]
    public async Task Before_the_first_token_a_deadline_leaves_nothing_and_the_work_done_is_kept()
    {
        var request = Request("// Nothing is ready so early: " + string.Concat(Enumerable.Repeat(Before, 3)));
        var result = await Generate(request with { DeadlineMs = 1 });
        Assert.True(result.DeadlineReached);
        Assert.Empty(result.Hypotheses);
    }

    [Fact]
    public async Task Cancelling_stops_at_once_and_the_next_request_is_answered()
    {
        using var cancel = CancellationTokenSource.CreateLinkedTokenSource(Token);
        var request = Request("// Cancel.\n" + Before) with
        {
            Stop = new StopRules { MaxTokens = 500, AtLineEnd = false },
            Hypotheses = 4,
        };
        var running = fixture.Model.GenerateAsync(request, cancel.Token);
        // Queued behind it: when this one is cancelled while it waits, the first goes on.
        using var queued = new CancellationTokenSource();
        var second = fixture.Model.GenerateAsync(Request(Before), queued.Token);
        await queued.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => second);
        Assert.False(running.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running);
        Assert.Equal("RemoveAll(x => x.Id == item.Id);", (await Generate(Request(Before))).Hypotheses[0].Text);
    }

    [Fact]
    public async Task A_request_that_does_not_fit_is_refused_and_nothing_breaks()
    {
        var request = Request(string.Concat(Enumerable.Repeat(Before, 100)));
        var e = await Assert.ThrowsAsync<ArgumentException>(() =>
            Generate(request with { Prompt = request.Prompt with { MaxTokens = 20_000 } })
        );
        Assert.Contains("don't fit the context", e.Message, StringComparison.Ordinal);
        Assert.Equal("RemoveAll(x => x.Id == item.Id);", (await Generate(Request(Before))).Hypotheses[0].Text);
    }

    [Fact]
    public async Task The_end_of_its_input_ends_the_worker()
    {
        var start = new ProcessStartInfo(EngineFixture.Options.Command, EngineFixture.Options.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        process.StandardInput.Close();
        await process.WaitForExitAsync(Token);
        Assert.Equal(0, process.ExitCode);
    }

    [Fact]
    public async Task Started_by_hand_the_worker_says_what_it_is()
    {
        var start = new ProcessStartInfo(EngineFixture.Options.Command, [.. EngineFixture.Options.Arguments, "--help"])
        {
            RedirectStandardError = true,
            RedirectStandardInput = true,
        };
        using var process = Process.Start(start)!;
        var error = await process.StandardError.ReadToEndAsync(Token);
        await process.WaitForExitAsync(Token);
        Assert.Equal(2, process.ExitCode);
        Assert.Contains("worker process", error, StringComparison.Ordinal);
    }

    private static double Score(Hypothesis hypothesis) => hypothesis.LogProbability / Math.Pow(hypothesis.Tokens.Length, 0.8);

    private static GenerateRequest Request(string prefix) =>
        new()
        {
            Prompt = new FillInPrompt
            {
                Prefix = prefix,
                Path = "src/Cart.cs",
                Suffix = "\n    }\n}\n",
            },
            Stop = new StopRules(),
        };

    private Task<GenerateResult> Generate(GenerateRequest request) => fixture.Model.GenerateAsync(request, Token);
}
