namespace SmolCode.LanguageServer.Requests;

/// <summary>A request can't be answered; the client gets the code and the message.</summary>
internal sealed class LspException(int code, string message) : Exception(message)
{
    /// <summary>The error code, see <see cref="Protocol.LspErrorCodes"/>.</summary>
    public int Code { get; } = code;
}
