namespace SmolCode.Inference.Recording;

/// <summary>A recording can't be used; the message says why and what to do.</summary>
public sealed class ModelRecordingException : Exception
{
    /// <summary>Creates it.</summary>
    public ModelRecordingException(string message, Exception? inner = null)
        : base(message, inner) { }
}
