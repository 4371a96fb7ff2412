using SmolCode.CodeAnalysis;
using SmolCode.LanguageServer.Documents;

namespace SmolCode.LanguageServer.Background;

/// <summary>What was answered, or prepared, is forgotten when other sources than the document's changed since, or the workspace was loaded.</summary>
internal sealed class OutdatedAnswers : IDisposable
{
    private readonly CodeWorkspace workspace;
    private readonly TypedInto typedInto;
    private readonly NextAnswer next;

    /// <summary>Begins to listen.</summary>
    public OutdatedAnswers(CodeWorkspace workspace, TypedInto typedInto, NextAnswer next)
    {
        this.workspace = workspace;
        this.typedInto = typedInto;
        this.next = next;
        workspace.SourcesChanged += OnSourcesChanged;
        workspace.StatusChanged += OnStatusChanged;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        workspace.SourcesChanged -= OnSourcesChanged;
        workspace.StatusChanged -= OnStatusChanged;
    }

    private void OnSourcesChanged(object? sender, SourcesChangedEventArgs e) => Forget(e.Paths);

    private void OnStatusChanged(object? sender, WorkspaceStatus status) => Forget(null);

    private void Forget(IReadOnlyCollection<string>? changed)
    {
        typedInto.Forget(changed);
        next.Forget(changed);
    }
}
