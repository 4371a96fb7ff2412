using System.Collections.Immutable;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;

namespace SmolCode.Completion;

/// <summary>
/// Requests whose next name is one that the compiler accepts: right of the dot at the cursor, and at the first name of a draft that didn't
/// bind. Only sets that are complete are used. At the cursor those are the members behind a dot: elsewhere a literal, a bracket, or a name
/// that is being declared can come as well. Where a draft wrote a name that doesn't exist, what exists is all that it can be instead.
/// </summary>
internal static class MaskedDecoding
{
    /// <summary>Drafts that are rolled back to a name that doesn't bind.</summary>
    private const int MaxRollbacks = 2;

    /// <summary>Hypotheses that go on from such a name.</summary>
    private const int HypothesesPerRollback = 2;

    /// <summary>How the names that may come next go on from the cursor; empty: anything may.</summary>
    public static ImmutableArray<string> AtCursor(Hole hole, SourceText text)
    {
        var names = hole.MemberNames;
        if (hole.WordStart == hole.Position)
        {
            return names;
        }

        var typed = text.ToString(TextSpan.FromBounds(hole.WordStart, hole.Position));
        return names.Contains(typed)
            ? []
            : [.. names.Where(n => n.StartsWith(typed, StringComparison.Ordinal)).Select(n => n[typed.Length..])];
    }

    /// <summary>
    /// Requests that decode rejected drafts again from the first name that didn't bind. Empty where no set of names is known there.
    /// </summary>
    /// <param name="request">What the drafts were decoded for.</param>
    /// <param name="rejected">The drafts with the compiler's verdict, the best first.</param>
    /// <param name="fork">The document with a text inserted at the cursor.</param>
    /// <param name="position">The cursor.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public static async Task<ImmutableArray<GenerateRequest>> AfterRejectionAsync(
        GenerateRequest request,
        IEnumerable<(Draft Draft, CandidateChecks Checks)> rejected,
        Func<string, DocumentSnapshot> fork,
        int position,
        CancellationToken cancellationToken
    )
    {
        var requests = ImmutableArray.CreateBuilder<GenerateRequest>();
        var forced = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (draft, checks) in rejected)
        {
            // Behind a newline the checker's text, with the document's newlines, may have other offsets.
            if (
                requests.Count == MaxRollbacks
                || checks.UnboundAt is not { } at
                || at > draft.Text.Length
                || draft.Text.AsSpan(0, at).Contains('\n')
                || !forced.Add(draft.Text[..at])
            )
            {
                continue;
            }

            var before = draft.Text[..at];
            var hole = await HoleAnalyzer.AnalyzeAsync(fork(before), position + at, cancellationToken);
            var names = hole.MemberNames is { Length: > 0 } members ? members : hole.ScopeNames;
            if (!names.IsEmpty && hole.WordStart == hole.Position)
            {
                requests.Add(request with { ForcedPrefix = before, AllowedNames = names, Hypotheses = HypothesesPerRollback });
            }
        }

        return requests.ToImmutable();
    }
}
