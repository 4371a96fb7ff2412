namespace SmolCode;

/// <summary>
/// Tells a training that somebody types: touches a file, now and then, if it is there. Without a training it costs a look at the clock.
/// </summary>
internal sealed class TypingMark(string file, TimeProvider time)
{
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(5);

    private long touched;

    /// <summary>Somebody types.</summary>
    public void Touch()
    {
        if (touched != 0 && time.GetElapsedTime(touched) < Interval)
        {
            return;
        }

        touched = time.GetTimestamp();
        try
        {
            if (File.Exists(file))
            {
                File.SetLastWriteTimeUtc(file, time.GetUtcNow().UtcDateTime);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // The training has just ended.
        }
    }
}
