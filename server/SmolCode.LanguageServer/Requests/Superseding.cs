using System.Collections.Concurrent;

namespace SmolCode.LanguageServer.Requests;

/// <summary>
/// Ends work on a key when newer work on the same key begins. A client that doesn't cancel what it no longer needs would otherwise wait for
/// all of it: the model does one thing at a time.
/// </summary>
internal sealed class Superseding
{
    private readonly ConcurrentDictionary<string, Work> latest = new(StringComparer.Ordinal);

    /// <summary>Begins the newest work on a key; dispose it when it ends.</summary>
    public Work Begin(string key, CancellationToken cancellationToken)
    {
        var work = new Work(this, key, cancellationToken);
        Work? previous = null;
        latest.AddOrUpdate(
            key,
            work,
            (_, old) =>
            {
                previous = old;
                return work;
            }
        );
        previous?.Supersede();
        return work;
    }

    /// <summary>One piece of work.</summary>
    internal sealed class Work : IDisposable
    {
        private readonly Superseding owner;
        private readonly string key;
        private readonly CancellationTokenSource source;

        public Work(Superseding owner, string key, CancellationToken cancellationToken)
        {
            this.owner = owner;
            this.key = key;
            source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            Token = source.Token;
        }

        /// <summary>Cancelled with the request, or when something newer begins.</summary>
        public CancellationToken Token { get; }

        /// <summary>Something newer has begun.</summary>
        public bool IsSuperseded { get; private set; }

        /// <inheritdoc />
        public void Dispose()
        {
            owner.latest.TryRemove(new KeyValuePair<string, Work>(key, this));
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
