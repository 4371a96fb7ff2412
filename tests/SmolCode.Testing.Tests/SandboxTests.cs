using SmolCode.Testing.Proof;
using SmolCode.Testing.Sandboxing;

namespace SmolCode.Testing.Tests;

/// <summary>The sandbox, with real execution: whatever the code does, the parent lives and the next run works.</summary>
public sealed class SandboxTests : IAsyncLifetime
{
    private const string Code = """
        public static class Runs
        {
            $$public static int Fine() => 42;
            public static void Throws() => throw new ArgumentException("no", "text");
            public static void Endless() { while (true) { } }
            public static int Overflow(int n) => Overflow(n + 1) + 1;
            public static int StackOverflow() => Overflow(0);
            public static void Exit() => Environment.Exit(7);
            public static void FailFast() => Environment.FailFast("bye");
            public static int Huge() { var all = new List<byte[]>(); while (true) { all.Add(new byte[64 << 20]); all[^1][5] = 1; } }
            public static void Prints() { for (var i = 0; i < 1000; i++) Console.WriteLine("{\"id\":1}"); }
            public static string Folder() => Environment.CurrentDirectory;
            public static string Culture() => 1.5.ToString();
            public static async Task<int> Later() { await Task.Yield(); return 3; }
            public static int[] Items() => new[] { 1, 2 };
            public static string Token() => Environment.GetEnvironmentVariable("SMOLCODE_TEST_TOKEN") ?? "none";
            public static string Home() => Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
            public static string German() => 1.5.ToString(new System.Globalization.CultureInfo("de-DE"));
            public static string Writes() { System.IO.File.WriteAllText("a.txt", "inside"); return System.IO.File.ReadAllText("a.txt"); }
            public static void WritesOutside() => System.IO.File.WriteAllText(System.IO.Path.Combine(AppContext.BaseDirectory, "smolcode-outside.txt"), "");
            public static void LeavesAThread() { new Thread(() => { Thread.Sleep(100); throw new InvalidOperationException(); }).Start(); }
            public static void Waits() => Thread.Sleep(50);
            public static async void Bomb() { await Task.Yield(); throw new InvalidOperationException(); }
            public static int Arguments() => Environment.GetCommandLineArgs().Length;
            public static bool Connects()
            {
                using var socket = new System.Net.Sockets.Socket(System.Net.Sockets.AddressFamily.InterNetwork, System.Net.Sockets.SocketType.Stream, System.Net.Sockets.ProtocolType.Tcp);
                try { socket.Connect("127.0.0.1", 9); return true; }
                catch (System.Net.Sockets.SocketException e) { return e.SocketErrorCode == System.Net.Sockets.SocketError.ConnectionRefused; }
            }
        }
        """;

    private Sandbox sandbox = null!;

    public ValueTask InitializeAsync()
    {
        var (image, errors) = Emission.Emit(Subject.Of(Code).Compilation, TestContext.Current.CancellationToken);
        Assert.Empty(errors);
        sandbox = new Sandbox(Subject.Sandbox with { RunLimit = TimeSpan.FromSeconds(5), HeapLimit = 300L << 20 }, [image], [], "Code");
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task A_value_comes_back_as_code() => Assert.Equal("42", (await RunAsync("Fine")).Value!.Code);

    [Fact]
    public async Task A_task_is_awaited() => Assert.Equal("3", (await RunAsync("Later")).Value!.Code);

    [Fact]
    public async Task A_sequence_comes_back_with_its_items() =>
        Assert.Equal(["1", "2"], (await RunAsync("Items")).Value!.Items!.Select(i => i.Code));

    [Fact]
    public async Task An_exception_comes_back_with_its_types_and_its_parameter()
    {
        var reply = await RunAsync("Throws");
        Assert.Equal(["System.ArgumentException", "System.SystemException", "System.Exception"], reply.Exception!.Type);
        Assert.Equal("text", reply.Exception.ParamName);
    }

    [Theory]
    [InlineData("Endless", "did not end within")]
    [InlineData("StackOverflow", "ended the process")]
    [InlineData("Exit", "ended the process")]
    [InlineData("FailFast", "ended the process")]
    public async Task What_kills_the_process_is_told_and_the_next_run_works(string method, string problem)
    {
        Assert.Contains(problem, (await RunAsync(method)).Problem, StringComparison.Ordinal);
        Assert.Equal("42", (await RunAsync("Fine")).Value!.Code);
        Assert.Equal(2, sandbox.Processes);
    }

    [Fact]
    public async Task Memory_is_limited_and_the_next_run_works()
    {
        var reply = await RunAsync("Huge");
        Assert.True(reply.Problem is not null || reply.Exception?.Type[0] == "System.OutOfMemoryException", reply.Exception?.Message);
        Assert.Equal("42", (await RunAsync("Fine")).Value!.Code);
    }

    [Fact]
    public async Task What_the_code_prints_is_no_reply() => Assert.Equal("null", (await RunAsync("Prints")).Value!.Kind);

    [Fact]
    public async Task The_working_folder_is_a_temporary_one()
    {
        var folder = (await RunAsync("Folder")).Value!.Code!;
        Assert.Contains("smolcode-sandbox-", folder, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_user_has_in_the_environment_is_not_seen()
    {
        Environment.SetEnvironmentVariable("SMOLCODE_TEST_TOKEN", "secret");
        Assert.Equal("\"none\"", (await RunAsync("Token")).Value!.Code);
    }

    [Fact]
    public async Task The_home_is_a_temporary_folder() =>
        Assert.Contains("smolcode-sandbox-", (await RunAsync("Home")).Value!.Code, StringComparison.Ordinal);

    [Fact]
    public async Task The_cultures_of_the_system_are_there_where_it_has_them()
    {
        Assert.SkipUnless(
            OperatingSystem.IsWindows()
                || OperatingSystem.IsMacOS()
                || Directory
                    .EnumerateFiles(
                        "/usr/lib",
                        "libicuuc.so.*",
                        new EnumerationOptions { RecurseSubdirectories = true, IgnoreInaccessible = true }
                    )
                    .Any(),
            "Needs the system's culture data."
        );
        Assert.Equal("\"1,5\"", (await RunAsync("German")).Value!.Code);
    }

    [Fact]
    public async Task Culture_varies_between_runs()
    {
        Assert.Equal("\"1.5\"", (await RunAsync("Culture")).Value!.Code);
        Assert.Equal("\"1,5\"", (await RunAsync("Culture", variation: 1)).Value!.Code);
    }

    [Fact]
    public async Task There_is_no_network_where_the_platform_can_forbid_it()
    {
        Assert.SkipUnless(Confinement.ForbidsNetwork, "Needs network namespaces.");
        Assert.Equal("false", (await RunAsync("Connects")).Value!.Code);
    }

    [Fact]
    public async Task Nothing_is_written_outside_of_its_folder_where_the_platform_can_forbid_it()
    {
        Assert.SkipUnless(Confinement.ForbidsWriting, "Needs mount namespaces.");
        Assert.Equal("\"inside\"", (await RunAsync("Writes")).Value!.Code);
        var reply = await RunAsync("WritesOutside");
        Assert.Contains("System.IO.IOException", reply.Exception!.Type);
    }

    [Fact]
    public async Task A_thread_that_is_left_behind_is_not_blamed_on_the_next_run()
    {
        Assert.Null((await RunAsync("LeavesAThread")).Problem);
        for (var i = 0; i < 20 && sandbox.Processes == 1; i++)
        {
            Assert.Null((await RunAsync("Waits")).Problem);
        }

        Assert.Equal(2, sandbox.Processes);
    }

    [Fact]
    public async Task Async_void_that_throws_is_told() =>
        Assert.Contains("does not await throws InvalidOperationException", (await RunAsync("Bomb")).Problem, StringComparison.Ordinal);

    [Fact]
    public async Task Every_process_is_told_something_else()
    {
        var arguments = (await RunAsync("Arguments")).Value!.Code;
        sandbox.Restart();
        Assert.NotEqual(arguments, (await RunAsync("Arguments")).Value!.Code);
    }

    public ValueTask DisposeAsync() => sandbox.DisposeAsync();

    private Task<SandboxReply> RunAsync(string method, int variation = 0) =>
        sandbox.RunAsync(
            new SandboxRequest
            {
                Id = 0,
                Assembly = "Code",
                Type = "Runs",
                Method = method,
                Fuel = 1000,
                Variation = variation,
                Describe = true,
            },
            TestContext.Current.CancellationToken
        );
}
