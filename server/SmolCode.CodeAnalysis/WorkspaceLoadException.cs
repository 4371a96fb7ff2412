namespace SmolCode.CodeAnalysis;

/// <summary>A workspace or file can't be opened. The message is for the user: what happened, why, and what to do next.</summary>
public sealed class WorkspaceLoadException : Exception
{
    /// <summary>An exception with the message for the user.</summary>
    public WorkspaceLoadException(string message)
        : base(message) { }

    /// <summary>An exception with the message for the user and the cause.</summary>
    public WorkspaceLoadException(string message, Exception innerException)
        : base(message, innerException) { }

    /// <summary>An exception without a message of its own.</summary>
    public WorkspaceLoadException() { }
}
