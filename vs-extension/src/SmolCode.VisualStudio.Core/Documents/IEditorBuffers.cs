namespace SmolCode.VisualStudio.Documents;

/// <summary>The documents that an editor has open, as it holds them.</summary>
public interface IEditorBuffers
{
    /// <summary>The text of a document as the user sees it; null when it is not open. Called on any thread.</summary>
    string? TextOf(string uri);

    /// <summary>Makes edits in an open document that has a version, or none of them and says false. Called on any thread.</summary>
    Task<bool> TryEditAsync(string uri, int version, IReadOnlyList<TextEdit> edits, CancellationToken cancellationToken);
}
