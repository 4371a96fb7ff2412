using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// Names in a documentation comment that nothing bears: a <c>param</c> or <c>paramref</c> that is no parameter of the declaration below, a
/// <c>typeparam</c> or <c>typeparamref</c> that is no type parameter, a <c>cref</c> that does not bind. The compiler only looks at them in a
/// project that writes a documentation file (CS1572, CS1711, CS1734, CS1735, CS1574).
/// </summary>
internal static partial class DocumentationNames
{
    /// <summary>The first such name in what an insertion adds, as an error; null when there is none.</summary>
    /// <param name="insertion">The insertion.</param>
    /// <param name="model">Knows the tree; asked only about a <c>cref</c>.</param>
    internal static string? FirstUnknown(Insertion insertion, Func<SemanticModel> model)
    {
        var (root, inserted) = (insertion.Root, insertion.Span);
        var from = insertion.Text.Lines.GetLineFromPosition(inserted.Start).Start;
        var lines = insertion.Text.ToString(TextSpan.FromBounds(from, inserted.End));
        var member = DocumentedMember.Find(root, inserted.Start);
        foreach (Match match in Names().Matches(lines))
        {
            var (tag, name) = (match.Groups["tag"].Value, match.Groups["name"].Value);
            var isType = tag.StartsWith("type", StringComparison.Ordinal);
            if (member is not null && !(isType ? TypeParameters(member, tag) : member.ParametersInScope).Contains(name))
            {
                return $"{(isType ? "CS1711" : "CS1572")}: XML comment has a {tag} tag for '{name}', but there is no parameter by that name";
            }
        }

        // "T:System.String" is taken as it is.
        return root.DescendantNodes(n => n.FullSpan.IntersectsWith(inserted), descendIntoTrivia: true)
            .OfType<CrefSyntax>()
            .Where(c => inserted.OverlapsWith(c.Span) && c.Parent is XmlCrefAttributeSyntax && c.ToString() is not [_, ':', ..])
            .Where(c => model().GetSymbolInfo(c) is { Symbol: null, CandidateSymbols.IsEmpty: true })
            .Select(c => $"CS1574: XML comment has cref attribute '{c}' that could not be resolved")
            .FirstOrDefault();
    }

    private static IEnumerable<string> TypeParameters(DocumentedMember member, string tag) =>
        tag == "typeparam" ? member.TypeParameters : member.TypeParametersInScope;

    [GeneratedRegex("""<(?<tag>param|paramref|typeparam|typeparamref)\s+name\s*=\s*["'](?<name>[^"'<>\r\n]*)["']""")]
    private static partial Regex Names();
}
