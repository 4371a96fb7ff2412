using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using SmolCode.CodeAnalysis;
using SmolCode.EndToEnd.Tests;
using SmolCode.LanguageServer.Background;
using SmolCode.TestSupport;

namespace SmolCode.LanguageServer.Tests;

/// <summary>Which workspace is loaded when, and when it is loaded again.</summary>
public sealed class WorkspaceLoaderTests : IDisposable
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>
        """;

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public async Task All_folders_are_loaded()
    {
        folder.Write("One/A.cs", "class A;");
        folder.Write("Two/B.cs", "class B;");
        await using var server = new ServerInProcess();
        await server.Client.RequestAsync(
            "initialize",
            new JsonObject
            {
                ["capabilities"] = new JsonObject(),
                ["rootUri"] = Uri(""),
                ["workspaceFolders"] = new JsonArray(Folder("One"), Folder("Two")),
            }
        );
        await server.Client.NotifyAsync("initialized", new JsonObject());

        await LoadedAsync(server, "One", "Two");

        Assert.Equal(2, server.Workspace.Status.Documents);
    }

    [Fact]
    public async Task A_client_that_cancels_the_progress_gets_its_workspace_all_the_same()
    {
        folder.Write("One/A.cs", "class A;");
        await using var server = new ServerInProcess();
        server.Client.Refused = "window/workDoneProgress/create";
        await server.Client.InitializeAsync(
            PathOf("One"),
            capabilities: JsonNode.Parse("""{"window":{"workDoneProgress":true}}""")!.AsObject()
        );

        await LoadedAsync(server, "One");
        Assert.Contains(server.Client.Received, m => (string?)m["method"] == "window/workDoneProgress/create");
    }

    [Fact]
    public async Task A_folder_that_is_gone_leaves_the_others()
    {
        folder.Write("Two/B.cs", "class B;");
        await using var server = new ServerInProcess();
        await server.Client.InitializeAsync(PathOf("Two"));
        await LoadedAsync(server, "Two");

        await server.Client.NotifyAsync(
            "workspace/didChangeWorkspaceFolders",
            new JsonObject
            {
                ["event"] = new JsonObject { ["added"] = new JsonArray(Folder("Gone")), ["removed"] = new JsonArray() },
            }
        );

        var told = await server.Client.WaitForAsync("window/showMessage");
        Assert.Contains("Gone", (string?)told["params"]!["message"], StringComparison.Ordinal);
        await LoadedAsync(server, "Two");
    }

    [Fact]
    public async Task When_the_first_folder_goes_the_next_one_is_loaded()
    {
        folder.Write("One/A.cs", "class A;");
        folder.Write("Two/B.cs", "class B;");
        await using var server = new ServerInProcess();
        await server.Client.InitializeAsync(PathOf("One"));
        await LoadedAsync(server, "One");

        await server.Client.NotifyAsync(
            "workspace/didChangeWorkspaceFolders",
            new JsonObject
            {
                ["event"] = new JsonObject { ["added"] = new JsonArray(Folder("Two")), ["removed"] = new JsonArray(Folder("One")) },
            }
        );

        await LoadedAsync(server, "Two");
    }

    [Fact]
    public async Task Without_a_folder_the_project_nearest_to_the_first_file_is_loaded()
    {
        folder.Write("App/App.csproj", Project);
        var file = folder.Write("App/Deep/A.cs", "class A;");
        await using var server = await ServerInProcess.StartAsync();

        await server.Client.OpenAsync(new Uri(file).AbsoluteUri, "class A;");

        await server.Client.WaitForAsync(
            "smolcode/status",
            p => (string?)p["state"] is "ready" or "degraded" && (string?)p["workspace"] == PathOf("App/App.csproj")
        );
    }

    [Fact]
    public async Task Trust_given_later_loads_again_and_an_untrusted_project_runs_nothing()
    {
        folder.Write(
            "App.csproj",
            """
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup>
              <Target Name="Trap" BeforeTargets="ResolveReferences;CoreCompile;Compile">
                <Touch Files="$(MSBuildProjectDirectory)/ran" AlwaysCreate="true" />
              </Target>
            </Project>
            """
        );
        folder.Write("A.cs", "class A;");
        await using var server = new ServerInProcess();
        await server.Client.InitializeAsync(folder.Path);
        await LoadedAsync(server, "App.csproj");

        Assert.False(File.Exists(PathOf("ran")), "An untrusted project was run.");

        await server.Client.NotifyAsync("smolcode/didChangeTrust", new JsonObject { ["trusted"] = true });
        await server.Client.WaitForAsync(
            "smolcode/status",
            p => !(bool)p["untrusted"]! && (string?)p["state"] is "ready" or "degraded" && (string?)p["workspace"] == PathOf("App.csproj")
        );
    }

    [Fact]
    public async Task A_changed_project_file_loads_again_once_it_has_been_quiet()
    {
        folder.Write("App.csproj", Project);
        folder.Write("A.cs", "class A;");
        var time = new FakeTimeProvider();
        await using var server = new ServerInProcess(time);
        await server.Client.InitializeAsync(folder.Path);
        await LoadedAsync(server, "App.csproj");
        var loads = 0;
        var reloading = new TaskCompletionSource();
        server.Workspace.StatusChanged += (_, status) =>
        {
            if (status.State == WorkspaceState.Loading)
            {
                Interlocked.Increment(ref loads);
                reloading.TrySetResult();
            }
        };

        for (var i = 0; i < 3; i++)
        {
            await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", Changed("App.csproj", 2));
            await server.AssertAliveAsync();
            time.Advance(WorkspaceLoader.ReloadDelay / 2);
        }

        Assert.Equal(0, loads);
        time.Advance(WorkspaceLoader.ReloadDelay);
        await reloading.Task.WaitAsync(LspClient.Patience);
        Assert.Equal(1, loads);
    }

    [Fact]
    public async Task A_changed_source_is_read_again_without_loading_the_workspace()
    {
        folder.Write("App.csproj", Project);
        folder.Write("A.cs", "class A;");
        await using var server = new ServerInProcess();
        await server.Client.InitializeAsync(folder.Path);
        await LoadedAsync(server, "App.csproj");
        const string Text = "class A { void M() { B. } }";
        await server.Client.OpenAsync(Uri("A.cs"), Text);
        // By hand: what is known of the place already is not the answer.
        var at = LspClient.At(Uri("A.cs"), 0, Text.IndexOf(" } }", StringComparison.Ordinal), byHand: true);

        folder.Write("B.cs", "static class B { public static void Hello() { } }");
        await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", Changed("B.cs", 1));

        server.Completion.Text = "Hello();";
        var known = await server.Client.RequestAsync("textDocument/inlineCompletion", at.DeepClone());
        server.Completion.Text = "Goodbye();";
        var unknown = await server.Client.RequestAsync("textDocument/inlineCompletion", at.DeepClone());

        Assert.Single(known["result"]!["items"]!.AsArray());
        Assert.Empty(unknown["result"]!["items"]!.AsArray());
    }

    [Fact]
    public async Task A_file_that_vanishes_while_it_is_open_is_completed_from_the_editors_text()
    {
        folder.Write("App.csproj", Project);
        var file = folder.Write("A.cs", "class A;");
        var uri = new Uri(file).AbsoluteUri;
        await using var server = new ServerInProcess();
        await server.Client.InitializeAsync(folder.Path);
        await LoadedAsync(server, "App.csproj");
        await server.Client.OpenAsync(uri, "class A { }");

        File.Delete(file);
        await server.Client.NotifyAsync("workspace/didChangeWatchedFiles", Changed("A.cs", 3));

        Assert.Equal(("class A { }", 1), await server.TextAsync(uri));
        await server.Client.NotifyAsync("textDocument/didSave", new JsonObject { ["textDocument"] = new JsonObject { ["uri"] = uri } });
        await server.AssertAliveAsync();
    }

    [Fact]
    public async Task The_reload_command_loads_again()
    {
        folder.Write("A.cs", "class A;");
        await using var server = new ServerInProcess();
        await server.Client.InitializeAsync(folder.Path);
        await LoadedAsync(server, "");
        var loading = new TaskCompletionSource();
        server.Workspace.StatusChanged += (_, status) =>
        {
            if (status.State == WorkspaceState.Loading)
            {
                loading.TrySetResult();
            }
        };

        var response = await server.Client.RequestAsync(
            "workspace/executeCommand",
            JsonNode.Parse("""{"command":"smolcode.reloadWorkspace","arguments":[]}""")
        );

        Assert.Null(response["error"]);
        await loading.Task.WaitAsync(LspClient.Patience);
    }

    private string PathOf(string relative) => relative.Length == 0 ? folder.Path : Path.Combine(folder.Path, relative);

    private string Uri(string relative) => new Uri(PathOf(relative)).AbsoluteUri;

    private JsonObject Folder(string relative) => new() { ["uri"] = Uri(relative), ["name"] = relative };

    private JsonObject Changed(string relative, int type) =>
        new() { ["changes"] = new JsonArray(new JsonObject { ["uri"] = Uri(relative), ["type"] = type }) };

    private Task<JsonObject> LoadedAsync(ServerInProcess server, params string[] relative) =>
        server.Client.WaitForAsync(
            "smolcode/status",
            p =>
                // Untrusted projects are served with less than they could be.
                (string?)p["state"]
                    is "ready"
                        or "degraded"
                && (string?)p["workspace"] == string.Join(", ", relative.Select(PathOf))
                && server.Workspace.Status.State is WorkspaceState.Ready or WorkspaceState.Degraded
        );
}
