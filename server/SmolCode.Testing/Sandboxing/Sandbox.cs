using System.Collections.Immutable;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace SmolCode.Testing.Sandboxing;

/// <summary>
/// A sandbox process and its assemblies. When a run kills or hangs the process, a new one is started for the next run. One run at a time.
/// </summary>
internal sealed class Sandbox : IAsyncDisposable
{
    private const string Ended = "it ended the process (Environment.Exit, stack overflow or a crash)";

    // What dotnet and the tools that confine it look for.
    private static readonly string[] Needed =
    [
        "PATH",
        "PATHEXT",
        "SystemRoot",
        "SystemDrive",
        "windir",
        "ComSpec",
        "ProgramData",
        "LD_LIBRARY_PATH",
        "DYLD_LIBRARY_PATH",
        "ICU_DATA",
    ];

    private static readonly string[] NeededPrefixes = ["DOTNET_ROOT", "DOTNET_HOST", "ProgramFiles", "CommonProgramFiles", "CLR_ICU"];

    private static readonly string[] Homes = ["HOME", "USERPROFILE", "APPDATA", "LOCALAPPDATA"];

    private static volatile bool isInvariant;
    private static volatile bool hasCultures;

    private readonly SandboxOptions options;
    private readonly SandboxRequest load;
    private readonly string folder = Directory.CreateTempSubdirectory("smolcode-sandbox-").FullName;
    private Process? process;
    private int lastId;

    /// <summary>Runs that the process has behind it.</summary>
    private int runs;

    /// <summary>A sandbox for assemblies; the process is started with the first run.</summary>
    public Sandbox(SandboxOptions options, IEnumerable<ImmutableArray<byte>> images, IEnumerable<string> files, string? probedAssembly)
    {
        this.options = options;
        load = new SandboxRequest
        {
            Id = 0,
            Images = [.. images.Select(i => Convert.ToBase64String(i.AsSpan()))],
            Files = [.. files],
            ProbedAssembly = probedAssembly,
        };
    }

    /// <summary>How many processes were started.</summary>
    public int Processes { get; private set; }

    /// <summary>Runs a method. What it did to the process is told as a problem.</summary>
    public async Task<SandboxReply> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        if (process is null && await StartAsync(cancellationToken) is { Problem: not null } failed)
        {
            return failed;
        }

        var reply = await AskAsync(request with { Id = ++lastId }, options.RunLimit, cancellationToken);
        if (reply.Problem == Ended && runs > 0)
        {
            // A thread that an earlier run left behind may have done that. Alone it shows who it was.
            return await StartAsync(cancellationToken) is { Problem: not null } notAgain
                ? notAgain
                : await AskAsync(request with { Id = ++lastId }, options.RunLimit, cancellationToken);
        }

        runs++;
        return reply;
    }

    /// <summary>Ends the process; the next run starts a new one.</summary>
    public void Restart() => Stop();

    /// <inheritdoc />
    public ValueTask DisposeAsync()
    {
        Stop();
        try
        {
            Directory.Delete(folder, recursive: true);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It lies in the system's temporary folder, which is cleaned.
        }

        return ValueTask.CompletedTask;
    }

    private async Task<SandboxReply> StartAsync(CancellationToken cancellationToken)
    {
        // What a process is told differs from process to process, so that nobody asserts it.
        var own = Path.Combine(folder, $"run{Processes + 1}");
        Directory.CreateDirectory(own);
        string[] others = Processes % 2 == 1 ? ["other"] : [];
        var command = Confinement.Command(own, [options.Command, .. options.Arguments, .. others]);
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = own,
        };
        // Nothing of the user's own: what the code reads of it would stand in the tests.
        foreach (var name in start.Environment.Keys.Where(n => !IsNeeded(n)).ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var home in Homes)
        {
            start.Environment[home] = own;
        }

        // Otherwise in each process, as what is told above.
        start.Environment["PATH"] = $"{Environment.GetEnvironmentVariable("PATH")}{Path.PathSeparator}{own}";
        // This program runs without the cultures of the system; the code under test has them where it runs.
        start.Environment["DOTNET_SYSTEM_GLOBALIZATION_INVARIANT"] = isInvariant ? "1" : "0";
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + options.HeapLimit.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["DOTNET_EnableDiagnostics"] = "0";
        start.Environment["SMOLCODE_SANDBOX"] = $"{Processes + 1}";
        start.Environment["TMPDIR"] = own;
        start.Environment["TEMP"] = own;
        start.Environment["TMP"] = own;
        process = Process.Start(start) ?? throw new InvalidOperationException("The sandbox process could not be started.");
        Processes++;
        runs = 0;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        var reply = await AskAsync(load, TimeSpan.FromSeconds(30), cancellationToken);
        if (reply.Problem == Ended && !isInvariant && !hasCultures)
        {
            // Without the system's culture data a process that wants them does not start.
            isInvariant = true;
            Processes--;
            return await StartAsync(cancellationToken);
        }

        hasCultures |= reply.Problem is null && !isInvariant;
        return reply;
    }

    private static bool IsNeeded(string name) =>
        Needed.Contains(name, StringComparer.OrdinalIgnoreCase)
        || NeededPrefixes.Any(p => name.StartsWith(p, StringComparison.OrdinalIgnoreCase));

    private async Task<SandboxReply> AskAsync(SandboxRequest request, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(limit);
        try
        {
            await process!.StandardInput.WriteLineAsync(
                JsonSerializer.Serialize(request, SandboxJson.Default.SandboxRequest).AsMemory(),
                timeout.Token
            );
            await process.StandardInput.FlushAsync(timeout.Token);
            while (await process.StandardOutput.ReadLineAsync(timeout.Token) is { } line)
            {
                if (line.Length > options.ReplyLimit)
                {
                    return Lost(request, "it put out too much");
                }

                if (TryRead(line) is { } reply && reply.Id == request.Id)
                {
                    return reply;
                }
            }

            return Lost(request, Ended);
        }
        catch (OperationCanceledException)
        {
            Stop();
            cancellationToken.ThrowIfCancellationRequested();
            return new SandboxReply { Id = request.Id, Problem = $"it did not end within {limit.TotalSeconds:0.#} s" };
        }
        catch (IOException)
        {
            return Lost(request, Ended);
        }
    }

    private static SandboxReply? TryRead(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, SandboxJson.Default.SandboxReply);
        }
        catch (JsonException)
        {
            // The code wrote to the stream by itself.
            return null;
        }
    }

    private SandboxReply Lost(SandboxRequest request, string problem)
    {
        Stop();
        return new SandboxReply { Id = request.Id, Problem = problem };
    }

    private void Stop()
    {
        if (process is not { } running)
        {
            return;
        }

        process = null;
        try
        {
            running.Kill(entireProcessTree: true);
        }
        catch (Exception e) when (e is InvalidOperationException or Win32Exception)
        {
            // It is gone already.
        }

        running.Dispose();
    }
}
