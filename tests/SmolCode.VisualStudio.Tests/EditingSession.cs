using System.Collections.Concurrent;
using System.Diagnostics;
using Newtonsoft.Json.Linq;
using SmolCode.TestSupport;
using SmolCode.VisualStudio.Client;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Output;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;
using SmolCode.VisualStudio.Tests.FakeShell;

namespace SmolCode.VisualStudio.Tests;

/// <summary>The parts of the extension in a shell, with the server that is built and a project of its own.</summary>
public sealed class EditingSession : IAsyncLifetime, IClientLog
{
    /// <summary>Guards tests against waiting for ever; nothing is measured by it.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private const string Source = """
        namespace Greetings;

        public sealed class Greeter
        {
            private readonly List<string> names = [];

            public void Add(string name)
            {
                names.Add(name);
            }

            public int CountNames()
            {
                return names.
            }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<string> lines = [];
    private readonly SemaphoreSlim changed = new(0);

    internal EditorHost Shell { get; private set; } = null!;

    internal FakeFile File { get; private set; } = null!;

    internal FakeView View { get; private set; } = null!;

    internal SmolCodeClient Client => Shell.Editor.Client;

    /// <summary>The folder of the solution.</summary>
    internal string Folder => folder.Path;

    /// <summary>Where the text ends that is to be completed.</summary>
    internal int Hole { get; private set; }

    public async ValueTask InitializeAsync()
    {
        // What tests show and take is not the user's; the server inherits it.
        Environment.SetEnvironmentVariable("SMOLCODE_DATA_DIR", Path.Combine(folder.Path, "data"));
        var solution = folder.Write("Greetings.slnx", "<Solution><Project Path=\"src/Greetings.csproj\" /></Solution>");
        folder.Write(
            "src/Greetings.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework><Nullable>enable</Nullable><ImplicitUsings>enable</ImplicitUsings></PropertyGroup>
            </Project>
            """
        );
        var text = Source.ReplaceLineEndings("\n");
        var path = folder.Write("src/Greeter.cs", text);
        Hole = text.IndexOf("names.\n", StringComparison.Ordinal) + "names.".Length;
        await DotnetRestore.RunAsync(solution);

        var clock = Stopwatch.StartNew();
        Shell = new EditorHost(
            new ClientEnvironment(
                folder.Path,
                Path.Combine(folder.Path, "settings"),
                new ThisMachine(),
                () => clock.Elapsed,
                (_, _) => Task.CompletedTask
            )
        );
        Client.ShowLogIn(this);
        Client.StatusChanged += (_, _) => changed.Release();
        Client.Settings.Set(
            new Dictionary<SettingDescription, JToken>
            {
                // Time enough on any machine: what is suggested must not depend on how busy it is.
                [Setting("deadlineMs")] = 60_000,
                [Setting(SettingsSchema.ServerPath)] = Path.Combine(AppContext.BaseDirectory, "smolcode.dll"),
            }
        );
        File = Shell.NewFile(path, text);
        View = await Shell.OpenAsync(File);
        await Client.OpenAsync(new Workspace(folder.Path, true));
        await WaitAsync(() => Client.Server.State.Status is { State: ServerStateName.Ready, Model: not null });
    }

    public async ValueTask DisposeAsync()
    {
        await Client.Server.StopAsync();
        Shell.Dispose();
        changed.Dispose();
        folder.Dispose();
    }

    public void Write(LogLevel level, string message) => lines.Enqueue($"{level}: {message}");

    /// <summary>Waits until something is so that the status tells of.</summary>
    internal async Task WaitAsync(Func<bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo())
        {
            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException(string.Join('\n', lines.Prepend(Client.Server.State.ToString())), e);
            }
        }
    }

    /// <summary>Writes the text anew, with the cursor at its hole.</summary>
    internal Task ResetAsync() =>
        Shell.Ui.RunAsync(() =>
        {
            if (Shell.Suggestions.Shown is not null)
            {
                Shell.Suggestions.Dismiss(View);
            }

            var buffer = (FakeBuffer)View.DocumentBuffer;
            var end = buffer.CurrentSnapshot.GetText().IndexOf('\n', Hole);
            if (end > Hole)
            {
                buffer.Replace(Hole, end - Hole, "");
            }

            View.MoveTo(Hole);
        });

    /// <summary>What the server counted since then, once it has heard of all.</summary>
    internal async Task<(int Shown, int Accepted, int Rejected, int Characters)> CountAsync(
        JToken before,
        Func<(int Shown, int Accepted, int Rejected, int Characters), bool> isAll
    )
    {
        using var limit = new CancellationTokenSource(Patience);
        while (true)
        {
            limit.Token.ThrowIfCancellationRequested();
            var after = await StatisticsAsync();
            var grown = (By("shown"), By("accepted"), By("rejected"), By("acceptedCharacters"));
            if (isAll(grown))
            {
                return grown;
            }

            int By(string name) => (int)after[name]! - (int)before[name]!;
        }
    }

    internal async Task<JToken> StatisticsAsync() =>
        await Client.Server.Connection!.RequestAsync("smolcode/statistics", new JObject(), default).WaitAsync(Patience);

    private static SettingDescription Setting(string name) => SettingsSchema.All.Single(s => s.Name == name);
}
