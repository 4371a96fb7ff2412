namespace SmolCode.LanguageServer.Requests;

/// <summary>What a handler gets beside its parameters.</summary>
internal sealed class RequestContext
{
    private readonly RequestQueue queue;
    private readonly bool mayChangeState;

    internal RequestContext(RequestQueue queue, ServerState state, bool mayChangeState, long order)
    {
        this.queue = queue;
        this.mayChangeState = mayChangeState;
        State = state;
        Order = order;
    }

    /// <summary>Counts the messages as they arrived. What runs beside others may get a thread before something that arrived earlier.</summary>
    public long Order { get; }

    /// <summary>The state that stood when the request's turn came: every change that arrived before it is in, none that arrived after it.</summary>
    public ServerState State { get; private set; }

    /// <summary>The newest state; tells a slow handler whether the world went on meanwhile.</summary>
    public ServerState Latest => queue.State;

    /// <summary>Replaces the state. Only for handlers that said they would.</summary>
    /// <exception cref="InvalidOperationException">The handler said that it does not change the state.</exception>
    public void Change(Func<ServerState, ServerState> change)
    {
        if (!mayChangeState)
        {
            throw new InvalidOperationException("A handler that changes the state has to say so in ChangesState.");
        }

        State = queue.Replace(change(State));
    }
}
