using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>A conversion that exists but has to be written (CS0266).</summary>
internal sealed partial class CastRepair : ICandidateRepair
{
    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        foreach (var error in refuted.Errors.Where(e => e.Id == "CS0266" && e.Span.Start >= 0 && e.Span.End <= refuted.Text.Length))
        {
            if (Types().Match(error.Message) is not { Success: true } match)
            {
                continue;
            }

            var expression = refuted.Text.Substring(error.Span.Start, error.Span.Length);
            // A full name is what the message has; nobody writes that.
            var type = match.Groups[1].Value;
            type = type.Contains('<', StringComparison.Ordinal) ? type : type[(type.LastIndexOf('.') + 1)..];
            var isPrimary =
                SyntaxFactory.ParseExpression(expression)
                is IdentifierNameSyntax
                    or MemberAccessExpressionSyntax
                    or InvocationExpressionSyntax
                    or ElementAccessExpressionSyntax
                    or LiteralExpressionSyntax;
            yield return refuted.With(
                new TextSpan(error.Span.Start, error.Span.Length),
                isPrimary ? $"({type}){expression}" : $"({type})({expression})"
            );
        }
    }

    [GeneratedRegex("' to '([^']+)'")]
    private static partial Regex Types();
}
