namespace SmolCode.VisualStudio.Suggestions;

/// <summary>
/// Tells cursor moves from what typing does to the cursor: the editor reports both in the same way, but after an edit the document has
/// another version than when the cursor was last seen in it.
/// </summary>
public sealed class CursorMoves
{
    private readonly Dictionary<string, int> seen = new(StringComparer.Ordinal);

    /// <summary>The document was brought to the front.</summary>
    public void Shown(string uri, int version)
    {
        lock (seen)
        {
            seen[uri] = version;
        }
    }

    /// <summary>Whether the cursor was moved in a document as it was.</summary>
    public bool IsMove(string uri, int version)
    {
        lock (seen)
        {
            var isMove = seen.TryGetValue(uri, out var before) && before == version;
            seen[uri] = version;
            return isMove;
        }
    }

    /// <summary>The document was closed.</summary>
    public void Closed(string uri)
    {
        lock (seen)
        {
            seen.Remove(uri);
        }
    }
}
