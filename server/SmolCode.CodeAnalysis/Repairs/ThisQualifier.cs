using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Repairs;

/// <summary><c>this.</c> before a member that needs none, in a file that doesn't write it.</summary>
internal static class ThisQualifier
{
    /// <summary>
    /// The text without it; null where there is none, or the file writes it, or something else has the member's name: a local, or what the text
    /// itself calls so.
    /// </summary>
    internal static string? RemovedFrom(string text, SourceText file, Hole hole)
    {
        if (!text.Contains("this.", StringComparison.Ordinal) || Members(Tokens(file.ToString())).Count > 0)
        {
            return null;
        }

        var tokens = Tokens(text);
        var members = Members(tokens);
        var others = hole
            .InScope.Where(s => s.Kind is "Local" or "Parameter" or "RangeVariable")
            .Select(s => s.Name)
            .Concat(
                tokens
                    .Where((t, i) => t.IsKind(SyntaxKind.IdentifierToken) && !(i > 0 && tokens[i - 1].IsKind(SyntaxKind.DotToken)))
                    .Select(t => t.ValueText)
            )
            .ToHashSet(StringComparer.Ordinal);
        return members.Count == 0 || members.Any(m => others.Contains(m.Name.ValueText))
            ? null
            : members.AsEnumerable().Reverse().Aggregate(text, (t, m) => t.Remove(m.This.SpanStart, m.Name.SpanStart - m.This.SpanStart));
    }

    private static List<SyntaxToken> Tokens(string text) => [.. SyntaxFactory.ParseTokens(text)];

    // Not what stands in literals and comments. In interpolated strings nothing is found, which costs a "this." that could go.
    private static List<(SyntaxToken This, SyntaxToken Name)> Members(List<SyntaxToken> tokens) =>
        [
            .. Enumerable
                .Range(0, Math.Max(0, tokens.Count - 2))
                .Where(i =>
                    tokens[i].IsKind(SyntaxKind.ThisKeyword)
                    && tokens[i + 1].IsKind(SyntaxKind.DotToken)
                    && tokens[i + 2].IsKind(SyntaxKind.IdentifierToken)
                )
                .Select(i => (tokens[i], tokens[i + 2])),
        ];
}
