namespace SmolCode.Inference;

/// <summary>The model cannot answer now. The message says what happened and what to do next.</summary>
public sealed class LanguageModelUnavailableException : Exception
{
    /// <summary>Creates the exception with a message for a user.</summary>
    public LanguageModelUnavailableException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
