using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Usings;

/// <summary>The <c>#if</c> regions of a file.</summary>
internal sealed class ConditionalRegions
{
    private readonly ImmutableArray<DirectiveTriviaSyntax> _directives;

    internal ConditionalRegions(CompilationUnitSyntax root) =>
        _directives = root.ContainsDirectives
            ?
            [
                .. root.DescendantTrivia()
                    .Where(t => t.IsDirective)
                    .Select(t => t.GetStructure())
                    .OfType<DirectiveTriviaSyntax>()
                    .Where(d =>
                        d.Kind()
                            is SyntaxKind.IfDirectiveTrivia
                                or SyntaxKind.ElifDirectiveTrivia
                                or SyntaxKind.ElseDirectiveTrivia
                                or SyntaxKind.EndIfDirectiveTrivia
                    ),
            ]
            : [];

    /// <summary>Whether what stands at a place is compiled whenever what stands at the other place is.</summary>
    internal bool Covers(int place, int other)
    {
        var around = Around(place);
        return Around(other).Take(around.Count).SequenceEqual(around);
    }

    /// <summary>The branches around a place, the outermost first, as the positions of their directives.</summary>
    private List<int> Around(int position)
    {
        var around = new List<int>();
        foreach (var directive in _directives.TakeWhile(d => d.SpanStart < position))
        {
            if (!directive.IsKind(SyntaxKind.IfDirectiveTrivia) && around.Count > 0)
            {
                around.RemoveAt(around.Count - 1);
            }

            if (!directive.IsKind(SyntaxKind.EndIfDirectiveTrivia))
            {
                around.Add(directive.SpanStart);
            }
        }

        return around;
    }
}
