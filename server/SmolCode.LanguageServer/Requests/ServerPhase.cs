namespace SmolCode.LanguageServer.Requests;

/// <summary>Where the server is in LSP's life cycle.</summary>
internal enum ServerPhase
{
    /// <summary>Before <c>initialize</c>.</summary>
    Uninitialized,

    /// <summary>Between <c>initialize</c> and <c>shutdown</c>.</summary>
    Running,

    /// <summary>After <c>shutdown</c>, waiting for <c>exit</c>.</summary>
    ShutDown,
}
