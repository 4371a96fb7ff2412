using System.Net;

namespace SmolCode.Inference.Remote;

/// <summary>The team's server did not do what it was asked for. The message says what it did, as the rest of a sentence about it.</summary>
internal sealed class TeamServerException(string message, Exception? innerException = null) : Exception(message, innerException)
{
    /// <summary>What it answered, or null.</summary>
    public HttpStatusCode? Status { get; init; }

    /// <summary>When it wants to be asked again, from now; null: it didn't say.</summary>
    public TimeSpan? RetryAfter { get; init; }

    /// <summary>Asking again is of no use until somebody changes something.</summary>
    public bool IsPermanent { get; init; }
}
