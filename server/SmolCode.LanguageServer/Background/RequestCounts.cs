namespace SmolCode.LanguageServer.Background;

/// <summary>Counts of inline completions since the server started.</summary>
internal sealed class RequestCounts
{
    private long requests;
    private long typedInto;
    private long prepared;
    private long evaluatedTokens;

    /// <summary>Asked for.</summary>
    public long Requests => Interlocked.Read(ref requests);

    /// <summary>Answered with the rest of an earlier suggestion.</summary>
    public long TypedInto => Interlocked.Read(ref typedInto);

    /// <summary>Answered with what was computed while the suggestion before it was shown.</summary>
    public long Prepared => Interlocked.Read(ref prepared);

    /// <summary>Tokens of prompts that were not in the engine's cache.</summary>
    public long EvaluatedTokens => Interlocked.Read(ref evaluatedTokens);

    /// <summary>One was asked for.</summary>
    public void Asked() => Interlocked.Increment(ref requests);

    /// <summary>It was answered without computing.</summary>
    public void Continued() => Interlocked.Increment(ref typedInto);

    /// <summary>It had been computed before.</summary>
    public void WasPrepared() => Interlocked.Increment(ref prepared);

    /// <summary>It was computed.</summary>
    public void Computed(int promptTokens, int reusedTokens) => Interlocked.Add(ref evaluatedTokens, promptTokens - reusedTokens);
}
