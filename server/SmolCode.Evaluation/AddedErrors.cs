using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Completion;

namespace SmolCode.Evaluation;

/// <summary>
/// Compiler errors that an insertion adds, found by compiling the whole file before and after: a second opinion that shares nothing with the
/// checker whose work it judges.
/// </summary>
internal static class AddedErrors
{
    /// <summary>
    /// The errors that begin in what was inserted or right at its end, whether or not the unfinished code had the same ones, and those
    /// elsewhere that were not there before; null where the project is not known.
    /// </summary>
    public static async Task<ImmutableArray<string>?> ByInsertionAsync(
        CodeWorkspace workspace,
        DocumentSnapshot snapshot,
        Candidate candidate,
        CancellationToken cancellationToken
    )
    {
        if (snapshot.Depth != AnalysisDepth.Project)
        {
            return null;
        }

        var inserted = snapshot.Text.WithChanges([.. candidate.AdditionalEdits, new TextChange(candidate.Range, candidate.Text)]);
        var before = await CompilerErrors.OfDocumentAsync(snapshot, cancellationToken);
        var after = await CompilerErrors.OfDocumentAsync(
            workspace.GetSnapshot(snapshot.Path, inserted, snapshot.Version + 1),
            cancellationToken
        );
        var start = candidate.Range.Start + candidate.AdditionalEdits.Sum(e => e.NewText!.Length - e.Span.Length);
        var known = before.GroupBy(e => e.Error).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var added = ImmutableArray.CreateBuilder<string>();
        foreach (var (error, span) in after)
        {
            // A body or a block that is open behind it is still to come; a statement's end is its own.
            var isOwn =
                (span.Start >= start && span.Start < start + candidate.Text.Length)
                || (
                    error.StartsWith("CS1002", StringComparison.Ordinal)
                    && span.Start >= start + candidate.Text.Length
                    && string.IsNullOrWhiteSpace(inserted.ToString(TextSpan.FromBounds(start + candidate.Text.Length, span.Start)))
                );
            if (!isOwn && known.TryGetValue(error, out var count) && count > 0)
            {
                known[error] = count - 1;
            }
            else
            {
                added.Add(error);
            }
        }

        return added.ToImmutable();
    }
}
