using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using SmolCode.TestSupport;

namespace SmolCode.EndToEnd.Tests;

/// <summary>The built server as an editor starts it, with a client at its stdin and stdout.</summary>
internal sealed class LspServerProcess : IAsyncDisposable
{
    private readonly TemporaryFolder data = new();
    private readonly Process process;
    private readonly Task readingErrors;
    private readonly ConcurrentQueue<string> errors = [];

    public LspServerProcess(IReadOnlyDictionary<string, string>? environment = null)
    {
        var start = new ProcessStartInfo("dotnet", [CommandLine.Executable, "lsp", "--stdio"])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        // What tests show and take is not the user's.
        start.Environment["SMOLCODE_DATA_DIR"] = data.Path;
        foreach (var (name, value) in environment ?? new Dictionary<string, string>())
        {
            start.Environment[name] = value;
        }

        process = Process.Start(start)!;
        readingErrors = ReadErrorsAsync();
        Client = new LspClient(process.StandardInput.BaseStream, process.StandardOutput.BaseStream);
    }

    public LspClient Client { get; }

    /// <summary>What the server wrote to stderr so far.</summary>
    public string Errors => string.Join('\n', errors);

    /// <summary>The server's memory in bytes, the engine's included.</summary>
    public long ResidentBytes()
    {
        var all = EngineProcessIds().Append(process.Id).Select(Process.GetProcessById).ToList();
        try
        {
            return all.Sum(p => p.WorkingSet64);
        }
        finally
        {
            all.ForEach(p => p.Dispose());
        }
    }

    /// <summary>Files that the server has loaded: assemblies and libraries.</summary>
    public IReadOnlyList<string> LoadedFiles() =>
        [
            .. File.ReadLines($"/proc/{process.Id}/maps")
                .Select(l => l[(l.IndexOf('/', StringComparison.Ordinal) is var at and >= 0 ? at : l.Length)..])
                .Distinct(),
        ];

    /// <summary>Ids of the engine processes that belong to this server, found as a stranger would: among the system's processes.</summary>
    public IReadOnlyList<int> EngineProcessIds()
    {
        var found = new List<int>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (int.TryParse(Path.GetFileName(folder), NumberStyles.None, CultureInfo.InvariantCulture, out var id) && IsEngine(folder))
            {
                found.Add(id);
            }
        }

        return found;
    }

    public async Task<int> WaitForExitAsync()
    {
        using var limit = new CancellationTokenSource(LspClient.Patience);
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    /// <summary>Kills the server as a crash would.</summary>
    public void Kill() => process.Kill();

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }

        await Client.DisposeAsync();
        await readingErrors;
        process.Dispose();
        data.Dispose();
    }

    private bool IsEngine(string folder)
    {
        try
        {
            // pid (name) state ppid …; the name may hold blanks and parentheses.
            var stat = File.ReadAllText(Path.Combine(folder, "stat"));
            var parent = stat[(stat.LastIndexOf(')') + 2)..].Split(' ')[1];
            return parent == process.Id.ToString(CultureInfo.InvariantCulture)
                && File.ReadAllText(Path.Combine(folder, "cmdline")).Split('\0').Contains("engine");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // It ended meanwhile.
            return false;
        }
    }

    private async Task ReadErrorsAsync()
    {
        while (await process.StandardError.ReadLineAsync() is { } line)
        {
            errors.Enqueue(line);
        }
    }
}
