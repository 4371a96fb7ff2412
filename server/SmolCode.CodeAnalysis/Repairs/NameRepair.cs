using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A name in the wrong case or without the prefix of a field: <c>logger</c> for <c>_logger</c>, where one name only is that near.</summary>
internal sealed class NameRepair : ICandidateRepair
{
    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        if (refuted.Unbound is not (var at, { Length: > 0 } names))
        {
            yield break;
        }

        var end = at;
        while (end < refuted.Text.Length && SyntaxFacts.IsIdentifierPartCharacter(refuted.Text[end]))
        {
            end++;
        }

        var written = Plain(refuted.Text[at..end]);
        string[] near =
        [
            .. names.Where(n => string.Equals(Plain(n), written, StringComparison.OrdinalIgnoreCase)).Distinct(StringComparer.Ordinal),
        ];
        if (written.Length > 1 && near is [var meant])
        {
            yield return refuted.With(TextSpan.FromBounds(at, end), meant);
        }
    }

    private static string Plain(string name) =>
        name.StartsWith("m_", StringComparison.Ordinal) || name.StartsWith("s_", StringComparison.Ordinal)
            ? name[2..]
            : name.TrimStart('_');
}
