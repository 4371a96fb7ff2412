using System.Diagnostics;

namespace SmolCode.LanguageServer.Background;

/// <summary>The process that started the server; when it dies without a word, the server ends.</summary>
internal static class ClientProcess
{
    /// <summary>Completes when the process is gone; at once when there is none.</summary>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public static async Task WaitForExitAsync(int processId, CancellationToken cancellationToken)
    {
        Process process;
        try
        {
            process = Process.GetProcessById(processId);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return;
        }

        using (process)
        {
            try
            {
                await process.WaitForExitAsync(cancellationToken);
            }
            catch (Exception e) when (e is InvalidOperationException or System.ComponentModel.Win32Exception)
            {
                // A process of another user can't be waited for: look instead whether it is still there.
                using var timer = new PeriodicTimer(TimeSpan.FromSeconds(5));
                while (IsRunning(processId))
                {
                    await timer.WaitForNextTickAsync(cancellationToken);
                }
            }
        }
    }

    private static bool IsRunning(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            return true;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException)
        {
            return false;
        }
    }
}
