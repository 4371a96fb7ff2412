using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmolCode.Inference.Tests;

/// <summary>
/// Engines that are killed, stopped and starved while they work. <c>SMOLCODE_FAULT_ROUNDS=100</c> makes the long run of
/// docs/measurements.md.
/// </summary>
public sealed class EngineFaultTests
{
    private const double DeadlineMs = 1500;

    private static readonly string[] Prefixes =
    [
        "public sealed class Basket\n{\n    private readonly List<decimal> prices = new();\n    public decimal Total => ",
        "public static class Words\n{\n    public static int Count(string text) => ",
        "public sealed class Clock\n{\n    public DateTime Now => ",
        "public enum Colour\n{\n    Red,\n    ",
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_stopped_engine_costs_the_request_its_deadline_and_is_replaced()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes can't be stopped by a signal there.");
        await using var model = Create(TimeSpan.FromMilliseconds(500));
        var stopped = (await model.GetInfoAsync(Token)).ProcessId;
        Signal("STOP", stopped);

        var clock = Stopwatch.StartNew();
        var e = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() =>
            model.GenerateAsync(Request(0) with { DeadlineMs = 200 }, Token)
        );
        Assert.Contains("started again", e.Message, StringComparison.Ordinal);
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(10));

        Assert.NotEmpty((await model.GenerateAsync(Request(0), Token)).Hypotheses);
        Assert.NotEqual(stopped, (await model.GetInfoAsync(Token)).ProcessId);
        Assert.False(IsAlive(stopped), "the stopped engine was left behind");
    }

    [Fact]
    public async Task Cancelling_does_not_wait_for_a_stopped_engine()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes can't be stopped by a signal there.");
        await using var model = Create(TimeSpan.FromSeconds(30));
        Signal("STOP", (await model.GetInfoAsync(Token)).ProcessId);
        using var cancel = new CancellationTokenSource();
        var running = model.GenerateAsync(Request(0), cancel.Token);
        await cancel.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(10), Token));
    }

    [Fact]
    public async Task Faults_give_no_wrong_late_or_mixed_up_answers_and_leave_no_process()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Processes can't be stopped by a signal there.");
        var rounds = int.Parse(Environment.GetEnvironmentVariable("SMOLCODE_FAULT_ROUNDS") ?? "6", CultureInfo.InvariantCulture);
        var random = new Random(6);
        var engines = new HashSet<int>();
        var (answered, unavailable) = (0, 0);
        TimeSpan longest = default;
        long memoryBefore = 0;
        await using (var model = Create(TimeSpan.FromMilliseconds(500)))
        {
            var expected = new List<string>();
            for (var i = 0; i < Prefixes.Length; i++)
            {
                expected.Add((await model.GenerateAsync(Request(i), Token)).Hypotheses[0].Text);
            }

            Assert.Equal(expected.Count, expected.Distinct().Count());
            for (var round = 0; round < rounds; round++)
            {
                if (round == 3)
                {
                    memoryBefore = GC.GetTotalMemory(forceFullCollection: true);
                }

                var engine = (await model.GetInfoAsync(Token)).ProcessId;
                engines.Add(engine);
                var which = Enumerable.Range(0, 3).Select(_ => random.Next(Prefixes.Length)).ToArray();
                var clock = Stopwatch.StartNew();
                var running = which.Select(i => AskAsync(model, i, expected[i], clock)).ToArray();
                // During the requests, wherever they are: what is waited for is the fault's place, not an event.
                await Task.Delay(random.Next(200), Token);
                switch (round % 3)
                {
                    case 0:
                        Signal("KILL", engine);
                        break;
                    case 1:
                        Signal("STOP", engine);
                        break;
                    default:
                        Signal("STOP", engine);
                        await Task.Delay(300, Token);
                        Signal("CONT", engine);
                        break;
                }

                foreach (var (isAnswered, elapsed) in await Task.WhenAll(running))
                {
                    answered += isAnswered ? 1 : 0;
                    unavailable += isAnswered ? 0 : 1;
                    longest = elapsed > longest ? elapsed : longest;
                }

                var next = random.Next(Prefixes.Length);
                Assert.Equal(expected[next], (await model.GenerateAsync(Request(next), Token)).Hypotheses[0].Text);
            }

            engines.Add((await model.GetInfoAsync(Token)).ProcessId);
        }

        Assert.DoesNotContain(engines, IsAlive);
        var grown = GC.GetTotalMemory(forceFullCollection: true) - memoryBefore;
        TestContext.Current.SendDiagnosticMessage(
            $"{rounds} faults: {answered} answered, {unavailable} unavailable, the longest {longest.TotalMilliseconds:0} ms, {engines.Count} engines, heap grown by {grown / 1000} kB"
        );
        // The long run is alone in its process; other tests have a heap of their own making.
        Assert.True(rounds < 50 || grown < 5_000_000, $"the host's heap grew by {grown} bytes");
    }

    /// <summary>A right answer, a part of it at the deadline, or none; never a wrong one, never much later than the deadline.</summary>
    private static async Task<(bool IsAnswered, TimeSpan Elapsed)> AskAsync(
        EngineLanguageModel model,
        int prompt,
        string expected,
        Stopwatch clock
    )
    {
        var isAnswered = true;
        try
        {
            var result = await model.GenerateAsync(Request(prompt) with { DeadlineMs = DeadlineMs }, Token);
            Assert.All(result.Hypotheses, h => Assert.StartsWith(h.Text, expected, StringComparison.Ordinal));
        }
        catch (LanguageModelUnavailableException)
        {
            isAnswered = false;
        }

        // The deadline, a second for the answer, half a second for the cancelling, and what a busy machine adds.
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromMilliseconds(DeadlineMs + 5000));
        return (isAnswered, clock.Elapsed);
    }

    private static GenerateRequest Request(int prompt) =>
        new()
        {
            Prompt = new FillInPrompt { Prefix = Prefixes[prompt], Path = "A.cs" },
            Stop = new StopRules { MaxTokens = 12 },
        };

    private static EngineLanguageModel Create(TimeSpan hangPatience) =>
        // One thread: what is computed does not depend on how the others are scheduled.
        new(
            EngineFixture.Options with
            {
                Threads = 1,
                HangPatience = hangPatience,
                FirstRestartDelay = TimeSpan.FromMilliseconds(1),
            },
            NullLogger<EngineLanguageModel>.Instance
        );

    private static void Signal(string name, int processId)
    {
        using var kill = Process.Start("kill", ["-" + name, processId.ToString(CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    private static bool IsAlive(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }
}
