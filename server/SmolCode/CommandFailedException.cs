namespace SmolCode;

/// <summary>A command cannot do what it was asked; the message, one line first, goes to stderr.</summary>
internal sealed class CommandFailedException(string message, int exitCode = ExitCode.Failed) : Exception(message)
{
    /// <summary>The exit code.</summary>
    public int ExitCode { get; } = exitCode;
}
