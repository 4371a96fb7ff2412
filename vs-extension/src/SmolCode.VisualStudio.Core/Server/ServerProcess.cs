using System.Diagnostics;
using SmolCode.VisualStudio.Output;

namespace SmolCode.VisualStudio.Server;

/// <summary>The server's process.</summary>
internal sealed class ServerProcess : IDisposable
{
    /// <summary>How long a server has to end after it was asked to.</summary>
    private static readonly TimeSpan Farewell = TimeSpan.FromSeconds(3);

    private readonly Process process;
    private readonly IClientLog log;
    private readonly TaskCompletionSource<int> exited = new(TaskCreationOptions.RunContinuationsAsynchronously);

    private ServerProcess(Process process, IClientLog log)
    {
        this.process = process;
        this.log = log;
    }

    /// <summary>Its stdin.</summary>
    public Stream ToServer => process.StandardInput.BaseStream;

    /// <summary>Its stdout.</summary>
    public Stream FromServer => process.StandardOutput.BaseStream;

    /// <summary>Its id.</summary>
    public int Id => process.Id;

    /// <summary>Starts a server that speaks over stdin and stdout.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program can't be started.</exception>
    public static ServerProcess Start(ServerProgram program, IClientLog log)
    {
        using var current = Process.GetCurrentProcess();
        var arguments = $"lsp --stdio --clientProcessId {current.Id}";
        var start = new ProcessStartInfo(program.Command, program.FirstArgument is { } first ? $"\"{first}\" {arguments}" : arguments)
        {
            WorkingDirectory = program.Folder,
            UseShellExecute = false,
            CreateNoWindow = true,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };

        var server = new ServerProcess(new Process { StartInfo = start, EnableRaisingEvents = true }, log);
        server.process.Exited += server.OnExited;
        server.process.ErrorDataReceived += server.OnError;
        server.process.Start();
        // Read at once: a full pipe would stop the server.
        server.process.BeginErrorReadLine();
        return server;
    }

    /// <summary>Makes sure that it ends, waiting a little for it to do so by itself. Returns its exit code.</summary>
    public async Task<int> EndAsync()
    {
        var ended = exited.Task;
        using (var isOver = new CancellationTokenSource())
        {
            if (await Task.WhenAny(ended, Task.Delay(Farewell, isOver.Token)).ConfigureAwait(false) != ended)
            {
                Kill();
            }

            // No timer is left behind.
            isOver.Cancel();
        }

        return await ended.ConfigureAwait(false);
    }

    /// <summary>Closes its input, which ends it.</summary>
    public void CloseInput()
    {
        try
        {
            process.StandardInput.Close();
        }
        catch (Exception e) when (e is IOException or InvalidOperationException)
        {
            // It is gone already, or the connection that ended has closed it.
        }
    }

    /// <summary>Ends it as it is.</summary>
    public void Kill()
    {
        try
        {
            process.Kill();
        }
        catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // It ended meanwhile, or is ending.
        }
    }

    /// <inheritdoc />
    public void Dispose() => process.Dispose();

    private void OnExited(object sender, EventArgs e) => exited.TrySetResult(process.ExitCode);

    private void OnError(object sender, DataReceivedEventArgs e)
    {
        if (!string.IsNullOrEmpty(e.Data))
        {
            log.Write(LogLevel.Error, e.Data);
        }
    }
}
