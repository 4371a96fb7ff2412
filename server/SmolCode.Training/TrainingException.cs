namespace SmolCode.Training;

/// <summary>Training cannot begin or go on; the message says why and what to do next. The last good adapter stays as it is.</summary>
public sealed class TrainingException : Exception
{
    /// <summary>No message.</summary>
    public TrainingException() { }

    /// <summary>For a user.</summary>
    public TrainingException(string message)
        : base(message) { }

    /// <summary>For a user, with what led to it.</summary>
    public TrainingException(string message, Exception innerException)
        : base(message, innerException) { }
}
