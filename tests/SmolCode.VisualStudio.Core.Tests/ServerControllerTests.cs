using SmolCode.TestSupport;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Server;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>Servers that are none.</summary>
public sealed class ServerControllerTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly ListLog log = new();
    private readonly List<TimeSpan> delays = [];

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task A_server_that_always_ends_is_given_up_after_five_restarts()
    {
        // dotnet runs a file that is no program: it says so and ends.
        var path = folder.Write("smolcode.dll", "no program");
        using var controller = New(path);
        var failed = new TaskCompletionSource<ClientState>();
        controller.StateChanged += (_, s) =>
        {
            if (s.Kind == ClientStateKind.Failed)
            {
                failed.TrySetResult(s);
            }
        };

        await controller.RestartAsync();
        var state = await failed.Task.WaitAsync(TimeSpan.FromSeconds(20));

        Assert.Equal([0.5, 1, 2, 5, 10], delays.Select(d => d.TotalSeconds));
        Assert.Contains("again and again", state.Message, StringComparison.Ordinal);
        Assert.Null(controller.Connection);
        Assert.Equal("", string.Join('\n', log.Lines.Where(l => l.Contains("could not be ended", StringComparison.Ordinal))));
        Assert.Contains(log.Lines, l => l.Contains("The server ended (exit code", StringComparison.Ordinal));
        await controller.StopAsync();
    }

    [Fact]
    public async Task No_server_is_said_and_nothing_is_tried()
    {
        using var controller = New("/nowhere/smolcode");
        await controller.RestartAsync();

        Assert.Equal(ClientStateKind.Failed, controller.State.Kind);
        Assert.Contains("does not exist", controller.State.Message, StringComparison.Ordinal);
        Assert.Empty(delays);
        controller.Notify("smolcode/didFocus", new object());
        await controller.StopAsync();
    }

    [Fact]
    public async Task A_server_that_hangs_while_it_starts_does_not_stop_a_restart()
    {
        if (OperatingSystem.IsWindows())
        {
            Assert.Skip("The server that hangs is a script.");
            return;
        }

        var path = folder.Write("smolcode", "#!/bin/sh\nexec sleep 1000\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        using var controller = New(() => path);
        var hanging = controller.RestartAsync();
        Assert.True(SpinWait.SpinUntil(() => controller.ProcessId is not null, TimeSpan.FromSeconds(30)));

        path = "/nowhere/smolcode";
        await controller.RestartAsync().WaitAsync(TimeSpan.FromSeconds(30));

        await hanging;
        Assert.Equal(ClientStateKind.Failed, controller.State.Kind);
        await controller.StopAsync();
    }

    private ServerController New(string path) => New(() => path);

    private ServerController New(Func<string> path) =>
        new(
            new ServerLocator(new ThisMachine(), folder.Path),
            () => new ServerOptions(null, false, path(), []),
            new DocumentSync(),
            new MemoryEditor("file:///a.cs", ""),
            log,
            () => TimeSpan.Zero,
            (delay, _) =>
            {
                delays.Add(delay);
                return Task.CompletedTask;
            }
        );
}
