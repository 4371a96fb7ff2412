using System.Diagnostics;
using SmolCode.Inference.Engine;
using SmolCode.Inference.Protocol;
using StreamJsonRpc;

namespace SmolCode.Inference;

/// <summary>
/// The engine process: the only one that runs native code. It speaks JSON-RPC over its standard input and output with the host that
/// started it (<see cref="EngineLanguageModel"/>), logs to standard error, and ends when its input ends or its host is gone.
/// </summary>
public static class EngineProcess
{
    // Time for the native code to notice that it is stopped, before the process ends under it.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);

    /// <summary>Runs until the host goes; returns the exit code.</summary>
    /// <param name="args">Nothing yet; anything is a usage error (2).</param>
    /// <param name="cancellationToken">Ends it as well.</param>
    public static async Task<int> RunAsync(IReadOnlyList<string> args, CancellationToken cancellationToken)
    {
        if (args.Count > 0 || !Console.IsInputRedirected)
        {
            await Console.Error.WriteLineAsync(
                "This is SmolCode's worker process. It is started by 'smolcode lsp' and 'smolcode complete', which speak JSON-RPC with it over a pipe, and takes no arguments."
            );
            return 2;
        }

        await using var input = Console.OpenStandardInput();
        await using var output = Console.OpenStandardOutput();
        // Whatever prints by mistake must not break the protocol.
        Console.SetOut(Console.Error);
        await ServeAsync(output, input, cancellationToken);
        return 0;
    }

    private static async Task ServeAsync(Stream output, Stream input, CancellationToken cancellationToken)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var service = new EngineService(new StandardErrorLogger());
        using var rpc = new JsonRpc(EngineJson.CreateHandler(output, input)) { ExceptionStrategy = ExceptionProcessing.CommonErrorData };
        // Requests are taken while another one is answered: that is how they cancel each other.
        rpc.SynchronizationContext = null;
        rpc.AddLocalRpcTarget(service, null);
        service.Rpc = rpc;
        var hostGone = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        service.HostKnown = id => WatchHost(id, hostGone);
        rpc.StartListening();
        try
        {
            await Task.WhenAny(rpc.Completion, hostGone.Task).WaitAsync(ended.Token);
        }
        catch (OperationCanceledException)
        {
            // Asked to end.
        }

        // Computing stops within milliseconds. A native call that does not is ended with the process.
        await Task.WhenAny(Task.Run(service.Dispose, CancellationToken.None), Task.Delay(Patience, CancellationToken.None));
    }

    /// <summary>The pipe's end tells that the host is gone, except where another process inherited it.</summary>
    private static void WatchHost(int id, TaskCompletionSource gone)
    {
        try
        {
            var host = Process.GetProcessById(id);
            host.EnableRaisingEvents = true;
            host.Exited += (_, _) => gone.TrySetResult();
            if (host.HasExited)
            {
                gone.TrySetResult();
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or System.ComponentModel.Win32Exception)
        {
            // Not there (then the pipe has ended as well), or not to be seen from here.
        }
    }
}
