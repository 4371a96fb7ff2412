using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Fields, properties and events of the own type that the code reads and writes.</summary>
internal static class StateFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements) || nodes.Type is not { } declaration)
        {
            yield break;
        }

        if (context.Declared(declaration) is not INamedTypeSymbol home)
        {
            yield break;
        }

        var read = new Dictionary<ISymbol, SyntaxNode>(SymbolEqualityComparer.Default);
        var written = new Dictionary<ISymbol, SyntaxNode>(SymbolEqualityComparer.Default);
        var passed = new Dictionary<ISymbol, SyntaxNode>(SymbolEqualityComparer.Default);
        foreach (var name in nodes.All<IdentifierNameSyntax>())
        {
            if (
                IsOwn(name)
                && context.Symbol(name) is IFieldSymbol { IsConst: false } or IPropertySymbol or IEventSymbol
                && context.Symbol(name) is { } symbol
                && IsOf(symbol, home)
            )
            {
                if (IsPassedOn(context, name))
                {
                    passed.TryAdd(symbol, name);
                    continue;
                }

                if (Writes.Is(context, name))
                {
                    written.TryAdd(symbol, name);
                }

                if (Writes.Reads(context, name))
                {
                    read.TryAdd(symbol, name);
                }
            }
        }

        if (written.Count > 0)
        {
            yield return new(
                FactKind.State,
                $"It writes {EnglishList.Of(written.Keys.Select(s => Described(s, home)), 6)}.",
                [.. written.Values.Select(n => n.Span)]
            )
            {
                Weight = 2,
            };
        }

        var onlyPassed = passed.Where(p => !written.ContainsKey(p.Key)).ToList();
        if (onlyPassed.Count > 0)
        {
            yield return new(
                FactKind.State,
                $"It passes {EnglishList.Of(onlyPassed.Select(p => Described(p.Key, home)), 6)} by reference, which may change {(onlyPassed.Count == 1 ? "it" : "them")}.",
                [.. onlyPassed.Select(p => p.Value.Span)]
            )
            {
                Weight = 2,
            };
        }

        var onlyRead = read.Where(r => !written.ContainsKey(r.Key)).ToList();
        if (onlyRead.Count > 0)
        {
            yield return new(
                FactKind.State,
                $"It reads {EnglishList.Of(onlyRead.Select(r => Described(r.Key, home)), 6)}.",
                [.. onlyRead.Select(r => r.Value.Span)]
            );
        }
    }

    /// <summary>An argument for a <c>ref</c> parameter: what is called may write it. What is atomic says by its name whether it does.</summary>
    private static bool IsPassedOn(FactContext context, IdentifierNameSyntax name) =>
        (name.Parent is MemberAccessExpressionSyntax access && access.Name == name ? access.Parent : name.Parent)
            is ArgumentSyntax { RefKindKeyword.RawKind: (int)SyntaxKind.RefKeyword, Parent.Parent: { } call }
        && Writes.Is(context, name)
        && context.Symbol(call) is { ContainingType.Name: not ("Interlocked" or "Volatile") };

    /// <summary>The name stands alone or behind <c>this</c>, and is no name of an argument or of something that is initialised.</summary>
    private static bool IsOwn(IdentifierNameSyntax name) =>
        name.Parent switch
        {
            MemberAccessExpressionSyntax access => access.Expression == name
                || (access.Name == name && access.Expression is ThisExpressionSyntax or BaseExpressionSyntax),
            MemberBindingExpressionSyntax or NameColonSyntax or NameEqualsSyntax or QualifiedNameSyntax => false,
            AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment => assignment.Left != name,
            ArgumentSyntax
            {
                Parent.Parent: InvocationExpressionSyntax { Expression: IdentifierNameSyntax { Identifier.Text: "nameof" } }
            } => false,
            _ => true,
        };

    private static bool IsOf(ISymbol symbol, INamedTypeSymbol home)
    {
        for (var type = home; type is not null; type = type.BaseType)
        {
            if (SymbolEqualityComparer.Default.Equals(type.OriginalDefinition, symbol.ContainingType?.OriginalDefinition))
            {
                return true;
            }
        }

        return false;
    }

    private static string Described(ISymbol symbol, INamedTypeSymbol home)
    {
        var type = symbol switch
        {
            IFieldSymbol field => SymbolWording.TypeName(field.Type),
            IPropertySymbol property => SymbolWording.TypeName(property.Type),
            IEventSymbol @event => SymbolWording.TypeName(@event.Type),
            _ => "",
        };
        var inherited = SymbolEqualityComparer.Default.Equals(symbol.ContainingType?.OriginalDefinition, home.OriginalDefinition)
            ? ""
            : $", inherited from {SymbolWording.Type(symbol.ContainingType!)}";
        return $"the {(symbol.IsStatic ? "static " : "")}{SymbolWording.Kind(symbol)} {CodeQuote.Of(symbol.Name)} ({CodeQuote.Of(type)}{inherited})";
    }
}
