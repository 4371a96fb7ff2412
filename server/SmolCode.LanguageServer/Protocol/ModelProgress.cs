namespace SmolCode.LanguageServer.Protocol;

/// <summary>How far a request about a model is.</summary>
/// <param name="Message">What is done; null for downloads.</param>
/// <param name="Bytes">Bytes that are here, those of earlier tries included; null where nothing is downloaded.</param>
/// <param name="TotalBytes">Bytes in all; null: not known.</param>
/// <param name="BytesPerSecond">Rate of this try.</param>
/// <param name="SecondsLeft">Time left at this rate; null: not known.</param>
internal sealed record ModelProgress(
    string? Message = null,
    long? Bytes = null,
    long? TotalBytes = null,
    double? BytesPerSecond = null,
    double? SecondsLeft = null
);
