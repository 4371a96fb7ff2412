namespace SmolCode.LanguageServer.Statistics;

/// <summary>The log of suggestions can't be read or written. The message says which file, why, and what to do.</summary>
public sealed class SuggestionStoreException(string message, Exception? inner = null) : IOException(message, inner);
