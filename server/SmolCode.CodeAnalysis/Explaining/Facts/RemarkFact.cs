using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What the code says about itself: to-do comments, conditional parts, obsolete members.</summary>
internal static class RemarkFact
{
    private const int LongestComment = 100;
    private static readonly string[] Marks = ["TODO", "FIXME", "HACK", "BUG", "XXX"];

    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Nodes.IsEmpty || nodes.Scope == ExplainedScope.Several)
        {
            yield break;
        }

        var span = nodes.Span;
        foreach (var trivia in context.Root.DescendantTrivia(span).Where(t => span.Contains(t.Span)))
        {
            if (trivia.Kind() is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia)
            {
                var comment = trivia.ToString().Trim('/', '*', ' ', '\t');
                if (
                    Marks.Any(m =>
                        comment.StartsWith(m, StringComparison.OrdinalIgnoreCase) && !char.IsLetter(comment.ElementAtOrDefault(m.Length))
                    )
                )
                {
                    var text = string.Join(' ', comment.Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
                        .Replace('`', '\'');
                    yield return new(
                        FactKind.Remark,
                        $"A comment in line {context.Line(trivia.SpanStart)} says “{(text.Length > LongestComment ? text[..LongestComment] + "…" : text)}”.",
                        [trivia.Span]
                    );
                }
            }
            else if (trivia.GetStructure() is IfDirectiveTriviaSyntax condition)
            {
                yield return new(
                    FactKind.Remark,
                    $"What stands between `#if` in line {context.Line(trivia.SpanStart)} and its `#endif` depends on {CodeQuote.Of(condition.Condition)}.",
                    [trivia.Span]
                );
            }
        }

        if (
            nodes.Scope is ExplainedScope.Member or ExplainedScope.Type
            && SignatureFact.Symbol(context, nodes.Nodes[0]) is { } symbol
            && symbol.GetAttributes().FirstOrDefault(a => a.AttributeClass is { Name: "ObsoleteAttribute" }) is { } obsolete
        )
        {
            var why = obsolete.ConstructorArguments is [{ Value: string message }, ..]
                ? $": “{message.TrimEnd('.').Replace('`', '\'')}”"
                : "";
            yield return new(FactKind.Remark, $"It is marked obsolete{why}.", [nodes.Nodes[0].Span]) { Weight = 2 };
        }
    }
}
