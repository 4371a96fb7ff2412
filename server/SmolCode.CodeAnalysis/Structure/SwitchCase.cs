using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>One value or type that a switch can meet, as a pattern says it.</summary>
/// <param name="Qualifier">What stands before the name: <c>Colour.</c>.</param>
/// <param name="Name">The enum member, <c>true</c> or <c>false</c>, or the type.</param>
/// <param name="Designation">The variable behind a type; null where there is none.</param>
internal sealed record SwitchCase(string Qualifier, string Name, string? Designation = null)
{
    /// <summary>A pattern that names one case and nothing else; null for any other.</summary>
    public static SwitchCase? Of(SyntaxNode pattern) =>
        pattern switch
        {
            ConstantPatternSyntax { Expression: var expression } => OfName(expression, null),
            DeclarationPatternSyntax { Designation: SingleVariableDesignationSyntax variable } declaration => OfName(
                declaration.Type,
                variable.Identifier.ValueText
            ),
            TypePatternSyntax { Type: var type } => OfName(type, null),
            ExpressionSyntax expression => OfName(expression, null),
            _ => null,
        };

    /// <summary>Names of the cases that a pattern meets in full.</summary>
    public static IEnumerable<string> Covered(SyntaxNode pattern) =>
        pattern switch
        {
            BinaryPatternSyntax either when either.IsKind(SyntaxKind.OrPattern) => Covered(either.Left).Concat(Covered(either.Right)),
            ParenthesizedPatternSyntax inner => Covered(inner.Pattern),
            RecursivePatternSyntax { Type: { } type, PropertyPatternClause: null or { Subpatterns.Count: 0 } } => OfName(type, null)
                is { } named
                ? [named.Name]
                : [],
            DeclarationPatternSyntax { Type: var type } => OfName(type, null) is { } named ? [named.Name] : [],
            _ => Of(pattern) is { } one ? [one.Name] : [],
        };

    /// <summary>Whether a pattern meets everything.</summary>
    public static bool IsCatchAll(SyntaxNode pattern) => pattern is DiscardPatternSyntax or VarPatternSyntax;

    /// <summary>
    /// The names of all cases of a type in order: an enum's members, both truth values, the types that derive from an abstract one and
    /// can't come from elsewhere. Empty where there is no such end.
    /// </summary>
    public static ImmutableArray<string> All(ITypeSymbol type) =>
        type switch
        {
            { SpecialType: SpecialType.System_Boolean } => ["true", "false"],
            INamedTypeSymbol { TypeKind: TypeKind.Enum } values when !IsFlags(values) =>
            [
                .. values
                    .GetMembers()
                    .OfType<IFieldSymbol>()
                    .Where(f => f.HasConstantValue)
                    .DistinctBy(f => f.ConstantValue)
                    .Select(f => f.Name),
            ],
            INamedTypeSymbol { IsAbstract: true, TypeKind: TypeKind.Class or TypeKind.Interface, IsGenericType: false } root
                when root.Locations.Any(l => l.IsInSource) => Derived(root),
            _ => [],
        };

    /// <summary>The pattern for another case in the same words.</summary>
    public SwitchCase For(string name) =>
        this with
        {
            Name = name,
            Designation =
                Designation is null ? null
                : Designation == NameSeries.Camel(Name) ? NameSeries.Camel(name)
                : Designation == NameSeries.Camel(Name)[..1] ? NameSeries.Camel(name)[..1]
                : NameSeries.Renamed(Designation, Name, name),
        };

    /// <summary>Texts of the cases above with the variable called as it will be in the next one.</summary>
    public static string? Next(IReadOnlyList<(SwitchCase Case, string Text)> above, SwitchCase next)
    {
        var nearest = above[^1];
        if (NameSeries.Next([.. above.Select(a => (a.Case.Name, a.Text))], next.Name) is { } text)
        {
            return WithVariable(text);
        }

        // The variable's type is another: the same words mean something else.
        return nearest.Case.Designation is { } variable && NameSeries.Renamed(nearest.Text, variable, "\0") != nearest.Text
            ? WithVariable(nearest.Text)
            : null;

        string WithVariable(string words) =>
            nearest.Case.Designation is { } old && next.Designation is { } mine && old != mine ? Renamed(words, old, mine) : words;
    }

    /// <inheritdoc />
    public override string ToString() => Designation is null ? Qualifier + Name : $"{Qualifier}{Name} {Designation}";

    private static string Renamed(string text, string from, string to) => Regex.Replace(text, $@"\b{Regex.Escape(from)}\b", to);

    private static SwitchCase? OfName(ExpressionSyntax expression, string? designation)
    {
        var name = expression switch
        {
            IdentifierNameSyntax simple => simple,
            MemberAccessExpressionSyntax { Name: IdentifierNameSyntax right } => right,
            QualifiedNameSyntax { Right: IdentifierNameSyntax right } => right,
            _ => null,
        };
        if (name is not null)
        {
            return name.IsMissing
                ? null
                : new SwitchCase(expression.ToString()[..^name.Span.Length], name.Identifier.ValueText, designation);
        }

        return expression.Kind() switch
        {
            SyntaxKind.TrueLiteralExpression => new SwitchCase("", "true"),
            SyntaxKind.FalseLiteralExpression => new SwitchCase("", "false"),
            _ => null,
        };
    }

    private static bool IsFlags(INamedTypeSymbol type) => type.GetAttributes().Any(a => a.AttributeClass?.Name == "FlagsAttribute");

    /// <summary>Types next to or within an abstract one that derive from it; none when other assemblies may add more.</summary>
    private static ImmutableArray<string> Derived(INamedTypeSymbol root)
    {
        var nested = Concrete(root.GetTypeMembers()).ToImmutableArray();
        var isClosed =
            root.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private or Accessibility.ProtectedAndInternal
            || root.ContainingType?.DeclaredAccessibility is Accessibility.Internal or Accessibility.Private
            || (
                root.TypeKind == TypeKind.Class
                && root.InstanceConstructors.All(c => c.DeclaredAccessibility is Accessibility.Private || IsCopyConstructor(c))
            )
            || (!nested.IsEmpty && root.IsRecord);
        if (!isClosed)
        {
            return [];
        }

        var beside = (INamespaceOrTypeSymbol?)root.ContainingType ?? root.ContainingNamespace;
        return [.. nested.Concat(Concrete(beside?.GetTypeMembers() ?? [])).Select(t => t.Name)];

        IEnumerable<INamedTypeSymbol> Concrete(IEnumerable<INamedTypeSymbol> types) =>
            types
                .Where(t =>
                    !t.IsAbstract
                    && !t.IsGenericType
                    && t.TypeKind is TypeKind.Class or TypeKind.Struct
                    && (
                        SymbolEqualityComparer.Default.Equals(t.BaseType, root)
                        || t.Interfaces.Contains(root, SymbolEqualityComparer.Default)
                    )
                )
                .OrderBy(t => t.Locations.FirstOrDefault()?.SourceSpan.Start);

        bool IsCopyConstructor(IMethodSymbol constructor) =>
            root.IsRecord
            && constructor.Parameters is [var parameter]
            && SymbolEqualityComparer.Default.Equals(parameter.Type, root)
            && constructor.IsImplicitlyDeclared;
    }
}
