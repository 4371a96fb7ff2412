using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Types;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>The sentence that a declaration's name and form make, as the framework's own documentation words it.</summary>
internal static class SummaryText
{
    private static readonly ImmutableHashSet<string> NoVerbs =
    [
        "on",
        "to",
        "try",
        "is",
        "has",
        "can",
        "with",
        "as",
        "from",
        "new",
        "all",
        "any",
    ];

    private static readonly ImmutableHashSet<string> Prepositions =
    [
        "to",
        "from",
        "with",
        "by",
        "as",
        "in",
        "of",
        "for",
        "if",
        "or",
        "and",
        "at",
        "on",
    ];

    /// <summary>The sentence; null where the name says nothing.</summary>
    internal static string? Of(MemberDeclarationSyntax member) =>
        member switch
        {
            ConstructorDeclarationSyntax constructor =>
                $"Initializes a new instance of the <see cref=\"{constructor.Identifier.ValueText}\"/> {Kind(constructor.Parent)}.",
            PropertyDeclarationSyntax property => Property(property),
            MethodDeclarationSyntax method => Method(NameLikeness.Words(method.Identifier.ValueText), method),
            _ => null,
        };

    private static string Kind(SyntaxNode? type) =>
        type is StructDeclarationSyntax or RecordDeclarationSyntax { ClassOrStructKeyword.RawKind: (int)SyntaxKind.StructKeyword }
            ? "struct"
            : "class";

    private static string? Property(PropertyDeclarationSyntax property)
    {
        var words = NameLikeness.Words(property.Identifier.ValueText);
        if (words.IsEmpty)
        {
            return null;
        }

        var isSet =
            property.AccessorList?.Accessors.Any(a =>
                a.Kind() is SyntaxKind.SetAccessorDeclaration or SyntaxKind.InitAccessorDeclaration
                && !a.Modifiers.Any(m => m.IsKind(SyntaxKind.PrivateKeyword))
            )
            ?? false;
        var verb = isSet ? "Gets or sets" : "Gets";
        if (property.Type.ToString() != "bool")
        {
            return $"{verb} the {string.Join(' ', words)}.";
        }

        var rest = string.Join(' ', words.Skip(1));
        return words[0] switch
        {
            "is" when rest.Length > 0 => $"{verb} a value indicating whether this instance is {rest}.",
            "has" or "can" when rest.Length > 0 => $"{verb} a value indicating whether this instance {words[0]} {rest}.",
            _ => null,
        };
    }

    // SaveOrder: Saves the order. Of a single verb what it is done to is its first parameter: Save(Order order).
    private static string? Method(ImmutableArray<string> words, MethodDeclarationSyntax method)
    {
        var said = words.Where(w => w != "async").ToImmutableArray();
        if (said.IsEmpty || NoVerbs.Contains(said[0]))
        {
            return null;
        }

        var isVerbAlone = said.Length == 1;
        var target =
            isVerbAlone ? Target(method)
            : Prepositions.Contains(said[1]) ? null
            : string.Join(' ', said.Skip(1));
        return string.IsNullOrEmpty(target) ? null : $"{char.ToUpperInvariant(said[0][0])}{ThirdPerson(said[0])[1..]} the {target}.";
    }

    private static string? Target(MethodDeclarationSyntax method) =>
        method.ParameterList.Parameters is [var first, ..]
        && first.Type?.ToString() is not (null or "bool" or "CancellationToken")
        && first.Identifier.ValueText is { Length: > 2 } name
            ? string.Join(' ', NameLikeness.Words(name))
            : null;

    private static string ThirdPerson(string verb) =>
        verb switch
        {
            [.., 's' or 'x' or 'z' or 'o'] or [.., 'c' or 's', 'h'] => verb + "es",
            [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => verb[..^1] + "ies",
            _ => verb + "s",
        };
}
