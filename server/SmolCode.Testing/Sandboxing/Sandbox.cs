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
    private static readonly Lazy<bool> CanForbidNetwork = new(ProbeNetworkNamespaces);

    private readonly SandboxOptions options;
    private readonly SandboxRequest load;
    private readonly string folder = Directory.CreateTempSubdirectory("smolcode-sandbox-").FullName;
    private Process? process;
    private int lastId;

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

    /// <summary>The processes are kept off the network.</summary>
    public static bool ForbidsNetwork => CanForbidNetwork.Value;

    /// <summary>How many processes were started.</summary>
    public int Processes { get; private set; }

    /// <summary>Runs a method. What it did to the process is told as a problem.</summary>
    public async Task<SandboxReply> RunAsync(SandboxRequest request, CancellationToken cancellationToken)
    {
        if (process is null && await StartAsync(cancellationToken) is { Problem: not null } failed)
        {
            return failed;
        }

        return await AskAsync(request with { Id = ++lastId }, options.RunLimit, cancellationToken);
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

    private static bool ProbeNetworkNamespaces()
    {
        if (!OperatingSystem.IsLinux())
        {
            return false;
        }

        try
        {
            using var probe = Process.Start(
                new ProcessStartInfo("unshare", ["--map-root-user", "--net", "true"])
                {
                    RedirectStandardError = true,
                    RedirectStandardOutput = true,
                }
            );
            return probe is not null && probe.WaitForExit(2000) && probe.ExitCode == 0;
        }
        catch (Exception e) when (e is Win32Exception or FileNotFoundException)
        {
            return false;
        }
    }

    private async Task<SandboxReply> StartAsync(CancellationToken cancellationToken)
    {
        string[] command = ForbidsNetwork
            ? ["unshare", "--map-root-user", "--net", "--kill-child", options.Command, .. options.Arguments]
            : [options.Command, .. options.Arguments];
        var start = new ProcessStartInfo(command[0], command[1..])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
            WorkingDirectory = folder,
        };
        start.Environment["DOTNET_GCHeapHardLimit"] = "0x" + options.HeapLimit.ToString("X", CultureInfo.InvariantCulture);
        start.Environment["DOTNET_gcServer"] = "0";
        start.Environment["DOTNET_gcConcurrent"] = "0";
        start.Environment["DOTNET_TieredPGO"] = "0";
        start.Environment["DOTNET_DbgEnableMiniDump"] = "0";
        start.Environment["TMPDIR"] = folder;
        start.Environment["TEMP"] = folder;
        start.Environment["TMP"] = folder;
        process = Process.Start(start) ?? throw new InvalidOperationException("The sandbox process could not be started.");
        Processes++;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        return await AskAsync(load, TimeSpan.FromSeconds(30), cancellationToken);
    }

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

            return Lost(request, "it ended the process (Environment.Exit, stack overflow or a crash)");
        }
        catch (OperationCanceledException)
        {
            Stop();
            cancellationToken.ThrowIfCancellationRequested();
            return new SandboxReply { Id = request.Id, Problem = $"it did not end within {limit.TotalSeconds:0.#} s" };
        }
        catch (IOException)
        {
            return Lost(request, "it ended the process (Environment.Exit, stack overflow or a crash)");
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
