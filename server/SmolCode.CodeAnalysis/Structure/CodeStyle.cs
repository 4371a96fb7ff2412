using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>How a file is written.</summary>
/// <param name="Unit">White space of one level.</param>
/// <param name="ExpressionBodies">Members of one expression are written with <c>=></c>.</param>
/// <param name="BracesOnOwnLine">A block begins on a line of its own.</param>
/// <param name="TrailingCommas">A list over several lines ends with a comma.</param>
internal sealed record CodeStyle(string Unit, bool ExpressionBodies, bool BracesOnOwnLine, bool TrailingCommas)
{
    /// <summary>Looks at a file; lists around the position are unfinished and say nothing of how they end.</summary>
    public static CodeStyle Of(SyntaxNode root, int position)
    {
        string? unit = null;
        int arrows = 0,
            blocks = 0,
            own = 0,
            same = 0,
            commas = 0,
            none = 0;
        foreach (var node in root.DescendantNodes())
        {
            switch (node)
            {
                case MethodDeclarationSyntax { ExpressionBody: not null }:
                    arrows++;
                    break;
                case MethodDeclarationSyntax { Body: { Statements: [ReturnStatementSyntax or ThrowStatementSyntax] } body }:
                    blocks++;
                    Brace(body.OpenBraceToken);
                    break;
                case TypeDeclarationSyntax { OpenBraceToken.IsMissing: false } type:
                    Brace(type.OpenBraceToken);
                    var indentation = IndentationOf(type);
                    unit ??= type
                        .Members.Select(IndentationOf)
                        .Where(m => m.Length > indentation.Length && m.StartsWith(indentation, StringComparison.Ordinal))
                        .Select(m => m[indentation.Length..])
                        .FirstOrDefault();
                    break;
                case BlockSyntax { OpenBraceToken.IsMissing: false } block:
                    Brace(block.OpenBraceToken);
                    break;
                case InitializerExpressionSyntax { Expressions: { Count: > 1 } items } initializer:
                    Comma(initializer, initializer.CloseBraceToken, items.SeparatorCount == items.Count);
                    break;
                case SwitchExpressionSyntax { Arms: { Count: > 1 } arms } choice:
                    Comma(choice, choice.CloseBraceToken, arms.SeparatorCount == arms.Count);
                    break;
            }
        }

        return new CodeStyle(unit ?? "    ", arrows >= blocks, own >= same, commas > none);

        void Brace(SyntaxToken token)
        {
            if (IsFirstInLine(token))
            {
                own++;
            }
            else if (token.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia))
            {
                same++;
            }
        }

        void Comma(SyntaxNode list, SyntaxToken close, bool trailing)
        {
            if (!close.IsMissing && !list.Span.Contains(position) && IsFirstInLine(close))
            {
                commas += trailing ? 1 : 0;
                none += trailing ? 0 : 1;
            }
        }
    }

    /// <summary>White space before the line that a node begins in.</summary>
    public static string IndentationOf(SyntaxNode node)
    {
        var text = node.SyntaxTree.GetText();
        if (node.SpanStart > text.Length)
        {
            return "";
        }

        var line = text.Lines.GetLineFromPosition(node.SpanStart).ToString();
        return line[..^line.TrimStart().Length];
    }

    /// <summary>A brace after a header whose line has an indentation.</summary>
    public string OpenBrace(string indentation) => BracesOnOwnLine ? $"\n{indentation}{{" : " {";

    private static bool IsFirstInLine(SyntaxToken token) =>
        token.GetPreviousToken() is var previous
        && (
            previous == default
            || previous.TrailingTrivia.Any(SyntaxKind.EndOfLineTrivia)
            || token.LeadingTrivia.Any(SyntaxKind.EndOfLineTrivia)
        );
}
