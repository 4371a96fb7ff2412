namespace SmolCode.VisualStudio.Output;

/// <summary>Keeps lines until there is an output that shows them, and hands them on from then.</summary>
public sealed class LogRelay : IClientLog
{
    /// <summary>More than that before there is an output is not kept.</summary>
    private const int Kept = 1000;

    private readonly object gate = new();
    private readonly Queue<(LogLevel Level, string Message)> waiting = new();
    private IClientLog? output;

    /// <inheritdoc />
    public void Write(LogLevel level, string message)
    {
        lock (gate)
        {
            if (output is null)
            {
                waiting.Enqueue((level, message));
                if (waiting.Count > Kept)
                {
                    waiting.Dequeue();
                }

                return;
            }

            output.Write(level, message);
        }
    }

    /// <summary>There is an output.</summary>
    public void Connect(IClientLog to)
    {
        lock (gate)
        {
            output = to;
            while (waiting.Count > 0)
            {
                var (level, message) = waiting.Dequeue();
                to.Write(level, message);
            }
        }
    }
}
