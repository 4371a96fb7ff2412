namespace SmolCode.LanguageServer.Protocol;

/// <summary>How grave a message is.</summary>
internal enum MessageType
{
    /// <summary>Something does not work.</summary>
    Error = 1,

    /// <summary>Something works less well than it could.</summary>
    Warning = 2,

    /// <summary>Something worth knowing.</summary>
    Info = 3,

    /// <summary>For whoever looks for a fault.</summary>
    Log = 4,

    /// <summary>Much of it.</summary>
    Debug = 5,
}
