namespace SmolCode.LanguageServer.Protocol;

/// <summary>Error codes of JSON-RPC and of LSP 3.18.</summary>
internal static class LspErrorCodes
{
    /// <summary>The message is not JSON.</summary>
    public const int ParseError = -32700;

    /// <summary>The message is JSON, but not a request that can be answered now.</summary>
    public const int InvalidRequest = -32600;

    /// <summary>Nobody handles the method.</summary>
    public const int MethodNotFound = -32601;

    /// <summary>The parameters don't fit the method.</summary>
    public const int InvalidParams = -32602;

    /// <summary>The handler failed.</summary>
    public const int InternalError = -32603;

    /// <summary>A request came before <c>initialize</c>.</summary>
    public const int ServerNotInitialized = -32002;

    /// <summary>The client cancelled the request.</summary>
    public const int RequestFailed = -32803;
    public const int RequestCancelled = -32800;
}
