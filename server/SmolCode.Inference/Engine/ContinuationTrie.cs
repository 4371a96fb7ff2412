namespace SmolCode.Inference.Engine;

/// <summary>
/// The bytes that an answer has to begin with: required ones (held back by token healing, and a forced prefix), then one of several names
/// where a set is given. Tokens know nothing of where these end, so the set of tokens is found byte by byte: one that ends inside, at the
/// end, or goes on behind a name, where it must not make the name longer.
/// </summary>
internal sealed class ContinuationTrie
{
    private readonly List<Node> _nodes = [new()];
    private readonly Vocabulary _vocabulary;

    /// <summary>Builds the tree.</summary>
    public ContinuationTrie(Vocabulary vocabulary, ReadOnlySpan<byte> required, IReadOnlyCollection<byte[]> names)
    {
        _vocabulary = vocabulary;
        var start = Add(0, required);
        if (names.Count == 0)
        {
            _nodes[start].EndsFreely = true;
        }

        foreach (var name in names)
        {
            _nodes[Add(start, name)].EndsName = true;
        }
    }

    /// <summary>
    /// Where an answer stands: a node, or null when it may go on as it likes. An answer that left the tree in a forbidden way is a mistake.
    /// </summary>
    public int? Walk(ReadOnlySpan<byte> answer)
    {
        var node = 0;
        foreach (var b in answer)
        {
            if (_nodes[node].EndsFreely || (_nodes[node].EndsName && !Vocabulary.IsWordByte(b)))
            {
                return null;
            }

            node = _nodes[node].Children.TryGetValue(b, out var child)
                ? child
                : throw new InvalidOperationException("A token was taken that the continuation set forbids; this is a defect of SmolCode.");
        }

        return _nodes[node].EndsFreely ? null : node;
    }

    /// <summary>Adds the tokens that an answer may go on with from a node.</summary>
    public void AddAllowed(int node, List<int> tokens)
    {
        if (_nodes[node].EndsName)
        {
            tokens.AddRange(_vocabulary.Specials);
        }

        AddAllowed(node, (0, _vocabulary.Sorted.Length), 0, tokens);
    }

    private void AddAllowed(int node, (int Start, int End) range, int depth, List<int> tokens)
    {
        var sorted = _vocabulary.Sorted;
        var (start, end) = range;
        if (_nodes[node].EndsFreely)
        {
            tokens.AddRange(sorted[start..end]);
            return;
        }

        // Those that end here come first.
        for (; depth > 0 && start < end && _vocabulary.Bytes(sorted[start]).Length == depth; start++)
        {
            tokens.Add(sorted[start]);
        }

        if (_nodes[node].EndsName)
        {
            for (var i = start; i < end; i++)
            {
                if (!Vocabulary.IsWordByte(_vocabulary.Bytes(sorted[i])[depth]))
                {
                    tokens.Add(sorted[i]);
                }
            }
        }

        foreach (var (b, child) in _nodes[node].Children)
        {
            var narrower = _vocabulary.Narrow((start, end), depth, b);
            // Behind a name's end everything that begins no word is in already.
            if (narrower.Start < narrower.End && !(_nodes[node].EndsName && !Vocabulary.IsWordByte(b)))
            {
                AddAllowed(child, narrower, depth + 1, tokens);
            }
        }
    }

    private int Add(int node, ReadOnlySpan<byte> bytes)
    {
        foreach (var b in bytes)
        {
            if (!_nodes[node].Children.TryGetValue(b, out var child))
            {
                child = _nodes.Count;
                _nodes.Add(new Node());
                _nodes[node].Children.Add(b, child);
            }

            node = child;
        }

        return node;
    }

    private sealed class Node
    {
        public SortedDictionary<byte, int> Children { get; } = [];

        public bool EndsFreely { get; set; }

        public bool EndsName { get; set; }
    }
}
