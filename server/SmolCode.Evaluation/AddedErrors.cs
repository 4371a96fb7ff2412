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
    /// <summary>The errors that are there after the insertion and were not before, or null where the project is not known.</summary>
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
        var known = before.GroupBy(e => e).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var added = ImmutableArray.CreateBuilder<string>();
        foreach (var error in after)
        {
            if (known.TryGetValue(error, out var count) && count > 0)
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
