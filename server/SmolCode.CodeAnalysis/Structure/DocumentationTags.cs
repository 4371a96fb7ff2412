using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Holes;
using SmolCode.CodeAnalysis.Types;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next part of a documentation comment: the summary, from the name of what it is before, where nothing is written yet; then a
/// <c>typeparam</c>, <c>param</c> and <c>returns</c> for what the signature has, in the words that the file has for a parameter of the name.
/// </summary>
internal static partial class DocumentationTags
{
    /// <summary>Texts from the cursor on.</summary>
    internal static IEnumerable<string> Find(SyntaxNode root, SourceText text, Hole hole)
    {
        var prefix = hole.LinePrefix.TrimStart();
        if (!prefix.StartsWith("///", StringComparison.Ordinal) || DocumentedMember.Find(root, hole.Position) is not { } member)
        {
            return [];
        }

        var typed = prefix[3..].TrimStart();
        var above = DocumentedMember.LinesAbove(text, hole.Position);
        var space = prefix.Length == 3 ? " " : "";
        var lead = hole.LinePrefix[..^prefix.Length] + "/// ";
        return Next(root, member, above, lead)
            .Select(line => StructuralPlace.Rest(line, typed))
            .OfType<string>()
            .Select(rest => space + rest);
    }

    private static IEnumerable<string> Next(SyntaxNode root, DocumentedMember member, IReadOnlyList<string> above, string lead)
    {
        var written = string.Join('\n', above);
        if (written.Contains("<inheritdoc", StringComparison.Ordinal))
        {
            return [];
        }

        var sentence = SummaryText.Of(member.Declaration);
        if (!written.Contains("<summary>", StringComparison.Ordinal))
        {
            return sentence is null ? []
                : SummariesInOneLine(root) ? [$"<summary>{sentence}</summary>"]
                : [$"<summary>\n{lead}{sentence}\n{lead}</summary>"];
        }

        return written.Contains("</summary>", StringComparison.Ordinal) ? Tags(root, member, written)
            : above[^1] == "<summary>" && sentence is not null ? [sentence]
            : above[^1] == "<summary>" ? []
            : ["</summary>"];
    }

    private static IEnumerable<string> Tags(SyntaxNode root, DocumentedMember member, string written)
    {
        var documented = NamedTag().Matches(written).Select(m => (m.Groups[1].Value, m.Groups[2].Value)).ToHashSet();
        foreach (
            var (tag, name) in member
                .TypeParameters.Select(n => ("typeparam", n))
                .Concat(member.Parameters.Select(n => ("param", n)))
                .Where(t => !documented.Contains(t))
        )
        {
            // They come in the order of the signature, so that only the first that lacks is next.
            return [$"<{tag} name=\"{name}\">{Described(root, tag, name)}</{tag}>"];
        }

        return member.Returned is { } returned && !written.Contains("<returns>", StringComparison.Ordinal)
            ? [.. ReturnText(member, returned).Take(1).Select(t => $"<returns>{t}</returns>")]
            : [];
    }

    /// <summary>What the file says of a parameter of the name, else its name in words.</summary>
    private static string Described(SyntaxNode root, string tag, string name) =>
        DescribedTag()
            .Matches(root.ToFullString())
            .Where(m => m.Groups[1].Value == tag && m.Groups[2].Value == name && m.Groups[3].Value.Trim().Length > 0)
            .GroupBy(m => m.Groups[3].Value.Trim(), StringComparer.Ordinal)
            .OrderByDescending(g => g.Count())
            .Select(g => g.Key)
            .FirstOrDefault()
        ?? $"The {string.Join(' ', NameLikeness.Words(name is ['T', _, ..] ? name[1..] + "Type" : name))}.";

    private static IEnumerable<string> ReturnText(DocumentedMember member, TypeSyntax returned)
    {
        var words = member.Declaration is MethodDeclarationSyntax method ? NameLikeness.Words(method.Identifier.ValueText) : [];
        var noun = words
            is ["get" or "create" or "find" or "read" or "load" or "parse" or "build" or "make" or "compute" or "calculate", .. var rest]
            ? string.Join(' ', rest.Where(w => w != "async"))
            : "";
        if (returned.ToString() is "Task" or "ValueTask")
        {
            yield return "A task that represents the asynchronous operation.";
        }
        else if (noun.Length > 0)
        {
            yield return $"The {noun}.";
        }
    }

    private static bool SummariesInOneLine(SyntaxNode root)
    {
        var text = root.ToFullString();
        return OneLineSummary().Count(text) > OpenSummary().Count(text);
    }

    [GeneratedRegex("""<(param|typeparam) name="([^"]*)">""")]
    private static partial Regex NamedTag();

    [GeneratedRegex("""<(param|typeparam) name="([^"]*)">([^<\r\n]*)</""")]
    private static partial Regex DescribedTag();

    [GeneratedRegex("<summary>[^\r\n]*</summary>")]
    private static partial Regex OneLineSummary();

    [GeneratedRegex("<summary>[ \t]*\r?\n")]
    private static partial Regex OpenSummary();
}
