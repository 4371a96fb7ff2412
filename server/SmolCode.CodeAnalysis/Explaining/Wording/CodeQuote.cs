using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>Code between backticks: one line, without comments, long parts of it left out.</summary>
internal static class CodeQuote
{
    internal const int Short = 40;
    private const int Longest = 76;
    private const int LongestChain = 400;
    private const int LongestString = 32;

    /// <summary>The code of a node.</summary>
    internal static string Of(SyntaxNode node)
    {
        var whole = Write(node, elide: false, Longest + 1);
        if (whole.Length <= Longest)
        {
            return Of(whole);
        }

        var elided = Write(node, elide: true, LongestChain);
        return Of(
            node is InvocationExpressionSyntax or MemberAccessExpressionSyntax && elided.Length is > Longest and <= LongestChain
                ? CutHead(elided)
                : Cut(elided)
        );
    }

    /// <summary>Text of code as it is.</summary>
    internal static string Of(string code) =>
        code.Contains('`', StringComparison.Ordinal) ? $"`` {code} ``"
        : code.Length == 0 ? "what is missing here"
        : $"`{code}`";

    /// <summary>No comma and no "and" but in code.</summary>
    internal static bool IsPlain(string clause) =>
        Without(clause) is var words
        && !words.Contains(", ", StringComparison.Ordinal)
        && !words.Contains(" and ", StringComparison.Ordinal);

    /// <summary>A sentence without the code in it.</summary>
    internal static string Without(string sentence)
    {
        var text = new StringBuilder();
        for (var i = 0; i < sentence.Length; )
        {
            if (sentence[i] != '`')
            {
                text.Append(sentence[i++]);
                continue;
            }

            var mark = i + 1 < sentence.Length && sentence[i + 1] == '`' ? "``" : "`";
            var end = sentence.IndexOf(mark, i + mark.Length, StringComparison.Ordinal);
            if (end < 0)
            {
                break;
            }

            i = end + mark.Length;
        }

        return text.ToString();
    }

    /// <summary>The code of a node would be quoted whole and is short enough to stand within a sentence.</summary>
    internal static bool IsShort(SyntaxNode node, int limit = Short) =>
        node.Span.Length <= limit * 2 && Write(node, elide: false, limit + 1).Length <= limit;

    /// <summary>Of a long chain the end says what is called.</summary>
    private static string CutHead(string text)
    {
        var dot = text.IndexOf('.', text.Length - Longest + 1);
        return dot < 0 ? Cut(text) : "…" + text[dot..];
    }

    private static string Cut(string text) => text.Length <= Longest ? text : text[..(Longest - 1)].TrimEnd() + "…";

    private static string Write(SyntaxNode node, bool elide, int limit)
    {
        var text = new StringBuilder();
        var gap = false;
        Write(node);
        return text.ToString();

        void Write(SyntaxNode current)
        {
            foreach (var child in current.ChildNodesAndTokens())
            {
                if (text.Length > limit)
                {
                    return;
                }

                if (child.AsNode() is not { } inner)
                {
                    Add(child.AsToken());
                }
                else if (elide && inner != node && Elided(inner) is { } shortened)
                {
                    Append(shortened, Gap(inner.GetFirstToken()) || gap);
                    gap = Gap(inner.GetLastToken(), trailing: true);
                }
                else
                {
                    Write(inner);
                }
            }
        }

        void Add(SyntaxToken token)
        {
            if (token.IsMissing || token.Text.Length == 0)
            {
                return;
            }

            Append(token.IsKind(SyntaxKind.StringLiteralToken) || IsRaw(token) ? String(token, elide) : token.Text, Gap(token) || gap);
            gap = Gap(token, trailing: true);
        }

        void Append(string part, bool spaced)
        {
            if (
                spaced
                && text.Length > 0
                && text[^1] != ' '
                && !(text[^1] is '(' or '[')
                && part is not ['.' or ')' or ',' or ';'] and not [')', ..]
            )
            {
                text.Append(' ');
            }

            text.Append(part);
        }
    }

    private static bool Gap(SyntaxToken token, bool trailing = false) => (trailing ? token.TrailingTrivia : token.LeadingTrivia).Count > 0;

    private static bool IsRaw(SyntaxToken token) =>
        token.Kind()
            is SyntaxKind.SingleLineRawStringLiteralToken
                or SyntaxKind.MultiLineRawStringLiteralToken
                or SyntaxKind.Utf8StringLiteralToken
                or SyntaxKind.InterpolatedStringTextToken;

    private static string String(SyntaxToken token, bool elide)
    {
        var text = token.Text;
        if (text.Contains('\n', StringComparison.Ordinal))
        {
            text = string.Join(' ', text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries));
        }

        return elide && text.Length > LongestString
            ? text[..(LongestString - 2)] + (token.IsKind(SyntaxKind.InterpolatedStringTextToken) ? "…" : "…\"")
            : text;
    }

    private static string? Elided(SyntaxNode node) =>
        node switch
        {
            ArgumentListSyntax { Arguments.Count: > 0 } list when !IsShort(list, 24) => "(…)",
            BracketedArgumentListSyntax list when !IsShort(list, 24) => "[…]",
            InitializerExpressionSyntax => "{ … }",
            BlockSyntax => "{ … }",
            AnonymousFunctionExpressionSyntax { ExpressionBody: { } body } lambda when !IsShort(body, 24) => Head(lambda) + " => …",
            AnonymousFunctionExpressionSyntax { Block: not null } lambda => Head(lambda) + " => { … }",
            CollectionExpressionSyntax { Elements.Count: > 0 } => "[…]",
            SwitchExpressionSyntax choice => Of(choice.GoverningExpression).Trim('`') + " switch { … }",
            _ => null,
        };

    private static string Head(AnonymousFunctionExpressionSyntax lambda) =>
        lambda switch
        {
            SimpleLambdaExpressionSyntax simple => simple.Parameter.Identifier.Text,
            ParenthesizedLambdaExpressionSyntax { ParameterList: { } list } =>
                $"({string.Join(", ", list.Parameters.Select(p => p.Identifier.Text))})",
            AnonymousMethodExpressionSyntax => "delegate",
            _ => "()",
        };
}
