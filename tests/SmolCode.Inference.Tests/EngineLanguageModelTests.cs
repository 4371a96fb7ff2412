using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;

namespace SmolCode.Inference.Tests;

/// <summary>The life of the engine process as its host sees it.</summary>
public sealed class EngineLanguageModelTests
{
    private static readonly GenerateRequest Request = new()
    {
        Prompt = new FillInPrompt { Prefix = "public sealed class A\n{\n    public int B => ", Path = "A.cs" },
        Stop = new StopRules(),
    };

    private readonly ConcurrentQueue<EngineStatus> _states = new();

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_killed_engine_is_started_again_and_the_request_answered()
    {
        await using var model = Create(EngineFixture.Options);
        var info = await model.GetInfoAsync(Token);
        var endless = Request with
        {
            Stop = new StopRules { MaxTokens = 1000, AtLineEnd = false },
            Hypotheses = 2,
            DeadlineMs = 60_000,
        };
        var running = model.GenerateAsync(
            endless with
            {
                DeadlineMs = null,
                Stop = new StopRules { MaxTokens = 60, AtLineEnd = false },
            },
            Token
        );
        using (var process = Process.GetProcessById(info.ProcessId))
        {
            process.Kill();
            await process.WaitForExitAsync(Token);
        }

        var result = await running;
        Assert.NotEmpty(result.Hypotheses);
        Assert.NotEqual(info.ProcessId, (await model.GetInfoAsync(Token)).ProcessId);
        Assert.Equal(
            [EngineState.Starting, EngineState.Ready, EngineState.Restarting, EngineState.Starting, EngineState.Ready],
            _states.Select(s => s.State).Where(s => s != EngineState.Preparing)
        );
    }

    [Fact]
    public async Task A_request_within_a_short_deadline_fails_when_the_engine_dies_and_later_ones_are_answered()
    {
        await using var model = Create(EngineFixture.Options);
        var info = await model.GetInfoAsync(Token);
        var running = model.GenerateAsync(
            Request with
            {
                DeadlineMs = 60,
                Stop = new StopRules { MaxTokens = 500, AtLineEnd = false },
            },
            Token
        );
        using (var process = Process.GetProcessById(info.ProcessId))
        {
            process.Kill();
        }

        var e = await Record.ExceptionAsync(() => running);
        // It may have answered before it was killed.
        Assert.True(e is null or LanguageModelUnavailableException, $"{e}");
        Assert.NotEmpty((await model.GenerateAsync(Request, Token)).Hypotheses);
    }

    [Fact]
    public async Task Disposing_ends_the_process_in_the_middle_of_a_request()
    {
        var model = Create(EngineFixture.Options);
        var info = await model.GetInfoAsync(Token);
        using var process = Process.GetProcessById(info.ProcessId);
        var running = model.GenerateAsync(
            Request with
            {
                Stop = new StopRules { MaxTokens = 1500, AtLineEnd = false },
            },
            Token
        );
        await model.DisposeAsync();
        await process.WaitForExitAsync(Token);
        await Assert.ThrowsAnyAsync<Exception>(() => running);
        Assert.Equal(EngineState.Stopped, model.Status.State);
        await Assert.ThrowsAsync<ObjectDisposedException>(() => model.GetInfoAsync(Token));
    }

    [Fact]
    public async Task An_engine_that_always_dies_is_given_up_with_a_message()
    {
        var options = EngineFixture.Options with
        {
            Command = OperatingSystem.IsWindows() ? "cmd" : "sh",
            Arguments = OperatingSystem.IsWindows() ? ["/c", "exit 3"] : ["-c", "exit 3"],
            FirstRestartDelay = TimeSpan.FromMilliseconds(1),
        };
        await using var model = Create(options);
        LanguageModelUnavailableException? last = null;
        for (var i = 0; i < 3; i++)
        {
            last = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GetInfoAsync(Token));
        }

        Assert.Contains("5 times in a row", last!.Message, StringComparison.Ordinal);
        Assert.Equal(EngineState.Failed, model.Status.State);
        Assert.Equal(4, _states.Count(s => s.State == EngineState.Restarting));
    }

    [Fact]
    public async Task A_missing_model_is_told()
    {
        await using var model = Create(EngineFixture.Options with { Model = "none" });
        var e = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GetInfoAsync(Token));
        Assert.Contains("There is no model 'none'", e.Message, StringComparison.Ordinal);
        Assert.Equal(new EngineStatus(EngineState.Failed, e.Message), _states.Last());
    }

    [Fact]
    public async Task A_missing_program_is_told()
    {
        await using var model = Create(EngineFixture.Options with { Command = "/no/such/program" });
        var e = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GetInfoAsync(Token));
        Assert.Contains("cannot be started", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Missing_libraries_are_told()
    {
        await using var model = Create(EngineFixture.Options with { LibraryFolder = Path.Combine(AppContext.BaseDirectory, "models") });
        var e = await Assert.ThrowsAsync<LanguageModelUnavailableException>(() => model.GetInfoAsync(Token));
        Assert.Contains("llama.cpp's libraries", e.Message, StringComparison.Ordinal);
    }

    private EngineLanguageModel Create(EngineOptions options)
    {
        var model = new EngineLanguageModel(options, NullLogger<EngineLanguageModel>.Instance);
        model.StatusChanged += (_, status) => _states.Enqueue(status);
        return model;
    }
}
