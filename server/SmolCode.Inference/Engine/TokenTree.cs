namespace SmolCode.Inference.Engine;

/// <summary>
/// Continuations as tokens, merged where they begin alike. A node is evaluated once and belongs to all sequences that pass it; only nodes
/// behind which a token is scored are evaluated at all.
/// </summary>
internal sealed class TokenTree
{
    private readonly List<Node> _nodes = [new Node(-1, -1, 0)];

    /// <summary>All nodes; the first is the prompt's last token. Parents come before their children.</summary>
    public IReadOnlyList<Node> Nodes => _nodes;

    /// <summary>Nodes to be evaluated behind which no other is to be: each needs a sequence of its own.</summary>
    public int Leaves => _nodes.Count(n => n.Evaluated && !n.Children.Values.Any(c => _nodes[c].Evaluated));

    /// <summary>Asks for the score of a token after a node; returns the node behind it.</summary>
    /// <param name="node">After this.</param>
    /// <param name="token">The token.</param>
    /// <param name="given">Bytes that are given: the token counts among those that agree with them.</param>
    /// <param name="receive">Called with the log-probability.</param>
    public int Score(int node, int token, byte[] given, Action<double> receive)
    {
        _nodes[node].Wanted.Add((token, given, receive));
        return Go(node, token);
    }

    /// <summary>The node behind a token, without asking for its score.</summary>
    public int Go(int node, int token)
    {
        if (!_nodes[node].Children.TryGetValue(token, out var child))
        {
            child = _nodes.Count;
            _nodes.Add(new Node(node, token, _nodes[node].Depth + 1));
            _nodes[node].Children.Add(token, child);
        }

        return child;
    }

    /// <summary>Marks what has to be evaluated.</summary>
    public void Complete()
    {
        for (var i = _nodes.Count - 1; i > 0; i--)
        {
            _nodes[i].Evaluated |= _nodes[i].Wanted.Count > 0;
            _nodes[_nodes[i].Parent].Evaluated |= _nodes[i].Evaluated;
        }

        _nodes[0].Evaluated = false;
    }

    /// <summary>A token after others.</summary>
    internal sealed class Node(int parent, int token, int depth)
    {
        public int Parent => parent;

        public int Token => token;

        /// <summary>Tokens after the prompt, this one included.</summary>
        public int Depth => depth;

        public Dictionary<int, int> Children { get; } = [];

        public List<(int Token, byte[] Given, Action<double> Receive)> Wanted { get; } = [];

        public bool Evaluated { get; set; }

        /// <summary>The sequences that pass this node.</summary>
        public List<int> Sequences { get; } = [];
    }
}
