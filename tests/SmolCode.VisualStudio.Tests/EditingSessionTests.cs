using System.Diagnostics;
using Microsoft.VisualStudio.Language.Proposals;
using Microsoft.VisualStudio.Text;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Explanation;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;
using SmolCode.VisualStudio.Tests.FakeShell;

namespace SmolCode.VisualStudio.Tests;

/// <summary>An editing session: the parts as they are exported, the built server, and a shell that does what Visual Studio does.</summary>
public sealed class EditingSessionTests(EditingSession session) : IClassFixture<EditingSession>, IAsyncLifetime
{
    private EditorHost Shell => session.Shell;

    private FakeView View => session.View;

    private FakeSuggestionService Suggestions => session.Shell.Suggestions;

    public async ValueTask InitializeAsync() => await session.ResetAsync();

    public async ValueTask DisposeAsync() => await session.ResetAsync();

    [Fact]
    public async Task A_proposal_is_shown_and_taken()
    {
        var before = await session.StatisticsAsync();
        await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
        Assert.Equal("Count;", Suggestions.Shown);

        await Shell.Ui.RunAsync(() => Suggestions.Accept(View));

        Assert.Contains("return names.Count;\n", View.Text, StringComparison.Ordinal);
        Assert.Equal(session.Hole + "Count;".Length, View.Offset);
        Assert.Equal((1, 1, 0, 6), await session.CountAsync(before, g => g.Accepted > 0));
    }

    [Fact]
    public async Task Typing_asks_goes_on_with_what_is_shown_and_a_word_of_it_can_be_taken()
    {
        var before = await session.StatisticsAsync();
        await Shell.TypeAsync(View, "C").WaitAsync(EditingSession.Patience);
        Assert.Equal("ount;", Suggestions.Shown);
        await Shell.TypeAsync(View, "o");
        Assert.Equal("unt;", Suggestions.Shown);

        await Shell.Ui.RunAsync(() => Suggestions.AcceptWord(View));
        Assert.Equal(";", Suggestions.Shown);
        await Shell.Ui.RunAsync(() => Suggestions.Dismiss(View));

        Assert.Contains("return names.Count\n", View.Text, StringComparison.Ordinal);
        Assert.Equal((1, 1, 0, 3), await session.CountAsync(before, g => g.Accepted > 0));
    }

    [Fact]
    public async Task What_is_typed_to_its_end_is_neither_taken_nor_refused()
    {
        var before = await session.StatisticsAsync();
        await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
        await Shell.TypeAsync(View, "Count;").WaitAsync(EditingSession.Patience);

        Assert.Null(Suggestions.Shown);
        Assert.Equal((1, 0, 0, 0), await session.CountAsync(before, g => g.Shown > 0));
    }

    [Fact]
    public async Task Next_and_previous_are_one_suggestion_and_what_is_taken_is_the_one_in_front()
    {
        var before = await session.StatisticsAsync();
        await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
        Assert.True(Suggestions.Count > 1, "There is one proposal only.");
        var first = Suggestions.Shown;
        await Shell.Ui.RunAsync(() => Suggestions.Step(View, 1));
        var second = Suggestions.Shown!;
        Assert.NotEqual(first, second);
        await Shell.Ui.RunAsync(() => Suggestions.Step(View, -1));
        Assert.Equal(first, Suggestions.Shown);
        await Shell.Ui.RunAsync(() => Suggestions.Step(View, 1));
        await Shell.Ui.RunAsync(() => Suggestions.Accept(View));

        Assert.Contains("return names." + second, View.Text, StringComparison.Ordinal);
        // Told under the first one's id, as the VS Code client does, and by the command of the one that was taken.
        var (shown, accepted, rejected, _) = await session.CountAsync(before, g => g.Accepted > 0);
        Assert.Equal((1, 0), (shown, rejected));
        Assert.InRange(accepted, 1, 2);
    }

    [Fact]
    public async Task Escape_refuses_it_once_and_what_others_show_is_not_ours()
    {
        var before = await session.StatisticsAsync();
        await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
        await Shell.Ui.RunAsync(() =>
        {
            Suggestions.Dismiss(View);
            Suggestions.ShowOther(View);
            Suggestions.Accept(View);
        });

        Assert.Equal((1, 0, 1, 0), await session.CountAsync(before, g => g.Rejected > 0));
    }

    [Fact]
    public async Task Beside_a_completion_list_what_follows_the_selected_item_is_proposed()
    {
        await Shell.Ui.RunAsync(() => ((FakeBuffer)View.DocumentBuffer).Replace(session.Hole, 0, "C"));
        var span = new SnapshotSpan(View.DocumentBuffer.CurrentSnapshot, session.Hole, 1);

        var hard = await RequestAsync(new CompletionState("Count", span, false, null));
        var edit = Assert.Single(Assert.Single(hard!.Proposals).Edits);
        Assert.Equal((";", session.Hole + 1, 0), (edit.ReplacementText, edit.Span.Start.Position, edit.Span.Length));
        Assert.Equal("SmolCode", hard.SourceName);

        // Nothing is selected yet: the list is as if it were not there.
        var soft = await RequestAsync(new CompletionState("Capacity", span, true, null));
        Assert.Equal("ount;", soft!.Proposals[0].Edits[0].ReplacementText);
    }

    [Fact]
    public async Task Nothing_is_proposed_for_a_text_that_is_not_there_any_more()
    {
        var stale = View.Position.VirtualBufferPosition;
        await Shell.Ui.RunAsync(() => ((FakeBuffer)View.DocumentBuffer).Replace(session.Hole, 0, "C"));

        Assert.Null(await Shell.RequestAsync(View, ProposalScenario.ExplicitInvocation, at: stale).WaitAsync(EditingSession.Patience));
    }

    [Fact]
    public async Task A_pause_is_kept_while_typing_and_not_when_asked_by_hand()
    {
        session.Client.ChangePause(ClientCommand.PauseFile);
        try
        {
            await Shell.TypeAsync(View, "C").WaitAsync(EditingSession.Patience);
            Assert.Null(Suggestions.Shown);
            Assert.Equal("SmolCode: paused here", session.Client.Status.Text);
            await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
            Assert.Equal("ount;", Suggestions.Shown);
        }
        finally
        {
            session.Client.ChangePause(ClientCommand.Resume);
        }
    }

    [Fact]
    public async Task The_selection_is_explained_and_its_commands_are_there()
    {
        Assert.True(session.Client.IsAvailable(ClientCommand.ExplainSelection));
        Assert.True(session.Client.IsAvailable(ClientCommand.GenerateTests));
        var start = View.Text.IndexOf("Add(string", StringComparison.Ordinal);
        await Shell.Ui.RunAsync(() => View.Select(start, start + 3));
        var selection = Shell.Editor.Selection()!.Value;
        Assert.Equal((6, 16), (selection.Range.Start.Line, selection.Range.Start.Character));
        Assert.Equal((6, 19), (selection.Range.End.Line, selection.Range.End.Character));

        var views = new List<ExplanationView>();
        await session
            .Client.Explanation.ExplainAsync(selection.Uri, selection.Range, views.Add, default)
            .WaitAsync(EditingSession.Patience);
        Assert.Contains("`names.Add(name)`", views[^1].Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_of_the_server_is_made_on_the_UI_thread_or_not_at_all()
    {
        var uri = DocumentUri.FromPath(session.File.FilePath);
        var version = session.Client.Documents.VersionOf(uri)!.Value;
        var edit = new TextEdit(new LineRange(new LinePosition(0, 0), new LinePosition(0, 0)), "using System.Text;\n");
        WorkspaceEdit Of(int at) => new([new DocumentEdit(uri, at, false, [edit])]);

        Assert.False(await session.Client.Editor.ApplyAsync(Of(version - 1), default));
        var buffer = (FakeBuffer)View.DocumentBuffer;
        buffer.IsReadOnly = true;
        Assert.False(await session.Client.Editor.ApplyAsync(Of(version), default));
        buffer.IsReadOnly = false;
        buffer.IsCancelling = true;
        Assert.False(await session.Client.Editor.ApplyAsync(Of(version), default));
        buffer.IsCancelling = false;
        Assert.StartsWith("namespace", View.Text, StringComparison.Ordinal);

        Assert.True(await session.Client.Editor.ApplyAsync(Of(version), default).WaitAsync(EditingSession.Patience));
        Assert.StartsWith("using System.Text;\nnamespace", View.Text, StringComparison.Ordinal);
        Assert.Equal(version + 1, session.Client.Documents.VersionOf(uri));
        await Shell.Ui.RunAsync(() => buffer.Replace(0, edit.NewText.Length, ""));
    }

    [Fact]
    public async Task A_file_is_open_for_as_long_as_a_view_shows_it_under_the_name_that_it_has()
    {
        var folder = Path.GetDirectoryName(session.File.FilePath)!;
        var file = Shell.NewFile(Path.Combine(folder, "Other.cs"), "class Other;");
        string Uri(string name) => DocumentUri.FromPath(Path.Combine(folder, name));
        var first = await Shell.OpenAsync(file);
        var second = await Shell.OpenAnotherAsync(file);
        Assert.Equal(1, session.Client.Documents.VersionOf(Uri("Other.cs")));
        Assert.Equal(Uri("Other.cs"), session.Client.ActiveDocument);

        await Shell.Ui.RunAsync(() =>
        {
            file.Save();
            file.Rename(Path.Combine(folder, "Another.cs"));
        });
        Assert.Null(session.Client.Documents.VersionOf(Uri("Other.cs")));
        Assert.Equal(1, session.Client.Documents.VersionOf(Uri("Another.cs")));
        Assert.Equal(Uri("Another.cs"), session.Client.ActiveDocument);

        await Shell.Ui.RunAsync(first.Close);
        Assert.Equal(1, session.Client.Documents.VersionOf(Uri("Another.cs")));
        await Shell.Ui.RunAsync(second.Close);
        Assert.Null(session.Client.Documents.VersionOf(Uri("Another.cs")));
        Assert.Null(session.Client.ActiveDocument);
        await Shell.Ui.RunAsync(View.Focus);
        Assert.Equal(Uri("Greeter.cs"), session.Client.ActiveDocument);
        await Shell.Ui.RunAsync(() => Shell.Editor.ShowActive(false));
        Assert.Null(session.Client.ActiveDocument);
        await Shell.Ui.RunAsync(() => Shell.Editor.ShowActive(true));
        Assert.Equal(Uri("Greeter.cs"), session.Client.ActiveDocument);
    }

    [Fact]
    public async Task A_text_whose_name_is_no_path_is_left_alone()
    {
        var unnamed = await Shell.OpenAsync(Shell.NewFile("Temp.cs", "class Temp;"));
        Assert.Null(Shell.Editor.Find(unnamed.DocumentBuffer));
        await Shell.Ui.RunAsync(unnamed.Close);

        var folder = Path.GetDirectoryName(session.File.FilePath)!;
        var file = Shell.NewFile(Path.Combine(folder, "Named.cs"), "class Named;");
        var named = await Shell.OpenAsync(file);
        await Shell.Ui.RunAsync(() => file.Rename("Temp.cs"));
        Assert.Equal(1, session.Client.Documents.VersionOf(DocumentUri.FromPath(Path.Combine(folder, "Named.cs"))));
        await Shell.Ui.RunAsync(named.Close);
        await Shell.Ui.RunAsync(View.Focus);
    }

    [Fact]
    public async Task A_break_that_only_the_editor_knows_leaves_the_server_the_right_text()
    {
        // Everything below it is where it was to the server.
        await Shell.Ui.RunAsync(() => ((FakeBuffer)View.DocumentBuffer).Replace(0, 0, "// a\u2028b "));
        try
        {
            await Shell.Ui.RunAsync(() => View.MoveTo(session.Hole + "// a\u2028b ".Length));
            await Shell.TypeAsync(View, "C").WaitAsync(EditingSession.Patience);
            Assert.Equal("ount;", Suggestions.Shown);
        }
        finally
        {
            await Shell.Ui.RunAsync(() =>
            {
                Suggestions.Dismiss(View);
                ((FakeBuffer)View.DocumentBuffer).Replace(0, "// a\u2028b ".Length, "");
            });
        }
    }

    [Fact]
    public async Task Trust_that_comes_while_the_server_starts_reaches_it()
    {
        await session.Client.OpenAsync(new Workspace(session.Folder, false));
        await session.WaitAsync(() => session.Client.Server.State.Status is { Untrusted: true });
        Assert.False(session.Client.IsAvailable(ClientCommand.GenerateTests));
        void OnStarting(object? sender, ClientState state)
        {
            // What the server is told at its start was read before.
            if (state.Kind == ClientStateKind.Starting)
            {
                session.Client.Forget(() => session.Client.OpenAsync(new Workspace(session.Folder, true)));
            }
        }

        session.Client.Server.StateChanged += OnStarting;
        try
        {
            await session.Client.Server.RestartAsync().WaitAsync(EditingSession.Patience);
            await session.WaitAsync(() =>
                session.Client.Server.State.Status is { Untrusted: false, State: ServerStateName.Ready, Model: not null }
            );
        }
        finally
        {
            session.Client.Server.StateChanged -= OnStarting;
        }
    }

    [Fact]
    public async Task After_the_server_was_killed_another_one_proposes_the_same()
    {
        await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
        Assert.Equal("Count;", Suggestions.Shown);
        await session.ResetAsync();
        var before = session.Client.Server.ProcessId!.Value;
        using (var process = Process.GetProcessById(before))
        {
            process.Kill();
        }

        await session.WaitAsync(() =>
            session.Client.Server.State.Status is { State: ServerStateName.Ready, Model: not null }
            && session.Client.Server.ProcessId != before
        );
        await Shell.InvokeAsync(View).WaitAsync(EditingSession.Patience);
        Assert.Equal("Count;", Suggestions.Shown);
    }

    private Task<ProposalCollectionBase?> RequestAsync(CompletionState list) =>
        Shell.RequestAsync(View, ProposalScenario.Completion, list).WaitAsync(EditingSession.Patience);
}
