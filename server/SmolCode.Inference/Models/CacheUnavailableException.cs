namespace SmolCode.Inference.Models;

/// <summary>The cache can't be written: no access, no room. The message says what to do.</summary>
internal sealed class CacheUnavailableException(string message, Exception? innerException) : Exception(message, innerException);
