namespace SmolCode.LanguageServer.Protocol;

/// <summary>The client's answer to <c>workspace/applyEdit</c>.</summary>
/// <param name="Applied">It was applied.</param>
/// <param name="FailureReason">Why it was not.</param>
internal sealed record ApplyWorkspaceEditResult(bool Applied, string? FailureReason = null);
