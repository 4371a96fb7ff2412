namespace SmolCode.LanguageServer.Configuration;

/// <summary>How much is written to the editor's log.</summary>
public enum TraceLevel
{
    /// <summary>What a user may want to know.</summary>
    Off,

    /// <summary>Also one line for each request.</summary>
    Messages,

    /// <summary>Everything.</summary>
    Verbose,
}
