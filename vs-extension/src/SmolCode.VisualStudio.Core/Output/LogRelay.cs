namespace SmolCode.VisualStudio.Output;

/// <summary>
/// Keeps lines until there is an output that shows them, and hands them on from then: in order, one at a time, on whichever thread is at
/// it. Nobody waits for an output but the one who writes to it, so that it may take as long as it likes.
/// </summary>
public sealed class LogRelay : IClientLog
{
    /// <summary>More than that before there is an output is not kept.</summary>
    private const int Kept = 1000;

    private readonly object gate = new();
    private readonly Queue<(LogLevel Level, string Message)> waiting = new();
    private IClientLog? output;
    private bool isWriting;

    /// <inheritdoc />
    public void Write(LogLevel level, string message)
    {
        lock (gate)
        {
            waiting.Enqueue((level, message));
            if (output is null && waiting.Count > Kept)
            {
                waiting.Dequeue();
            }
        }

        HandOn();
    }

    /// <summary>There is an output.</summary>
    public void Connect(IClientLog to)
    {
        lock (gate)
        {
            output = to;
        }

        HandOn();
    }

    private void HandOn()
    {
        lock (gate)
        {
            if (isWriting || output is null)
            {
                return;
            }

            isWriting = true;
        }

        while (true)
        {
            (LogLevel Level, string Message) line;
            IClientLog to;
            lock (gate)
            {
                if (waiting.Count == 0)
                {
                    isWriting = false;
                    return;
                }

                line = waiting.Dequeue();
                to = output!;
            }

            var isWritten = false;
            try
            {
                to.Write(line.Level, line.Message);
                isWritten = true;
            }
            finally
            {
                if (!isWritten)
                {
                    // Whoever comes next goes on.
                    lock (gate)
                    {
                        isWriting = false;
                    }
                }
            }
        }
    }
}
