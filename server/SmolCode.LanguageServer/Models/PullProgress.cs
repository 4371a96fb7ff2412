namespace SmolCode.LanguageServer.Models;

/// <summary>How far a download is.</summary>
/// <param name="Bytes">Bytes that are here, those of earlier tries included.</param>
/// <param name="TotalBytes">Bytes in all; null where the server does not tell.</param>
/// <param name="BytesPerSecond">Rate of this try.</param>
/// <param name="Remaining">Time left at this rate; null: not known.</param>
public sealed record PullProgress(long Bytes, long? TotalBytes, double BytesPerSecond, TimeSpan? Remaining)
{
    /// <summary>What is waited for, for a user, while no bytes come; null: they come.</summary>
    public string? Message { get; init; }
}
