namespace SmolCode.VisualStudio.Output;

/// <summary>How much a line of the output matters.</summary>
public enum LogLevel
{
    /// <summary>Something was done.</summary>
    Information,

    /// <summary>Something is less than it could be.</summary>
    Warning,

    /// <summary>Something went wrong.</summary>
    Error,
}
