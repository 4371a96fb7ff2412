namespace SmolCode.Evaluation;

/// <summary>An evaluation cannot be run; the message says why and what to do.</summary>
public sealed class EvaluationException : Exception
{
    /// <summary>Creates the exception with a message for a user.</summary>
    public EvaluationException(string message, Exception? innerException = null)
        : base(message, innerException) { }
}
