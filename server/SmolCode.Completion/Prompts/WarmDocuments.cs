namespace SmolCode.Completion.Prompts;

/// <summary>
/// The documents whose full prompt was evaluated lately, so that most of the next one is in the KV cache. Safe for use by several threads.
/// </summary>
internal sealed class WarmDocuments
{
    /// <summary>As many prompts as the engine surely keeps side by side.</summary>
    private const int Capacity = 8;

    private readonly Lock _gate = new();
    private readonly LinkedList<string> _paths = [];

    /// <summary>Whether the document's prompt was evaluated in full.</summary>
    public bool Contains(string path)
    {
        lock (_gate)
        {
            return _paths.Contains(path);
        }
    }

    /// <summary>Remembers how an evaluation of the full prompt ended: done, or broken off.</summary>
    public void Set(string path, bool isWarm)
    {
        lock (_gate)
        {
            _paths.Remove(path);
            if (isWarm)
            {
                _paths.AddFirst(path);
                if (_paths.Count > Capacity)
                {
                    _paths.RemoveLast();
                }
            }
        }
    }
}
