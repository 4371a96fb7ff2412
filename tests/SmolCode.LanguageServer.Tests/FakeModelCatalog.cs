using System.Collections.Concurrent;
using SmolCode.Inference.Measuring;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Models;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Two models, one of them to download, and notes of what was asked.</summary>
internal sealed class FakeModelCatalog : IModelCatalog
{
    private MeasuredModel? measured;

    /// <summary>What was asked, in order.</summary>
    public ConcurrentQueue<string> Calls { get; } = new();

    /// <summary>What every change fails with.</summary>
    public string? Problem { get; set; }

    /// <summary>The download never ends by itself.</summary>
    public bool IsEndless { get; set; }

    /// <summary>Another program downloads, and is waited for.</summary>
    public string? Waiting { get; set; }

    /// <summary>The team's server that the environment names.</summary>
    public TeamServerChoice? EnvironmentTeamServer { get; set; }

    public ModelCatalogState Read(string? workspace) =>
        new(
            [
                new CatalogModel("Small", "CSharp", ModelPlace.Bundled, 98, 0, "Q4_1", "Apache-2.0", true, null, measured),
                new CatalogModel("Large", null, ModelPlace.Available, null, 12, null, "Apache-2.0", false, null, null),
            ],
            "/models",
            workspace,
            EnvironmentTeamServer,
            true
        );

    public Task UseAsync(string name, string? adapter, IProgress<string> progress, CancellationToken cancellationToken)
    {
        progress.Report("Verifying");
        return Note($"use {name} {adapter ?? "own"}");
    }

    public void ForgetWorkspace(string workspace) => Calls.Enqueue($"forget {workspace}");

    public async Task PullAsync(string name, IProgress<PullProgress> progress, CancellationToken cancellationToken)
    {
        if (Waiting is { } waiting)
        {
            progress.Report(new PullProgress(0, null, 0, null) { Message = waiting });
        }

        progress.Report(new PullProgress(10, 100, 5, TimeSpan.FromSeconds(18)));
        if (IsEndless)
        {
            await Task.Delay(Timeout.Infinite, cancellationToken);
        }

        await Note($"pull {name}");
    }

    public Task RemoveAsync(string name, bool onlyPartial, CancellationToken cancellationToken) =>
        Note(onlyPartial ? $"discard {name}" : $"remove {name}");

    public Task MeasureAsync(string name, string? adapter, IProgress<string> progress, CancellationToken cancellationToken)
    {
        progress.Report("Loading");
        measured = new MeasuredModel
        {
            Model = name,
            Adapter = adapter,
            Computer = "here",
            Layout = "Q8_0",
            Threads = 2,
            FirstAnswerMs = 1234.56,
            NextAnswerMs = 99.94,
            PrefillTokensPerSecond = 700,
            DecodeTokensPerSecond = 60,
            BitsPerCharacter = 0.81234,
            ResidentBytes = 300,
            Spread = 0.0512,
            MeasuredAt = new DateTimeOffset(2026, 3, 10, 12, 0, 0, TimeSpan.Zero),
        };
        return Note($"measure {name} {adapter ?? "own"}");
    }

    public Task<TeamServerAnswer> CheckAsync(TeamServerChoice choice, bool ask, CancellationToken cancellationToken)
    {
        Calls.Enqueue($"{(ask ? "check" : "read")} {choice.Url} '{choice.Model}' {choice.Format}");
        return Task.FromResult(
            choice.Url == "bad"
                ? new TeamServerAnswer(null, [], null, 0, "It is none.")
                : new TeamServerAnswer(choice.Url + "/v1/", ["a", "b"], "a", 12.34, null)
        );
    }

    private Task Note(string call)
    {
        Calls.Enqueue(call);
        return Problem is { } problem ? Task.FromException(new ModelCatalogException(problem)) : Task.CompletedTask;
    }
}
