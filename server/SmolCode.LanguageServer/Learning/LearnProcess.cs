using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;
using SmolCode.LanguageServer.Protocol;
using SmolCode.LanguageServer.Requests;

namespace SmolCode.LanguageServer.Learning;

/// <summary>
/// Runs <c>smolcode learn</c> for a request, below other programs' priority, and ends it with the request or with the server: it stops, and
/// saves, when its stdin ends.
/// </summary>
/// <param name="program">The program; null: this server has none.</param>
/// <param name="time">The clock.</param>
internal sealed class LearnProcess(LearnProgram? program, TimeProvider time)
{
    private const int LongestError = 4000;

    // What the process started may hold its output longer than it lives.
    private static readonly TimeSpan OutputPatience = TimeSpan.FromSeconds(5);

    /// <summary>Learns, or says what learning would do.</summary>
    /// <param name="state">Whose folders are learned from, and whose trust counts.</param>
    /// <param name="arguments">More arguments.</param>
    /// <param name="progress">Receives every line but the last.</param>
    /// <param name="cancellationToken">Stops it after the step at hand; this returns when it has saved.</param>
    /// <returns>The line that it ended with: what it was asked for.</returns>
    /// <exception cref="LspException">It could not; the message is the program's own.</exception>
    public async Task<LearnLine> RunAsync(
        ServerState state,
        IEnumerable<string> arguments,
        Action<LearnLine>? progress,
        CancellationToken cancellationToken
    )
    {
        if (program is null)
        {
            throw new LspException(LspErrorCodes.RequestFailed, "This server can't learn.");
        }

        if (state.Folders.IsEmpty)
        {
            throw new LspException(
                LspErrorCodes.RequestFailed,
                "No folder is open. Open the folder of your code first: what is learned there is used there, and nowhere else."
            );
        }

        using var process = Start([
            .. program.Arguments,
            "--json",
            "--for-editor",
            .. state.Folders.SelectMany(f => (string[])["--from", f]),
            .. state.Trusted ? (string[])["--trust"] : [],
            .. arguments,
        ]);
        LearnLine? last = null;
        var error = new StringBuilder();
        var reading = Task.WhenAll(ReadAsync(process.StandardOutput, Take), ReadAsync(process.StandardError, line => Keep(error, line)));
        await using (cancellationToken.Register(() => Stop(process)))
        {
            await WaitAsync(process, cancellationToken);
        }

        try
        {
            await reading.WaitAsync(OutputPatience, time, CancellationToken.None);
        }
        catch (TimeoutException)
        {
            // All that it wrote itself has been read.
        }

        if (last is { Event: "plan" or "done" })
        {
            return last;
        }

        // Stopped, it may have failed to save.
        if (last is { Event: "failed", Message: { } message })
        {
            throw new LspException(LspErrorCodes.RequestFailed, message);
        }

        cancellationToken.ThrowIfCancellationRequested();
        throw new LspException(LspErrorCodes.RequestFailed, Died(process, error));

        void Take(string text)
        {
            if (Parse(text) is not { } line)
            {
                return;
            }

            if (line.Event is "plan" or "done" or "failed")
            {
                last = line;
            }
            else
            {
                progress?.Invoke(line);
            }
        }
    }

    private Process Start(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program!.Command)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        try
        {
            var process = Process.Start(start) ?? throw new Win32Exception();
            LowerPriority(process);
            return process;
        }
        catch (Win32Exception e)
        {
            throw new LspException(
                LspErrorCodes.RequestFailed,
                $"{program.Command} can't be started: {e.Message} Install SmolCode again if it is not there."
            );
        }
    }

    /// <summary>Whoever else wants the processor has it first; the program says so of itself as well.</summary>
    private static void LowerPriority(Process process)
    {
        try
        {
            process.PriorityClass = ProcessPriorityClass.BelowNormal;
        }
        catch (Exception e) when (e is Win32Exception or InvalidOperationException or PlatformNotSupportedException)
        {
            // It is as important as others, or has ended.
        }
    }

    private static void Stop(Process process)
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It is gone.
        }
    }

    private async Task WaitAsync(Process process, CancellationToken cancellationToken)
    {
        var exit = process.WaitForExitAsync(CancellationToken.None);
        try
        {
            await exit.WaitAsync(cancellationToken);
        }
        catch (OperationCanceledException)
        {
            try
            {
                await exit.WaitAsync(program!.StopPatience, time, CancellationToken.None);
            }
            catch (TimeoutException)
            {
                process.Kill(entireProcessTree: true);
                await exit;
            }
        }
    }

    private static async Task ReadAsync(StreamReader reader, Action<string> take)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            take(line);
        }
    }

    private static LearnLine? Parse(string line)
    {
        try
        {
            return JsonSerializer.Deserialize(line, LspJsonContext.Default.LearnLine);
        }
        catch (JsonException)
        {
            // What a library says on stdout.
            return null;
        }
    }

    private static void Keep(StringBuilder error, string line)
    {
        lock (error)
        {
            if (error.Length < LongestError)
            {
                error.AppendLine(line);
            }
        }
    }

    private static string Died(Process process, StringBuilder error)
    {
        lock (error)
        {
            return error.ToString().Trim() is { Length: > 0 } said
                ? said
                : string.Create(
                    CultureInfo.InvariantCulture,
                    $"The training's process ended unexpectedly (exit code {process.ExitCode}); too little memory is a usual reason. What it saved is kept: close other programs and go on with it."
                );
        }
    }
}
