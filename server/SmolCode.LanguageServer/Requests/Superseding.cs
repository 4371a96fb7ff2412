namespace SmolCode.LanguageServer.Requests;

/// <summary>
/// Ends work on a key when newer work on the same key begins. A client that doesn't cancel what it no longer needs would otherwise wait for
/// all of it: the model does one thing at a time.
/// </summary>
internal sealed class Superseding
{
    private readonly Lock gate = new();
    private readonly Dictionary<string, Work> latest = new(StringComparer.Ordinal);

    /// <summary>Begins work on a key; dispose it when it ends. Where newer work has begun already, this is over before it starts.</summary>
    /// <param name="key">What only the newest work is wanted on.</param>
    /// <param name="order">Tells which work is newer (<see cref="RequestContext.Order"/>).</param>
    /// <param name="cancellationToken">Cancels it.</param>
    public Work Begin(string key, long order, CancellationToken cancellationToken)
    {
        var work = new Work(this, key, order, cancellationToken);
        Work? over;
        lock (gate)
        {
            over = latest.TryGetValue(key, out var there) && there.Order > order ? work : there;
            if (over != work)
            {
                latest[key] = work;
            }
        }

        over?.Supersede();
        return work;
    }

    /// <summary>One piece of work.</summary>
    internal sealed class Work : IDisposable
    {
        private readonly Superseding owner;
        private readonly string key;
        private readonly CancellationTokenSource source;

        public Work(Superseding owner, string key, long order, CancellationToken cancellationToken)
        {
            this.owner = owner;
            this.key = key;
            Order = order;
            source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Token = source.Token;
        }

        /// <summary>Which work is newer.</summary>
        public long Order { get; }

        /// <summary>Cancelled with the request, or when something newer begins.</summary>
        public CancellationToken Token { get; }

        /// <summary>Something newer has begun.</summary>
        public bool IsSuperseded { get; private set; }

        /// <inheritdoc />
        public void Dispose()
        {
            lock (owner.gate)
            {
                if (owner.latest.GetValueOrDefault(key) == this)
                {
                    owner.latest.Remove(key);
                }
            }

            source.Dispose();
        }

        internal void Supersede()
        {
            IsSuperseded = true;
            try
            {
                source.Cancel();
            }
            catch (ObjectDisposedException)
            {
                // It has ended meanwhile.
            }
        }
    }
}
