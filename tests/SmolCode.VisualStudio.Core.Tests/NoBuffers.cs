using SmolCode.VisualStudio.Documents;

namespace SmolCode.VisualStudio.Core.Tests;

/// <summary>An editor that has nothing open.</summary>
internal sealed class NoBuffers : IEditorBuffers
{
    public string? TextOf(string uri) => null;

    public Task<bool> TryEditAsync(string uri, int version, IReadOnlyList<TextEdit> edits, CancellationToken cancellationToken) =>
        Task.FromResult(false);
}
