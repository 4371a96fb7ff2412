namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A statement without its semicolon.</summary>
internal sealed class SemicolonRepair : ICandidateRepair
{
    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        var text = refuted.Text.TrimEnd();
        if (
            refuted.RefutedBy == "syntax"
            && !BodyRepair.IsHeader((refuted.LineBefore + text).TrimStart())
            && refuted.Hole.LineSuffix.Length == 0
            && text is [.., not (';' or '{' or '}' or ',' or '(' or '[' or '=' or '.')]
        )
        {
            yield return text + ";";
        }
    }
}
