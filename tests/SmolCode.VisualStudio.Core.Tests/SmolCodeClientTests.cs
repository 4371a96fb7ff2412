using Newtonsoft.Json.Linq;
using SmolCode.TestSupport;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>A client without a server; the tests of the Visual Studio layer have one.</summary>
public sealed class SmolCodeClientTests : IEditorBuffers, IDisposable
{
    private const string File = "file:///a.cs";

    private readonly TemporaryFolder folder = new();
    private readonly TaskCompletionSource settled = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SmolCodeClient client;

    public SmolCodeClientTests() =>
        client = new SmolCodeClient(
            new ClientEnvironment(
                folder.Path,
                Path.Combine(folder.Path, "data"),
                new MemoryMachine(false, []),
                () => TimeSpan.Zero,
                (_, _) => settled.Task
            ),
            this
        );

    public void Dispose()
    {
        client.Dispose();
        folder.Dispose();
    }

    [Fact]
    public async Task Without_a_server_its_commands_are_not_shown_and_the_reason_is()
    {
        var output = new ListLog();
        await client.OpenAsync(new Workspace(null, false));
        client.ActiveDocument = File;
        client.ShowLogIn(output);

        Assert.Equal(
            [
                ClientCommand.PauseSession,
                ClientCommand.PauseLanguage,
                ClientCommand.PauseFile,
                ClientCommand.RestartServer,
                ClientCommand.ShowStatus,
                ClientCommand.ShowOutput,
                ClientCommand.ShowSettings,
            ],
            Available()
        );
        Assert.Equal("SmolCode: error", client.Status.Text);
        // Written before there was an output.
        Assert.Contains("No server was found.", Assert.Single(output.Lines), StringComparison.Ordinal);
        await client.ReloadWorkspaceAsync(default);
    }

    [Fact]
    public void Pauses_are_changed_by_commands_and_said()
    {
        var changes = 0;
        client.StatusChanged += (_, _) => changes++;
        client.ActiveDocument = File;
        client.ActiveDocument = File;
        client.ChangePause(ClientCommand.PauseFile);

        Assert.Contains(ClientCommand.Resume, Available());
        Assert.DoesNotContain(ClientCommand.PauseSession, Available());
        client.ActiveDocument = "file:///b.cs";
        Assert.DoesNotContain(ClientCommand.Resume, Available());
        client.ActiveDocument = File;
        client.ChangePause(ClientCommand.Resume);
        Assert.DoesNotContain(ClientCommand.Resume, Available());
        client.ActiveDocument = null;
        client.ChangePause(ClientCommand.PauseFile);
        Assert.DoesNotContain(ClientCommand.Resume, Available());
        Assert.Equal(6, changes);
    }

    [Fact]
    public async Task Another_server_in_the_settings_is_started_and_another_setting_starts_none()
    {
        await client.OpenAsync(new Workspace(null, false));
        var problem = new TaskCompletionSource<string?>();
        client.Server.StateChanged += (_, s) => problem.TrySetResult(s.Message);

        Set("candidates", 5);
        Set(SettingsSchema.ServerPath, "nowhere");

        // The first: the other setting has started none.
        Assert.Contains("\"nowhere\"", await problem.Task.WaitAsync(TimeSpan.FromSeconds(30)), StringComparison.Ordinal);
        Assert.Equal(ClientStateKind.Failed, client.Server.State.Kind);
    }

    [Fact]
    public async Task Another_folder_starts_the_server_anew_and_the_same_does_not()
    {
        var starts = 0;
        client.Server.StateChanged += (_, _) => starts++;
        await client.OpenAsync(new Workspace("/a", false));
        await client.OpenAsync(new Workspace("/a", true));
        Assert.Equal(1, starts);
        await client.OpenAsync(new Workspace("/b", true));
        Assert.Equal(2, starts);
    }

    [Fact]
    public async Task A_solution_that_is_closed_for_another_starts_one_server_and_for_none_one_too()
    {
        var starts = 0;
        client.Server.StateChanged += (_, _) => starts++;
        await client.OpenAsync(new Workspace("/a", true));
        var closing = client.OpenAsync(new Workspace(null, false));
        Assert.Equal(1, starts);
        await client.OpenAsync(new Workspace("/b", true));
        Assert.Equal(2, starts);
        settled.SetResult();
        await closing;
        Assert.Equal(2, starts);

        await client.OpenAsync(new Workspace(null, false));
        await client.OpenAsync(new Workspace(null, false));
        Assert.Equal(3, starts);
    }

    [Fact]
    public async Task A_solution_that_is_loaded_anew_keeps_its_server()
    {
        var starts = 0;
        client.Server.StateChanged += (_, _) => starts++;
        await client.OpenAsync(new Workspace("/a", true));
        var closing = client.OpenAsync(new Workspace(null, false));
        await client.OpenAsync(new Workspace("/a", true));
        settled.SetResult();
        await closing;
        Assert.Equal(1, starts);
    }

    [Fact]
    public async Task The_server_is_started_on_no_thread_that_is_waited_on()
    {
        var thread = Thread.CurrentThread;
        Thread? starting = null;
        client.Server.StateChanged += (_, _) => starting = Thread.CurrentThread;
        var restarting = client.Server.RestartAsync();
        // This thread does nothing else meanwhile, so it can't be the one that starts.
        SpinWait.SpinUntil(() => starting is not null, TimeSpan.FromSeconds(30));
        Assert.NotNull(starting);
        Assert.NotSame(thread, starting);
        await restarting;
    }

    [Fact]
    public void What_goes_wrong_in_work_that_nobody_waits_for_is_in_the_output()
    {
        var output = new ListLog();
        client.ShowLogIn(output);
        client.Forget(() => throw new InvalidOperationException("why"));
        client.Forget(() => Task.FromCanceled(new CancellationToken(true)));

        Assert.Contains("why", Assert.Single(output.Lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_line_of_the_output_has_its_time_and_its_level() =>
        Assert.Equal(
            "08:05:03.007 [warning] what\n",
            OutputLine.Format(new DateTimeOffset(2026, 1, 2, 8, 5, 3, 7, TimeSpan.Zero), LogLevel.Warning, "what")
        );

    public string? TextOf(string uri) => null;

    public Task<bool> TryEditAsync(string uri, int version, IReadOnlyList<TextEdit> edits, CancellationToken cancellationToken) =>
        Task.FromResult(false);

    private List<ClientCommand> Available() => [.. Enum.GetValues<ClientCommand>().Where(client.IsAvailable)];

    private void Set(string name, JToken value) =>
        client.Settings.Set(new Dictionary<SettingDescription, JToken> { [SettingsSchema.All.Single(s => s.Name == name)] = value });
}
