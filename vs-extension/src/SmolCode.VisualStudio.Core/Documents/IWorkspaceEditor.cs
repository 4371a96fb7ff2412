namespace SmolCode.VisualStudio.Documents;

/// <summary>Makes changes of files, in the editor where they are open there.</summary>
public interface IWorkspaceEditor
{
    /// <summary>Makes all of an edit, or nothing: a document at another version refuses. Called on any thread.</summary>
    Task<bool> ApplyAsync(WorkspaceEdit edit, CancellationToken cancellationToken);
}
