namespace SmolCode.VisualStudio.Status;

/// <summary>How much a status asks for attention.</summary>
public enum StatusSeverity
{
    /// <summary>Not at all.</summary>
    None,

    /// <summary>Something is less than it could be.</summary>
    Warning,

    /// <summary>There are no suggestions.</summary>
    Error,
}
