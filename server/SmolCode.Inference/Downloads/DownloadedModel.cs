namespace SmolCode.Inference.Downloads;

/// <summary>A model that is here now.</summary>
/// <param name="Path">Where.</param>
/// <param name="Bytes">Its size.</param>
/// <param name="Sha256">Its checksum.</param>
/// <param name="IsCompared">The checksum was known beforehand or told by the server; otherwise it is only recorded.</param>
/// <param name="WasHere">Nothing had to be downloaded.</param>
/// <param name="ResumedAt">Bytes that earlier tries had left.</param>
public sealed record DownloadedModel(string Path, long Bytes, string Sha256, bool IsCompared, bool WasHere, long ResumedAt);
