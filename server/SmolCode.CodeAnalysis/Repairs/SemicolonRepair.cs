namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A statement without its semicolon.</summary>
internal sealed class SemicolonRepair : ICandidateRepair
{
    /// <summary>Whether a line may be a statement but for its semicolon.</summary>
    internal static bool CanTake(string line) =>
        // Of several lines the last one counts; a comment or a directive ends without.
        line[(line.LastIndexOf('\n') + 1)..].TrimStart()
            is [not ('/' or '#' or '*'), ..]
        && line.TrimEnd() is [.., not (';' or '{' or '}' or ',' or '(' or '[' or '=' or '.' or ':')]
        && !BodyRepair.IsHeader(line.Trim());

    /// <summary>
    /// Whether a statement may end before the rest of a line: nothing is there, a comment, or what closes the block around
    /// (<c>get => count }</c>).
    /// </summary>
    internal static bool MayFollow(ReadOnlySpan<char> lineSuffix) =>
        lineSuffix.Trim(" \t}").IsEmpty
        || lineSuffix.TrimStart().StartsWith("//", StringComparison.Ordinal)
        || (
            lineSuffix.TrimStart().StartsWith("/*", StringComparison.Ordinal)
            && lineSuffix.TrimEnd().EndsWith("*/", StringComparison.Ordinal)
        );

    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        var text = refuted.Text.TrimEnd();
        if (
            refuted.RefutedBy == "syntax"
            && refuted.Hole.Closers.Length == 0
            && MayFollow(refuted.Hole.LineSuffix)
            && CanTake(refuted.Hole.LinePrefix + text)
        )
        {
            yield return text + ";";
        }
    }
}
