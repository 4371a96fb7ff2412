namespace SmolCode.LanguageServer.Background;

/// <summary>Waiting that ends. Used at the server's end: what does not stop in time is left to the end of the process.</summary>
internal static class TaskPatience
{
    /// <summary>How long the end waits for each part. Everything is cancelled before, so only what ignores that takes so long.</summary>
    public static readonly TimeSpan Farewell = TimeSpan.FromSeconds(2);

    /// <summary>Waits for a task, but not longer than <see cref="Farewell"/>. Cancellation of the task is an end like any other.</summary>
    public static async Task FarewellAsync(this Task task)
    {
        try
        {
            await task.WaitAsync(Farewell);
        }
        catch (Exception e) when (e is TimeoutException or OperationCanceledException)
        {
            // It has had its time.
        }
    }
}
