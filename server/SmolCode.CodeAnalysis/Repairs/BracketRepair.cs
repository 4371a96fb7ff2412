using SmolCode.CodeAnalysis.Checks;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary><c>return Wrap(new Box(x);</c>: closers that a line lacks, or has too many of, before its semicolon or at its end.</summary>
internal sealed class BracketRepair : ICandidateRepair
{
    private const int Most = 3;

    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        var text = refuted.Text.TrimEnd();
        if (refuted.RefutedBy is not ("brackets" or "syntax") || text.Contains('\n', StringComparison.Ordinal))
        {
            yield break;
        }

        // What the cursor's line has open before the candidate is closed by it as well, blocks aside.
        var (missing, closers) = Brackets.Open(refuted.Hole.LinePrefix + text);
        var openers = string.Concat(missing.TakeWhile(c => c != '}'));
        var bodyEnd = text.TrimEnd(';', ' ').Length;
        var (body, end) = (text[..bodyEnd], text[bodyEnd..]);
        if (closers.Length == 0 && openers.Length is > 0 and <= Most)
        {
            if (end.Length == 0 && refuted.Hole.LineSuffix.Length == 0)
            {
                yield return body + openers + ";";
            }

            yield return body + openers + end;
        }
        else if (openers.Length == 0 && closers.Length is > 0 and <= Most && body.EndsWith(closers, StringComparison.Ordinal))
        {
            yield return body[..^closers.Length] + end;
        }
    }
}
