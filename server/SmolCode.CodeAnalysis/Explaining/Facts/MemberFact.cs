using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>The members of a type, or the types of a file, with what each is for.</summary>
internal static class MemberFact
{
    /// <summary>More members than this are counted.</summary>
    private const int Most = 40;

    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        List<SyntaxNode> members = nodes.Scope switch
        {
            ExplainedScope.Type when nodes.Nodes[0] is TypeDeclarationSyntax type => [.. type.Members],
            ExplainedScope.Several => [.. nodes.Nodes],
            _ => [],
        };

        // What others can call comes first; a type's fields are told of as its state.
        List<SyntaxNode> told =
        [
            .. members
                .Where(m => m is not BaseFieldDeclarationSyntax || nodes.Scope == ExplainedScope.Several || IsOffered(m))
                .OrderBy(m => IsOffered(m) ? 0 : 1)
                .ThenBy(m => m.SpanStart),
        ];
        foreach (var member in told.Take(Most))
        {
            context.CancellationToken.ThrowIfCancellationRequested();
            if (Describe(context, member) is { } fact)
            {
                yield return fact;
            }
        }

        if (told.Count > Most)
        {
            yield return new(
                FactKind.Member,
                $"{told.Count - Most} more are left out here; select less to have them explained.",
                [.. told.Skip(Most).Select(m => m.Span).Take(1)]
            );
        }
    }

    private static CodeFact? Describe(FactContext context, SyntaxNode member)
    {
        if (SignatureFact.Symbol(context, member) is not { } symbol)
        {
            return member is GlobalStatementSyntax ? null : new(FactKind.Member, $"{CodeQuote.Of(member)} is not complete.", [member.Span]);
        }

        var name = Name(symbol);
        if (
            context.Documentation.Summary(symbol) is { } summary
            && (
                context.Documentation.IsOwn(symbol)
                || Essence.OfMember(context, member) is not { Length: <= 60 } inherited
                || !inherited.StartsWith("returns ", StringComparison.Ordinal)
            )
        )
        {
            return new(FactKind.Member, $"{name}: “{summary.TrimEnd('.')}”.", [member.Span]);
        }

        if (symbol is INamedTypeSymbol { IsExtension: true, ExtensionParameter: { } receiver } block)
        {
            return new(
                FactKind.Member,
                $"The extension block for {SymbolWording.Type(receiver.Type)} gives it {EnglishList.Of(block.GetMembers().Where(m => m is not IMethodSymbol { AssociatedSymbol: not null } && !m.IsImplicitlyDeclared).Select(m => CodeQuote.Of(m.Name)), 6)}.",
                [member.Span]
            );
        }

        if (symbol is INamedTypeSymbol type)
        {
            return new(
                FactKind.Member,
                $"{name} is {EnglishList.A(SymbolWording.TypeKindName(type))}{TypeRoleFact.Essence(type)}.",
                [member.Span]
            );
        }

        var essence = Essence.OfMember(context, member) ?? GistFact.WithoutSteps(symbol, member);
        return new(
            FactKind.Member,
            essence is not null ? $"{Essence.After(name, essence)}."
                : symbol is IPropertySymbol property
                && member is BasePropertyDeclarationSyntax { AccessorList.Accessors: var accessors }
                && accessors.Any(a => a.Body is not null || a.ExpressionBody is not null)
                    ? $"{name} is {EnglishList.A(SymbolWording.Kind(property))} of the type {SymbolWording.Type(property.Type)}."
                : symbol is IPropertySymbol held ? $"{name} holds {EnglishList.A(SymbolWording.Type(held.Type))}."
                : symbol is IFieldSymbol { IsConst: true, ContainingType.TypeKind: not TypeKind.Enum } constant
                    ? $"{name} is a constant with the value {GistFact.Constant(constant)}."
                : symbol is IFieldSymbol { ContainingType.TypeKind: not TypeKind.Enum } field
                    ? $"{name} is {EnglishList.A($"{(field.IsConst ? "constant" : field.IsReadOnly ? "read-only field" : "field")}")} of the type {SymbolWording.Type(field.Type)}."
                : $"{name} is {EnglishList.A((symbol.IsAbstract ? "abstract " : "") + SymbolWording.Kind(symbol))}{(symbol.IsAbstract ? ", left to others to implement" : "")}.",
            [member.Span]
        )
        {
            Weight = IsOffered(member) ? 1 : 0,
        };
    }

    private static string Name(ISymbol symbol) =>
        symbol switch
        {
            IMethodSymbol { MethodKind: MethodKind.Constructor } constructor =>
                $"The constructor {CodeQuote.Of($"{constructor.ContainingType.Name}({Parameters(constructor)})")}",
            IMethodSymbol { MethodKind: MethodKind.StaticConstructor } => "The static constructor",
            IMethodSymbol { MethodKind: MethodKind.Ordinary } method => CodeQuote.Of($"{method.Name}({Parameters(method)})"),
            _ => SymbolWording.Member(symbol, symbol.ContainingType),
        };

    private static string Parameters(IMethodSymbol method) =>
        string.Join(", ", method.Parameters.Select(p => SymbolWording.TypeName(p.Type)));

    private static bool IsOffered(SyntaxNode member) =>
        member.Parent is InterfaceDeclarationSyntax
        || member is MemberDeclarationSyntax { Modifiers: var modifiers }
            && modifiers.Any(m => m.Kind() is SyntaxKind.PublicKeyword or SyntaxKind.InternalKeyword);
}
