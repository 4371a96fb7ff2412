namespace SmolCode.VisualStudio.Protocol;

/// <summary>
/// Sends one thing after the other, in the order in which they were given, on a thread of the pool: the caller may be the user's thread,
/// and a change of a document must be on its way before the request that is about it.
/// </summary>
internal sealed class OutgoingQueue
{
    private readonly Queue<Action> pending = new();
    private bool sending;

    /// <summary>Gives something to send. It must not throw.</summary>
    public void Add(Action send)
    {
        lock (pending)
        {
            pending.Enqueue(send);
            if (sending)
            {
                return;
            }

            sending = true;
        }

        _ = Task.Run(SendAll);
    }

    private void SendAll()
    {
        while (true)
        {
            Action next;
            lock (pending)
            {
                if (pending.Count == 0)
                {
                    sending = false;
                    return;
                }

                next = pending.Dequeue();
            }

            next();
        }
    }
}
