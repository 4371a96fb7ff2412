namespace SmolCode.Inference.Downloads;

/// <summary>A model can't be downloaded; the message says why and what to do. What has arrived stays for the next try.</summary>
public sealed class ModelDownloadException(string message, Exception? innerException = null) : Exception(message, innerException);
