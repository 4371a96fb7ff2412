using System.Collections.Concurrent;
using System.Diagnostics;
using Newtonsoft.Json.Linq;
using SmolCode.TestSupport;
using SmolCode.VisualStudio.Configuration;
using SmolCode.VisualStudio.Documents;
using SmolCode.VisualStudio.Explanation;
using SmolCode.VisualStudio.Pause;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;
using SmolCode.VisualStudio.Suggestions;
using SmolCode.VisualStudio.Tests;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>The built server behind the client's own classes, with a project of its own.</summary>
public sealed class RealServer : IAsyncLifetime
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

            public static int Half(int price) => price < 0 ? throw new ArgumentOutOfRangeException(nameof(price)) : price / 2;

            public int CountNames()
            {
                return names.Count;
            }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly ConcurrentQueue<ClientState> states = [];
    private readonly ConcurrentQueue<TimeSpan> delays = [];
    private readonly SemaphoreSlim changed = new(0);

    /// <summary>Whether the next server is told that the workspace is trusted.</summary>
    internal bool Trusted { get; set; } = true;

    internal string ServerPath { get; set; } = Path.Combine(AppContext.BaseDirectory, "smolcode.dll");

    internal ListLog Log { get; } = new();

    internal MemoryEditor Editor { get; private set; } = null!;

    internal string FilePath { get; private set; } = "";

    internal string FolderPath => folder.Path;

    internal SettingsStore Settings { get; private set; } = null!;

    internal PauseState Pause { get; private set; } = null!;

    internal DocumentSync Documents { get; } = new();

    internal ServerController Controller { get; private set; } = null!;

    internal SuggestionService Suggestions { get; private set; } = null!;

    internal ExplanationService Explanation { get; private set; } = null!;

    internal TestGenerationService Tests { get; private set; } = null!;

    internal IReadOnlyList<ClientState> States => [.. states];

    internal IReadOnlyList<TimeSpan> Delays => [.. delays];

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
        FilePath = folder.Write("src/Greeter.cs", Source.ReplaceLineEndings("\n"));
        await DotnetRestore.RunAsync(solution);
        Editor = new MemoryEditor(DocumentUri.FromPath(FilePath), Source.ReplaceLineEndings("\n"));
        Settings = new SettingsStore(new JsonFile(Path.Combine(folder.Path, "settings.json")));
        Pause = new PauseState(new JsonFile(Path.Combine(folder.Path, "state.json")));
        // Time enough on any machine: what is suggested must not depend on how busy it is.
        Settings.Set(new Dictionary<SettingDescription, JToken> { [SettingsSchema.All.Single(s => s.Name == "deadlineMs")] = 60_000 });
        var clock = Stopwatch.StartNew();
        Controller = new ServerController(
            new ServerLocator(new ThisMachine(), folder.Path),
            () => new ServerOptions(folder.Path, Trusted, ServerPath, Settings.ForServer),
            Documents,
            Editor,
            Log,
            () => clock.Elapsed,
            (delay, _) =>
            {
                // Remembered, not waited for.
                delays.Enqueue(delay);
                return Task.CompletedTask;
            }
        );
        Controller.StateChanged += (_, state) =>
        {
            states.Enqueue(state);
            changed.Release();
        };
        Suggestions = new SuggestionService(Controller, Documents, Pause, Log);
        Explanation = new ExplanationService(Controller);
        Tests = new TestGenerationService(Controller);
        Documents.Open(Editor.Uri, TextNow());
        await Controller.RestartAsync();
        await WaitForAsync(s => s.Status is { State: ServerStateName.Ready, Model: not null });
    }

    public async ValueTask DisposeAsync()
    {
        await Controller.StopAsync();
        Explanation.Dispose();
        Controller.Dispose();
        changed.Dispose();
        folder.Dispose();
    }

    /// <summary>Waits until the present state is so.</summary>
    internal async Task WaitForAsync(Func<ClientState, bool> isSo)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (!isSo(Controller.State))
        {
            try
            {
                await changed.WaitAsync(limit.Token);
            }
            catch (OperationCanceledException e)
            {
                throw new TimeoutException(string.Join('\n', States.Select(s => s.ToString()).Concat(Log.Lines)), e);
            }
        }
    }

    /// <summary>Changes the text as typing does.</summary>
    internal void Type(int offset, int length, string text)
    {
        var change = Editor.Replace(offset, length, text);
        Suggestions.Changed(Editor.Uri, [change], TextNow());
    }

    internal Task<SuggestionOffer?> AskAsync(int cursor, bool byHand = true, SelectedCompletion? selected = null) =>
        Suggestions
            .RequestAsync(new SuggestionRequest(Editor.Uri, new TextLines(Editor.Text), cursor, byHand, selected), default)
            .WaitAsync(Patience);

    internal async Task<JToken> StatisticsAsync() =>
        await Controller.Connection!.RequestAsync("smolcode/statistics", new JObject(), default).WaitAsync(Patience);

    internal Func<string> TextNow()
    {
        var text = Editor.Text;
        return () => text;
    }
}
