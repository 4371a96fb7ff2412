using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>What the code calls, by where it comes from, with what the documentation of the less known says.</summary>
internal static class OriginFact
{
    private const int MostQuotes = 4;

    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is ExplainedScope.Several)
        {
            yield break;
        }

        var home = nodes.Type is { } declaration ? context.Declared(declaration) as INamedTypeSymbol : null;
        var used = new Dictionary<ISymbol, SyntaxNode>(SymbolEqualityComparer.Default);
        foreach (var node in Calls(nodes).Take(400))
        {
            if (context.Symbol(node) is { } symbol and (IMethodSymbol or IPropertySymbol or IEventSymbol) && !IsPlumbing(symbol))
            {
                used.TryAdd(
                    symbol is IMethodSymbol { ReducedFrom: { } reduced } ? reduced.OriginalDefinition : symbol.OriginalDefinition,
                    node
                );
            }
        }

        var byOrigin = used.GroupBy(u => Origins.Of(context, u.Key) ?? "").Where(g => g.Key.Length > 0).ToList();
        foreach (var group in byOrigin.Where(g => g.Key == "this project"))
        {
            var own = group.Where(u => IsOwn(u.Key, home)).ToList();
            var others = group.Except(own).Where(u => u.Key is IMethodSymbol { MethodKind: not MethodKind.LocalFunction }).ToList();
            var methods = own.Where(u => u.Key is IMethodSymbol { MethodKind: MethodKind.Ordinary }).ToList();
            if (methods.Count > 0)
            {
                yield return Sentence(context, home, methods, "Of its own type it calls ", nodes.Scope == ExplainedScope.Type ? 0 : 1);
            }

            if (others.Count > 0)
            {
                yield return Sentence(context, home, others, "From elsewhere in this project it uses ", 1);
            }
        }

        foreach (
            var group in byOrigin
                .Where(g => g.Key != "this project")
                .OrderBy(g => g.Key.StartsWith(".NET", StringComparison.Ordinal) ? 1 : 0)
        )
        {
            List<KeyValuePair<ISymbol, SyntaxNode>> members =
            [
                .. group.Where(u => !group.Key.StartsWith(".NET", StringComparison.Ordinal) || IsWorthNaming(u.Key)),
            ];
            if (members.Count > 0)
            {
                yield return Sentence(
                    context,
                    home,
                    members,
                    $"From {group.Key} it uses ",
                    group.Key.StartsWith(".NET", StringComparison.Ordinal) ? 0 : 2
                );
            }
        }
    }

    private static IEnumerable<SyntaxNode> Calls(ExplainedNodes nodes) =>
        nodes
            .All<ExpressionSyntax>()
            .Where(e =>
                e is InvocationExpressionSyntax or BaseObjectCreationExpressionSyntax
                || e
                    is MemberAccessExpressionSyntax { Parent: not InvocationExpressionSyntax }
                        and { Parent: not MemberAccessExpressionSyntax { Parent: null } }
            );

    private static CodeFact Sentence(
        FactContext context,
        INamedTypeSymbol? home,
        List<KeyValuePair<ISymbol, SyntaxNode>> members,
        string beginning,
        int weight
    )
    {
        var quotes = 0;
        var names = members
            .Select(m =>
                (
                    Name: m.Key is IMethodSymbol { MethodKind: MethodKind.Constructor } c
                        ? SymbolWording.Type(c.ContainingType)
                        : SymbolWording.Member(m.Key, home),
                    m.Key
                )
            )
            .DistinctBy(m => m.Name)
            .Select(m =>
                quotes < MostQuotes
                && !ExpressionWording.IsFamiliar(m.Key)
                && context.Documentation.Summary(
                    m.Key is IMethodSymbol { MethodKind: MethodKind.Constructor } made ? made.ContainingType : m.Key
                )
                    is { } summary
                && quotes++ >= 0
                    ? $"{m.Name} (“{summary.TrimEnd('.')}”)"
                    : m.Name
            )
            .ToList();
        return new(FactKind.Origin, $"{beginning}{EnglishList.Of(names, 7)}.", [.. members.Take(7).Select(m => m.Value.Span)])
        {
            Weight = weight,
        };
    }

    /// <summary>What no reader asks about: how a task is awaited, and LINQ's methods, which the steps tell of.</summary>
    private static bool IsPlumbing(ISymbol symbol) =>
        symbol is IMethodSymbol { MethodKind: MethodKind.DelegateInvoke }
        || symbol.Name is "ConfigureAwait" or "nameof"
        || symbol.ContainingNamespace?.ToDisplayString() == "System.Linq";

    /// <summary>Of .NET: no property, no exception or check that the steps tell of, no string, number or list, which every reader knows.</summary>
    private static bool IsWorthNaming(ISymbol symbol) =>
        symbol is not IPropertySymbol
        && symbol.ContainingType is { SpecialType: SpecialType.None } type
        && !symbol.Name.StartsWith("ThrowIf", StringComparison.Ordinal)
        && !IsException(type)
        && type.ContainingNamespace?.ToDisplayString() is not ("System.Collections.Generic" or "System.Text")
        && type.OriginalDefinition.SpecialType != SpecialType.System_Nullable_T;

    private static bool IsException(INamedTypeSymbol type)
    {
        for (var parent = type; parent is not null; parent = parent.BaseType)
        {
            if (parent is { Name: "Exception", ContainingNamespace: { Name: "System", ContainingNamespace.IsGlobalNamespace: true } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsOwn(ISymbol symbol, INamedTypeSymbol? home) =>
        home is not null && SymbolEqualityComparer.Default.Equals(symbol.ContainingType?.OriginalDefinition, home.OriginalDefinition);
}
