namespace SmolCode.LanguageServer.Protocol;

/// <summary>What triggered an inline completion.</summary>
internal enum InlineCompletionTriggerKind
{
    /// <summary>The user asked for it.</summary>
    Invoked = 1,

    /// <summary>The editor asked while the user typed.</summary>
    Automatic = 2,
}
