namespace SmolCode.LanguageServer.Protocol;

/// <summary>Parameters of <c>workspace/applyEdit</c>.</summary>
/// <param name="Label">What the editor calls it, in its list of what can be undone.</param>
/// <param name="Edit">The edit.</param>
internal sealed record ApplyWorkspaceEditParams(string Label, WorkspaceEdit Edit);
