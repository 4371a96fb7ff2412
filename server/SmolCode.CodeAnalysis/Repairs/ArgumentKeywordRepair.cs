using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary><c>ref</c>, <c>out</c> or <c>in</c> that an argument lacks or has too much (CS1620, CS1615).</summary>
internal sealed partial class ArgumentKeywordRepair : ICandidateRepair
{
    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        foreach (var error in refuted.Errors)
        {
            if (
                error.Span.Start < 0
                || error.Span.Start > refuted.Text.Length
                || Keyword().Match(error.Message) is not { Success: true } match
            )
            {
                continue;
            }

            var keyword = match.Groups[1].Value + " ";
            if (error.Id == "CS1620")
            {
                yield return refuted.With(new TextSpan(error.Span.Start, 0), keyword);
            }
            else if (error.Id == "CS1615")
            {
                var at = refuted.Text.AsSpan(0, error.Span.Start).EndsWith(keyword, StringComparison.Ordinal)
                    ? error.Span.Start - keyword.Length
                    : error.Span.Start;
                if (refuted.Text.AsSpan(at).StartsWith(keyword, StringComparison.Ordinal))
                {
                    yield return refuted.With(new TextSpan(at, keyword.Length), "");
                }
            }
        }
    }

    [GeneratedRegex("'(ref readonly|ref|out|in)' keyword")]
    private static partial Regex Keyword();
}
