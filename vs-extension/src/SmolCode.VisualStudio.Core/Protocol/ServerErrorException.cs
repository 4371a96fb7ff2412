namespace SmolCode.VisualStudio.Protocol;

/// <summary>The server answered with an error, or there is no server to answer.</summary>
public sealed class ServerErrorException : Exception
{
    /// <summary>An error with a message for the user.</summary>
    public ServerErrorException(string message, int? code = null, Exception? cause = null)
        : base(message, cause) => Code = code;

    /// <summary>The error's code; null when there was no answer.</summary>
    public int? Code { get; }
}
