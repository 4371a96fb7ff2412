namespace SmolCode.LanguageServer.Protocol;

/// <summary>How an inline completion was asked for.</summary>
/// <param name="TriggerKind">By hand or while typing.</param>
/// <param name="SelectedCompletionInfo">What is selected in the open completion list, if one is open.</param>
internal sealed record InlineCompletionContext(
    InlineCompletionTriggerKind TriggerKind,
    SelectedCompletionInfo? SelectedCompletionInfo = null
);
