using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Syntax errors that an insertion adds. Those that were there count by their number (CS1002 …), wherever they are: an insertion moves
/// them. One within the insertion, or where it begins, is always new: something that has to come was not written. A file being typed often
/// goes from one error to another at the place where it ends: an error behind the insertion in place of one that is gone is none more, unless
/// it says that the insertion itself stops in the middle.
/// </summary>
internal static class SyntaxErrors
{
    /// <summary>Something that has to come was not written: an identifier, a type, an expression, the end of a pattern.</summary>
    private static readonly ImmutableHashSet<string> Unfinished = ["CS1001", "CS1031", "CS1525", "CS1041", "CS8504", "CS8505"];

    /// <summary>New errors, as "CS1002: ; expected".</summary>
    internal static ImmutableArray<string> Added(IEnumerable<Diagnostic> before, IEnumerable<Diagnostic> after, TextSpan inserted)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        var gone = 0;
        foreach (var diagnostic in before.Where(IsError))
        {
            counts[diagnostic.Id] = counts.GetValueOrDefault(diagnostic.Id) + 1;
            gone++;
        }

        var added = new List<Diagnostic>();
        foreach (var diagnostic in after.Where(IsError))
        {
            var start = diagnostic.Location.SourceSpan.Start;
            if (start >= inserted.Start && start < inserted.End)
            {
                return [Describe(diagnostic)];
            }

            if (counts.GetValueOrDefault(diagnostic.Id) is var left and > 0)
            {
                counts[diagnostic.Id] = left - 1;
                gone--;
            }
            else
            {
                added.Add(diagnostic);
            }
        }

        // A missing token is reported at the end of the one before it, which may be the candidate's last.
        if (added.Count <= gone && added.All(d => d.Location.SourceSpan.End >= inserted.End && !Unfinished.Contains(d.Id)))
        {
            return [];
        }

        return [.. added.Select(Describe)];
    }

    /// <summary>
    /// The error that says of an insertion's end that something is missing there: a semicolon (CS1002), a closing parenthesis (CS1026), a
    /// separator or bracket (CS1003). It may have been there before, since the line was not finished; what is suggested has to finish it. Null
    /// where nothing is missing, behind a header whose body is to come, and in a list that was opened in a line above.
    /// </summary>
    internal static string? AtEnd(IEnumerable<Diagnostic> after, SyntaxNode root, string text, TextSpan inserted)
    {
        foreach (var diagnostic in after.Where(d => IsError(d) && d.Id is "CS1002" or "CS1003" or "CS1026"))
        {
            // Told at the next token where that is in the same line.
            var start = diagnostic.Location.SourceSpan.Start;
            if (start >= inserted.End && inserted.End > 0 && text.AsSpan()[inserted.End..start].IsWhiteSpace())
            {
                var last = root.FindToken(inserted.End - 1);
                return IsHead(last) || last.Parent?.AncestorsAndSelf().Any(n => IsHeader(n) || IsOpenAbove(n)) == true
                    ? null
                    : Describe(diagnostic);
            }
        }

        return null;

        static bool IsHeader(SyntaxNode node) =>
            node
                is BaseMethodDeclarationSyntax { Body: null, ExpressionBody: null }
                    or LocalFunctionStatementSyntax { Body: null, ExpressionBody: null };

        // if (count > 0): the statement is what is typed next.
        static bool IsHead(SyntaxToken last) =>
            last.IsKind(SyntaxKind.CloseParenToken)
            && last.Parent
                is IfStatementSyntax
                    or WhileStatementSyntax
                    or ForStatementSyntax
                    or CommonForEachStatementSyntax
                    or UsingStatementSyntax
                    or LockStatementSyntax
                    or FixedStatementSyntax
                    or SwitchStatementSyntax
                    or CatchDeclarationSyntax
                    or CatchFilterClauseSyntax;

        bool IsOpenAbove(SyntaxNode node)
        {
            var (open, close) = node switch
            {
                InitializerExpressionSyntax list => (list.OpenBraceToken, list.CloseBraceToken),
                AnonymousObjectCreationExpressionSyntax list => (list.OpenBraceToken, list.CloseBraceToken),
                CollectionExpressionSyntax list => (list.OpenBracketToken, list.CloseBracketToken),
                ArgumentListSyntax list => (list.OpenParenToken, list.CloseParenToken),
                ParameterListSyntax list => (list.OpenParenToken, list.CloseParenToken),
                SwitchExpressionSyntax list => (list.OpenBraceToken, list.CloseBraceToken),
                _ => default,
            };
            return open != default
                && close.IsMissing
                && open.SpanStart < inserted.Start
                && text.AsSpan(open.SpanStart, inserted.Start - open.SpanStart).Contains('\n');
        }
    }

    internal static string Describe(Diagnostic diagnostic) => $"{diagnostic.Id}: {diagnostic.GetMessage()}";

    private static bool IsError(Diagnostic diagnostic) => diagnostic.Severity == DiagnosticSeverity.Error;
}
