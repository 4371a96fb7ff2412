using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary>
/// A conversion that exists but has to be written (CS0266), where it can be no other: between integers and what is nullable of them. A fraction that is cut off or a type that is only hoped for is not certain.
/// </summary>
internal sealed partial class CastRepair : ICandidateRepair
{
    /// <inheritdoc />
    public IEnumerable<string> Propose(RefutedCandidate refuted)
    {
        foreach (var error in refuted.Errors.Where(e => e.Id == "CS0266" && e.Span.Start >= 0 && e.Span.End <= refuted.Text.Length))
        {
            if (
                Types().Match(error.Message) is not { Success: true } match
                || !IsWhole(match.Groups["from"].Value)
                || !IsWhole(match.Groups["to"].Value)
            )
            {
                continue;
            }

            var expression = refuted.Text.Substring(error.Span.Start, error.Span.Length);
            // A full name is what the message has; nobody writes that.
            var type = match.Groups["to"].Value;
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

    private static bool IsWhole(string type) =>
        type.TrimEnd('?')
            is "sbyte"
                or "byte"
                or "short"
                or "ushort"
                or "int"
                or "uint"
                or "long"
                or "ulong"
                or "nint"
                or "nuint"
                or "char";

    [GeneratedRegex("'(?<from>[^']+)' to '(?<to>[^']+)'")]
    private static partial Regex Types();
}
