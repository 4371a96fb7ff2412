namespace SmolCode.LanguageServer.Models;

/// <summary>Something that was asked of the models can't be done. The message is for a user and says what to do.</summary>
public sealed class ModelCatalogException(string message, Exception? innerException = null) : Exception(message, innerException);
