namespace SmolCode.Inference;

/// <summary>A model file is missing, damaged, of another kind or does not fit another one. The message names the file and what to do.</summary>
public sealed class ModelFileException : Exception
{
    /// <summary>Creates the exception with a message for a user.</summary>
    public ModelFileException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
