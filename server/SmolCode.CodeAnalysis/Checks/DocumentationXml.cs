using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Checks;

/// <summary>
/// The XML of a documentation comment: what an insertion makes of one that was well-formed has to be so again (CS1570), and tells each thing
/// once: one summary, one <c>returns</c>, each parameter once (CS1571).
/// </summary>
internal static class DocumentationXml
{
    /// <summary>What is wrong with it, as an error; null when nothing is, or it was broken before.</summary>
    /// <param name="insertion">The candidate.</param>
    /// <param name="before">The document without it.</param>
    internal static string? Error(Insertion insertion, SourceText before)
    {
        if (Parse(insertion.Text, insertion.Span.Start) is { } xml)
        {
            return Twice(xml) is { } twice && (Parse(before, insertion.Span.Start) is not { } old || Twice(old) != twice)
                ? $"CS1571: XML comment has a duplicate {twice} tag"
                : null;
        }

        return Parse(before, insertion.Span.Start) is null ? null : "CS1570: XML comment has badly formed XML";
    }

    /// <summary>The comment around a position; null where it isn't well-formed, or none of lines with <c>///</c>.</summary>
    internal static XElement? Parse(SourceText text, int position)
    {
        var line = text.Lines.GetLineFromPosition(position).LineNumber;
        var (first, last) = (line, line);
        while (first > 0 && IsComment(first - 1))
        {
            first--;
        }

        while (last + 1 < text.Lines.Count && IsComment(last + 1))
        {
            last++;
        }

        if (!IsComment(line))
        {
            return null;
        }

        var content = string.Join('\n', Enumerable.Range(first, last - first + 1).Select(i => text.Lines[i].ToString().TrimStart()[3..]));
        try
        {
            return XElement.Parse($"<doc>{content}</doc>");
        }
        catch (XmlException)
        {
            return null;
        }

        bool IsComment(int number) => text.Lines[number].ToString().TrimStart().StartsWith("///", StringComparison.Ordinal);
    }

    private static string? Twice(XElement xml) =>
        xml.Elements()
            .Where(e => e.Name.LocalName is "summary" or "returns" or "param" or "typeparam" or "value" or "remarks")
            .GroupBy(e => $"{e.Name.LocalName} {e.Attribute("name")?.Value}".TrimEnd(), StringComparer.Ordinal)
            .FirstOrDefault(g => g.Count() > 1)
            ?.Key;
}
