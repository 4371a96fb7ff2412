using System.Collections.Frozen;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using Microsoft.CodeAnalysis;

namespace SmolCode.CodeAnalysis.Explaining.Wording;

/// <summary>What XML documentation says, as plain text with code between backticks.</summary>
internal sealed class DocumentationText(Compilation compilation, CancellationToken cancellationToken)
{
    private const int LongestSentence = 180;
    private readonly Dictionary<ISymbol, XElement?> known = new(SymbolEqualityComparer.Default);

    /// <summary>What the framework says of Dispose or ToString says nothing of the one that was written here.</summary>
    private static readonly FrozenSet<string> Everyday = FrozenSet.ToFrozenSet([
        "System",
        "System.Collections",
        "System.Collections.Generic",
    ]);

    /// <summary>The first sentence of a symbol's summary; null when there is none.</summary>
    internal string? Summary(ISymbol symbol) =>
        Find(symbol)?.Element("summary") is { } summary
        && FirstSentence(Text(summary)) is { } sentence
        // Every constructor's: it says nothing that the word does not.
        && !(
            symbol is IMethodSymbol { MethodKind: MethodKind.Constructor }
            && sentence.StartsWith("Initializes a new instance of ", StringComparison.OrdinalIgnoreCase)
            && sentence.Count(c => c == ' ') <= 7
        )
            ? WithoutOverriding(sentence)
            : null;

    /// <summary>"When overridden in a derived class, gets …" → "gets …": who asks reads of one of these classes.</summary>
    private static string WithoutOverriding(string sentence) =>
        sentence.StartsWith("When overridden in a derived class, ", StringComparison.OrdinalIgnoreCase)
            ? sentence["When overridden in a derived class, ".Length..]
            : sentence;

    /// <summary>The summary was written for the symbol itself, or the author says that it goes for it too.</summary>
    internal bool IsOwn(ISymbol symbol) =>
        !string.IsNullOrWhiteSpace(symbol.OriginalDefinition.GetDocumentationCommentXml(cancellationToken: cancellationToken));

    /// <summary>Types of exceptions that a member's documentation names.</summary>
    internal IReadOnlyList<string> Exceptions(ISymbol symbol) =>
        Find(symbol)?.Elements("exception").Select(e => (string?)e.Attribute("cref")).OfType<string>().Select(ShortName).Distinct().ToList()
        ?? [];

    private XElement? Find(ISymbol symbol)
    {
        symbol = symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced.OriginalDefinition : symbol.OriginalDefinition;
        if (!known.TryGetValue(symbol, out var element))
        {
            element = Read(symbol, 0);
            known[symbol] = element;
        }

        return element;
    }

    private XElement? Read(ISymbol symbol, int depth)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var xml = symbol.GetDocumentationCommentXml(expandIncludes: true, cancellationToken: cancellationToken);
        XElement? element = null;
        if (!string.IsNullOrWhiteSpace(xml))
        {
            try
            {
                element = XElement.Parse(
                    xml.TrimStart().StartsWith("<member", StringComparison.Ordinal) ? xml : $"<doc>{xml}</doc>",
                    // The blank between two references is one.
                    LoadOptions.PreserveWhitespace
                );
            }
            catch (XmlException)
            {
                // Documentation that is no XML says nothing.
            }
        }

        if (element?.Element("summary") is not null || depth > 4)
        {
            return element;
        }

        if (element is null || element.Descendants("inheritdoc").Any())
        {
            if (
                element?.Descendants("inheritdoc").FirstOrDefault()?.Attribute("cref")?.Value is { } reference
                && DocumentationCommentId.GetFirstSymbolForDeclarationId(reference, compilation) is { } named
            )
            {
                return Read(named, depth + 1);
            }

            // A member stands for what it overrides or implements; a type is something of its own unless it says otherwise.
            return (element is not null || symbol is not ITypeSymbol) && Inherited(symbol) is { } from && !IsEveryday(symbol, from)
                ? Read(from, depth + 1)
                : element;
        }

        return element;
    }

    private static bool IsEveryday(ISymbol symbol, ISymbol from) =>
        symbol.DeclaringSyntaxReferences.Length > 0
        && from.DeclaringSyntaxReferences.Length == 0
        && from.ContainingNamespace is { } space
        && Everyday.Contains(space.ToDisplayString());

    private static ISymbol? Inherited(ISymbol symbol)
    {
        ISymbol? overridden = symbol switch
        {
            IMethodSymbol method => method.OverriddenMethod,
            IPropertySymbol property => property.OverriddenProperty,
            IEventSymbol @event => @event.OverriddenEvent,
            INamedTypeSymbol { BaseType: { SpecialType: SpecialType.None } type } => type,
            INamedTypeSymbol { Interfaces: [var type, ..] } => type,
            _ => null,
        };
        if (overridden is not null || symbol.ContainingType is not { } owner)
        {
            return overridden;
        }

        foreach (var member in owner.AllInterfaces.SelectMany(i => i.GetMembers(symbol.Name)))
        {
            if (SymbolEqualityComparer.Default.Equals(owner.FindImplementationForInterfaceMember(member), symbol))
            {
                return member;
            }
        }

        return null;
    }

    private static string Text(XElement element)
    {
        var text = new StringBuilder();
        Append(element);
        return string.Join(' ', text.ToString().Split((char[])[' ', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries));

        void Append(XElement parent)
        {
            foreach (var node in parent.Nodes())
            {
                switch (node)
                {
                    case XText plain:
                        text.Append(plain.Value.Replace('`', '\''));
                        break;
                    case XElement
                    {
                        Name.LocalName: "see" or "seealso" or "paramref" or "typeparamref" or "c" or "code" or "langword"
                    } inner:
                        var name =
                            (string?)inner.Attribute("langword")
                            ?? (string?)inner.Attribute("name")
                            ?? ((string?)inner.Attribute("cref") is { } reference ? ShortName(reference) : inner.Value.Trim());
                        if (name.Length > 0)
                        {
                            text.Append('`').Append(name.Replace('`', '\'')).Append('`');
                        }

                        break;
                    case XElement { Name.LocalName: "para" or "list" or "item" or "br" } inner:
                        text.Append(' ');
                        Append(inner);
                        text.Append(' ');
                        break;
                    case XElement inner:
                        Append(inner);
                        break;
                }
            }
        }
    }

    /// <summary>"M:System.String.Join(System.String)" → "String.Join"; "T:System.Int32" → "Int32".</summary>
    private static string ShortName(string reference)
    {
        var name = reference.Length > 2 && reference[1] == ':' ? reference[2..] : reference;
        var isMember = reference.Length > 2 && reference[0] is 'M' or 'P' or 'F' or 'E';
        var parameters = name.IndexOf('(', StringComparison.Ordinal);
        name = parameters >= 0 ? name[..parameters] : name;
        string[] parts = [.. name.Split('.').Select(p => p.Split('`', '{')[0]).Where(p => p.Length > 0 && p != "#ctor")];
        return isMember && parts.Length > 1 && !reference.Contains("#ctor", StringComparison.Ordinal)
            ? $"{parts[^2]}.{parts[^1]}"
            : parts.LastOrDefault() ?? name;
    }

    private static string? FirstSentence(string text)
    {
        if (text.Length == 0)
        {
            return null;
        }

        var open = 0;
        for (var i = 0; i < text.Length - 1; i++)
        {
            open +=
                text[i] is '(' ? 1
                : text[i] is ')' && open > 0 ? -1
                : 0;
            // "e.g. this" and "i.e. that" end no sentence.
            if (
                text[i] is '.' or '!' or '?'
                && text[i + 1] == ' '
                && i > 0
                // What stands between parentheses is part of a sentence, unless they are never closed.
                && (open == 0 || text.IndexOf(')', i) < 0)
                && text[i - 1] != '.'
                && !IsAbbreviation(text, i)
                && !IsItem(text, i)
            )
            {
                text = text[..(i + 1)];
                break;
            }
        }

        if (text.Length <= LongestSentence)
        {
            return text;
        }

        var cut = text.LastIndexOf(' ', LongestSentence);
        text = text[..(cut > 0 ? cut : LongestSentence)].TrimEnd(',', ';', ':');
        // A backtick that was cut off its fellow.
        return (text.Count(c => c == '`') % 2 == 1 ? text + "`" : text) + " …";
    }

    /// <summary>The numbers of a list ("if it: 1. has no parameters 2. is public") end no sentence.</summary>
    private static bool IsItem(string text, int dot)
    {
        var start = dot;
        while (start > 0 && char.IsAsciiDigit(text[start - 1]))
        {
            start--;
        }

        return start < dot
            && start > 0
            && text[start - 1] == ' '
            && text.IndexOf(": 1. ", StringComparison.Ordinal) is >= 0 and var list
            && list < start;
    }

    private static bool IsAbbreviation(string text, int dot) =>
        dot >= 3
        && (
            text.AsSpan(dot - 3, 3).Equals("e.g", StringComparison.OrdinalIgnoreCase)
            || text.AsSpan(dot - 3, 3).Equals("i.e", StringComparison.OrdinalIgnoreCase)
            || text.AsSpan(dot - 2, 2).Equals("cf", StringComparison.OrdinalIgnoreCase)
            || text.AsSpan(dot - 3, 3).Equals("etc", StringComparison.OrdinalIgnoreCase)
        );
}
