using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using Microsoft.Extensions.Logging;

namespace SmolCode.CodeAnalysis;

/// <summary>TODO</summary>
public sealed class CodeWorkspace : IAsyncDisposable
{
    /// <summary>An empty workspace.</summary>
    public CodeWorkspace(ILoggerFactory? loggerFactory = null) => _ = loggerFactory;

    /// <summary>What was opened.</summary>
    public WorkspaceLocation? Location { get; private set; }

    /// <summary>Current status.</summary>
    public WorkspaceStatus Status => throw new NotImplementedException();

    /// <summary>Raised when <see cref="Status"/> changes.</summary>
#pragma warning disable CS0067
    public event EventHandler<WorkspaceStatus>? StatusChanged;

    /// <summary>Loads or reloads.</summary>
    public Task OpenAsync(WorkspaceLocation location, bool trusted, IProgress<string>? progress, CancellationToken cancellationToken) =>
        throw new NotImplementedException();

    /// <summary>Snapshot of one document.</summary>
    public DocumentSnapshot GetSnapshot(string path, SourceText? text, int version) => throw new NotImplementedException();

    /// <summary>Files changed on disk.</summary>
    public bool ApplyFileChanges(IReadOnlyCollection<FileChange> changes) => throw new NotImplementedException();

    /// <summary>Similar windows of other files.</summary>
    public ImmutableArray<CodeWindow> FindSimilarCode(
        DocumentSnapshot snapshot,
        int position,
        int count,
        CancellationToken cancellationToken
    ) => throw new NotImplementedException();

    /// <summary>Whether a tool wrote the file.</summary>
    public bool IsGenerated(DocumentSnapshot snapshot) => throw new NotImplementedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
