using System.Diagnostics;
using Microsoft.Extensions.Logging.Abstractions;
using SmolCode.Evaluation.Proof;
using SmolCode.Inference;
using SmolCode.Output;

namespace SmolCode;

/// <summary>Proves an adapter that was trained here, before it is offered.</summary>
/// <param name="terminal">Receives lines for a user.</param>
internal sealed class AdapterProver(Terminal terminal)
{
    /// <summary>The workspace's build may run (and is remembered as trusted).</summary>
    public bool Trust { get; init; }

    /// <summary>Somebody is there to be asked for trust.</summary>
    public bool MayAsk { get; init; }

    /// <summary>Most holes; null: as many as a proof has by itself.</summary>
    public int? Holes { get; init; }

    /// <summary>Completes holes with both adapters. Nothing is written.</summary>
    /// <param name="workspace">Folders, solutions or projects that are opened together.</param>
    /// <param name="heldOut">Absolute paths of files in them that nothing was learned from.</param>
    /// <param name="folders">Their folders, for the report.</param>
    /// <param name="before">What the new adapter comes from.</param>
    /// <param name="after">The new one, by path.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="Evaluation.EvaluationException">No hole can be made, or a model cannot be had.</exception>
    /// <exception cref="ModelFileException">There is no such adapter.</exception>
    public async Task<ProofReport> ProveAsync(
        IReadOnlyList<string> workspace,
        IReadOnlyCollection<string> heldOut,
        IEnumerable<string> folders,
        ModelChoice before,
        ModelChoice after,
        CancellationToken cancellationToken
    )
    {
        var root = CommonFolder(heldOut);
        var holes = new ProofHoles(root, [.. heldOut.Select(f => Path.GetRelativePath(root, f).Replace('\\', '/'))]);
        await using var session = Session.Create(terminal, verbose: false, showProgress: true);
        await session.OpenWorkspacesAsync(workspace, Trust, MayAsk, cancellationToken);
        return await ProveAsync(
            session,
            string.Join(Path.PathSeparator, workspace.Select(Path.GetFullPath)),
            before,
            after,
            holes with
            {
                Count = Holes ?? holes.Count,
            },
            folders,
            new CompletionNotes(terminal),
            cancellationToken
        );
    }

    /// <summary>The same in a session whose workspace is open.</summary>
    /// <exception cref="Evaluation.EvaluationException">No hole can be made, or a model cannot be had.</exception>
    /// <exception cref="ModelFileException">There is no such adapter.</exception>
    public static async Task<ProofReport> ProveAsync(
        Session session,
        string workspace,
        ModelChoice before,
        ModelChoice after,
        ProofHoles holes,
        IEnumerable<string> heldOutFolders,
        IProgress<(int Done, int Total)>? progress,
        CancellationToken cancellationToken
    )
    {
        var store = new ModelStore(UserFolders.ForThisUser(), NullLogger<ModelStore>.Instance);
        var adapter = store.Find(after.Adapter ?? throw new ArgumentException("There is no adapter to prove.", nameof(after)));
        var subject = new ProofSubject(
            workspace,
            before.Adapter is { } name ? store.Find(name).Name : before.Model,
            adapter.Name,
            await ProofFile.HashAsync(adapter.Path, cancellationToken),
            [.. heldOutFolders],
            TimeProvider.System.GetUtcNow()
        );
        return await new AdapterProof(session.Workspace, NullLoggerFactory.Instance).RunAsync(
            subject,
            holes,
            () => Engines.CreateFor(before, NullLoggerFactory.Instance),
            () => Engines.CreateFor(after, NullLoggerFactory.Instance),
            progress,
            cancellationToken
        );
    }

    /// <summary>The innermost folder around all files.</summary>
    internal static string CommonFolder(IReadOnlyCollection<string> files)
    {
        var common = Path.GetDirectoryName(files.First())!;
        foreach (var file in files)
        {
            // A root ends in its separator already.
            while (
                !file.StartsWith(
                    Path.EndsInDirectorySeparator(common) ? common : common + Path.DirectorySeparatorChar,
                    StringComparison.Ordinal
                )
            )
            {
                common = Path.GetDirectoryName(common) ?? throw new ArgumentException("The files have no folder in common.", nameof(files));
            }
        }

        return common;
    }

    /// <summary>A line every ten seconds.</summary>
    private sealed class CompletionNotes(Terminal terminal) : IProgress<(int Done, int Total)>
    {
        private readonly Stopwatch _sinceLast = Stopwatch.StartNew();

        public void Report((int Done, int Total) value)
        {
            if (_sinceLast.Elapsed > TimeSpan.FromSeconds(10) || value.Done == value.Total)
            {
                _sinceLast.Restart();
                terminal.Note($"Proof: {value.Done} of {value.Total} completions");
            }
        }
    }
}
