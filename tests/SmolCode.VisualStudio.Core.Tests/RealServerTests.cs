using System.Collections.Concurrent;
using System.Diagnostics;
using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Explanation;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;
using SmolCode.VisualStudio.Suggestions;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>Every feature, driven over stdio through the server that is built. The tests share one client; each leaves the text as it was.</summary>
public sealed class RealServerTests(RealServer server) : IClassFixture<RealServer>, IDisposable
{
    private const string Member = "names.Count;";

    /// <summary>Behind <c>return names.</c>, where the rest of the line is taken away.</summary>
    private readonly int cursor = OpenHole(server);

    public void Dispose()
    {
        var end = server.Editor.Text.IndexOf('\n', cursor);
        server.Type(cursor, end - cursor, "Count;");
        server.Suggestions.Dismissed();
    }

    [Fact]
    public async Task A_suggestion_is_offered_shown_and_taken_and_the_server_hears_of_it()
    {
        var before = await server.StatisticsAsync();
        var offer = (await server.AskAsync(cursor))!;
        var best = offer.Suggestions[0];
        Assert.Equal(("Count;", cursor, cursor), (best.Text, best.Start, best.End));
        Assert.Equal(server.Documents.VersionOf(server.Editor.Uri), offer.Version);

        server.Suggestions.Displayed(best.Id);
        Assert.Contains(best.Id, server.Suggestions.ShownIds);
        server.Type(cursor, 0, best.Text);
        server.Suggestions.Accepted(best.Id);

        Assert.Equal((1, 1, 0, 6), await GrownAsync(before, g => g.Accepted > 0));
        Assert.Empty(server.Suggestions.ShownIds);
    }

    [Fact]
    public async Task A_cursor_in_a_text_that_has_changed_by_now_is_not_asked_for()
    {
        var version = server.Documents.VersionOf(server.Editor.Uri)!.Value;
        Assert.NotNull(await AskAsync(version));
        Assert.Null(await AskAsync(version - 1));

        Task<SuggestionOffer?> AskAsync(int of) =>
            server
                .Suggestions.RequestAsync(
                    new SuggestionRequest(server.Editor.Uri, new TextLines(server.Editor.Text), cursor, true, Version: of),
                    default
                )
                .WaitAsync(RealServer.Patience);
    }

    [Fact]
    public async Task Typing_into_a_suggestion_goes_on_and_a_part_of_it_can_be_taken()
    {
        var before = await server.StatisticsAsync();
        var first = (await server.AskAsync(cursor))!.Suggestions[0];
        server.Suggestions.Displayed(first.Id);
        server.Type(cursor, 0, "C");
        var rest = (await server.AskAsync(cursor + 1))!.Suggestions[0];
        Assert.NotEqual(first.Id, rest.Id);
        server.Suggestions.Displayed(rest.Id);
        server.Type(cursor + 1, 0, "ount");
        server.Suggestions.Dismissed();

        Assert.Equal((1, 1, 0, 4), await GrownAsync(before, g => g.Accepted > 0));
    }

    [Fact]
    public async Task A_dismissed_suggestion_is_rejected_once()
    {
        var before = await server.StatisticsAsync();
        server.Suggestions.Displayed((await server.AskAsync(cursor))!.Suggestions[0].Id);
        server.Suggestions.Dismissed();
        server.Suggestions.Dismissed();

        Assert.Equal((1, 0, 1, 0), await GrownAsync(before, g => g.Rejected > 0));
    }

    [Fact]
    public async Task An_open_completion_list_is_followed()
    {
        server.Type(cursor, 0, "C");
        var offer = (await server.AskAsync(cursor + 1, selected: new SelectedCompletion(cursor, cursor + 1, "Count")))!;

        Assert.Equal(("Count;", cursor, cursor + 1), (offer.Suggestions[0].Text, offer.Suggestions[0].Start, offer.Suggestions[0].End));
    }

    [Fact]
    public async Task An_answer_for_a_version_that_is_not_there_any_more_is_dropped()
    {
        var asking = server.AskAsync(cursor);
        server.Type(0, 0, "\n");

        Assert.Null(await asking);
        server.Type(0, 1, "");
    }

    [Fact]
    public async Task A_cancelled_request_ends_and_the_next_is_answered()
    {
        using var cancellation = new CancellationTokenSource();
        var request = new SuggestionRequest(server.Editor.Uri, new TextLines(server.Editor.Text), cursor, true);
        var asking = server.Suggestions.RequestAsync(request, cancellation.Token);
        await cancellation.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking.WaitAsync(RealServer.Patience));
        Assert.NotNull(await server.AskAsync(cursor));
    }

    [Fact]
    public async Task A_pause_holds_back_what_typing_asks_for_and_not_what_is_asked_for_by_hand()
    {
        server.Pause.PauseFile(server.Editor.Uri);
        Assert.Null(await server.AskAsync(cursor, byHand: false));
        Assert.NotNull(await server.AskAsync(cursor));

        server.Pause.Resume(server.Editor.Uri);
        Assert.NotNull(await server.AskAsync(cursor, byHand: false));
    }

    [Fact]
    public async Task Code_is_explained_in_parts_and_a_newer_explanation_ends_an_older_one()
    {
        Assert.True(server.Explanation.IsAvailable);
        var at = server.Editor.PositionAt(server.Editor.OffsetOf("Add(string"));
        var range = new LineRange(at, at);
        var older = new List<ExplanationView>();
        var newer = new List<ExplanationView>();

        var first = server.Explanation.ExplainAsync(server.Editor.Uri, range, older.Add, default);
        await server.Explanation.ExplainAsync(server.Editor.Uri, range, newer.Add, default).WaitAsync(RealServer.Patience);
        await first.WaitAsync(RealServer.Patience);

        Assert.All(older, v => Assert.True(v.IsBusy));
        Assert.True(newer.Count >= 3, "No part came.");
        Assert.Equal("Looking at the code…", newer[0].Note);
        Assert.Contains("`names.Add(name)`", newer[1].Markdown, StringComparison.Ordinal);
        Assert.False(newer[^1].IsBusy);
        Assert.Contains("### What it relies on", newer[^1].Markdown, StringComparison.Ordinal);
        Assert.Contains(MarkdownReader.Read(newer[^1].Markdown), b => b.Kind == MarkdownBlockKind.Heading);
    }

    [Fact]
    public async Task A_document_that_is_not_open_can_not_be_explained_and_the_reason_is_said()
    {
        var views = new List<ExplanationView>();
        var at = new LinePosition(0, 0);
        await server
            .Explanation.ExplainAsync("file:///nowhere.cs", new LineRange(at, at), views.Add, default)
            .WaitAsync(RealServer.Patience);

        Assert.StartsWith("The explanation could not be made.", views[^1].Note, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Tests_are_generated_previewed_and_not_written()
    {
        Assert.True(server.Tests.IsAvailable);
        // The code under test has to compile.
        server.Type(cursor, 0, "Count;");
        try
        {
            var at = server.Editor.PositionAt(server.Editor.OffsetOf("Half("));
            var steps = new ConcurrentQueue<string>();
            var tests = await server
                .Tests.GenerateAsync(server.Editor.Uri, new LineRange(at, at), steps.Enqueue, default)
                .WaitAsync(RealServer.Patience);

            Assert.NotEmpty(tests.Kept);
            Assert.NotEmpty(steps);
            var previews = await new WorkspaceEditor(server.Documents, new NoBuffers(), new ListLog()).PreviewAsync(tests.Edit!, default);
            var file = previews.Single(p => p.Path == tests.File);
            Assert.True(file.IsNew);
            Assert.Contains(tests.Kept[0].Name, file.After, StringComparison.Ordinal);
            Assert.False(File.Exists(tests.File));
            Assert.Contains("mutants killed", tests.Summary, StringComparison.Ordinal);
        }
        finally
        {
            server.Type(cursor, "Count;".Length, "");
        }
    }

    [Fact]
    public async Task Settings_and_trust_reach_the_server()
    {
        var enabled = SettingsSchema.All.Single(s => s.Name == "enabled");
        server.Settings.Set(new Dictionary<SettingDescription, JToken> { [enabled] = false });
        server.Controller.Notify(LspMethods.DidChangeConfiguration, new JObject { ["settings"] = server.Settings.ForServer });
        await server.WaitForAsync(s => s.Status?.State == ServerStateName.Disabled);
        server.Settings.Set(new Dictionary<SettingDescription, JToken> { [enabled] = true });
        server.Controller.Notify(LspMethods.DidChangeConfiguration, new JObject { ["settings"] = server.Settings.ForServer });
        await server.WaitForAsync(s => s.Status?.State == ServerStateName.Ready);

        server.Controller.Notify(LspMethods.DidChangeTrust, new JObject { ["trusted"] = false });
        await server.WaitForAsync(s => s.Status is { Untrusted: true });
        server.Controller.Notify(LspMethods.DidChangeTrust, new JObject { ["trusted"] = true });
        await server.WaitForAsync(s => s.Status is { Untrusted: false, State: ServerStateName.Ready });
    }

    [Fact]
    public async Task A_server_that_dies_is_started_again_and_knows_the_open_documents()
    {
        Assert.NotNull(await server.AskAsync(cursor));
        var before = server.Controller.ProcessId!.Value;
        var delays = server.Delays.Count;

        using (var process = Process.GetProcessById(before))
        {
            process.Kill();
        }

        await server.WaitForAsync(s =>
            s.Status is { State: ServerStateName.Ready, Model: not null } && server.Controller.ProcessId != before
        );
        Assert.Equal("Count;", (await server.AskAsync(cursor))!.Suggestions[0].Text);
        Assert.Equal(TimeSpan.FromSeconds(0.5), server.Delays[delays]);
        Assert.Contains(server.States, s => s.Kind == ClientStateKind.Restarting);
        // What was running under the old server is over, and a restart by hand counts anew.
        await server.Controller.RestartAsync().WaitAsync(RealServer.Patience);
        await server.WaitForAsync(s => s.Status is { State: ServerStateName.Ready, Model: not null });
        Assert.NotNull(await server.AskAsync(cursor));
    }

    [Fact]
    public async Task Garbage_that_reaches_the_server_is_written_down_and_the_connection_goes_on()
    {
        var start = new ProcessStartInfo("dotnet", [server.ServerPath, "lsp", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        var options = new ServerOptions(null, false, "", []);
        using var connection = new LspConnection(
            process.StandardInput.BaseStream,
            process.StandardOutput.BaseStream,
            () => options,
            server.Editor,
            server.Log
        );
        await connection.InitializeAsync(options, default).WaitAsync(RealServer.Patience);

        // Answered with an error without an id: its frame was whole, so that what comes after it is understood.
        var input = process.StandardInput.BaseStream;
        await input.WriteAsync("Content-Length: 9\r\n\r\n{ no JSON"u8.ToArray());
        await input.FlushAsync();

        var statistics = await connection.RequestAsync("smolcode/statistics", new JObject(), default).WaitAsync(RealServer.Patience);
        Assert.NotNull(statistics["requests"]);
        Assert.Contains(server.Log.Lines, l => l.Contains("could not read a message", StringComparison.Ordinal));
        process.StandardInput.Close();
        await process.WaitForExitAsync().WaitAsync(RealServer.Patience);
        Assert.Equal(1, process.ExitCode);
    }

    /// <summary>What the server counted since, once it has heard of all: it handles such notifications beside requests.</summary>
    private async Task<(int Shown, int Accepted, int Rejected, int Characters)> GrownAsync(
        JToken before,
        Func<(int Shown, int Accepted, int Rejected, int Characters), bool> isAll
    )
    {
        using var limit = new CancellationTokenSource(RealServer.Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var after = await server.StatisticsAsync();
            var grown = (By("shown"), By("accepted"), By("rejected"), By("acceptedCharacters"));
            if (isAll(grown))
            {
                return grown;
            }

            int By(string name) => (int)after[name]! - (int)before[name]!;
        }
    }

    private static int OpenHole(RealServer server)
    {
        var at = server.Editor.OffsetOf(Member) + "names.".Length;
        server.Type(at, "Count;".Length, "");
        return at;
    }
}
