using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Explaining.Wording;

namespace SmolCode.CodeAnalysis.Explaining.Facts;

/// <summary>Arguments whose members are written, and static state that is.</summary>
internal static class SideEffectFact
{
    internal static IEnumerable<CodeFact> Find(FactContext context, ExplainedNodes nodes)
    {
        if (nodes.Scope is not (ExplainedScope.Member or ExplainedScope.Statements))
        {
            yield break;
        }

        var arguments = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal);
        var shared = new Dictionary<string, ExpressionSyntax>(StringComparer.Ordinal);
        foreach (var access in nodes.All<ExpressionSyntax>())
        {
            switch (access)
            {
                case MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax owner } member
                    when Writes.Is(context, member.Name)
                        && context.Symbol(owner)
                            is IParameterSymbol
                            {
                                Type.IsReferenceType: true,
                                RefKind: RefKind.None,
                                ContainingSymbol: IMethodSymbol
                                {
                                    MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction)
                                }
                            } argument
                        && !IsReplaced(context, nodes, argument):
                    arguments.TryAdd(CodeQuote.Of(member), member);
                    break;
                case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax array } element
                    when Writes.Is(context, element)
                        && context.Symbol(array)
                            is IParameterSymbol
                            {
                                RefKind: RefKind.None,
                                ContainingSymbol: IMethodSymbol
                                {
                                    MethodKind: not (MethodKind.AnonymousFunction or MethodKind.LocalFunction)
                                }
                            } given
                        && !IsReplaced(context, nodes, given)
                        && (given.Type.IsReferenceType || given.Type.Name == "Span"):
                    arguments.TryAdd(CodeQuote.Of(element), element);
                    break;
                case IdentifierNameSyntax name
                    when Writes.Is(context, name)
                        && (context.Symbol(name) is IFieldSymbol { IsStatic: true } || IsKept(context.Symbol(name)))
                        && !TypeRoleFact.IsPerThread(context.Symbol(name)!):
                    shared.TryAdd(CodeQuote.Of(name.Identifier.Text), name);
                    break;
            }
        }

        if (arguments.Count > 0)
        {
            yield return new(
                FactKind.SideEffect,
                $"It changes what it was given: it sets {EnglishList.Of(arguments.Keys, 5)}.",
                [.. arguments.Values.Select(a => a.Span)]
            )
            {
                Weight = 2,
            };
        }

        if (shared.Count > 0 && !IsStaticConstructor(nodes))
        {
            var locked = shared.Values.All(s => s.Ancestors().Any(a => a is LockStatementSyntax));
            yield return new(
                FactKind.SideEffect,
                $"It writes static state, which all threads share: {EnglishList.Of(shared.Keys, 5)}{(locked ? " (under a lock)" : "")}.",
                [.. shared.Values.Select(s => s.Span)]
            )
            {
                Weight = 2,
            };
        }
    }

    /// <summary>The parameter is set to something else somewhere: what is changed may be that.</summary>
    private static bool IsReplaced(FactContext context, ExplainedNodes nodes, IParameterSymbol parameter) =>
        (nodes.Member ?? nodes.Nodes[0])
            .DescendantNodes()
            .OfType<IdentifierNameSyntax>()
            .Any(n =>
                n.Identifier.ValueText == parameter.Name
                && n.Parent is not MemberAccessExpressionSyntax
                && Writes.Is(context, n)
                && SymbolEqualityComparer.Default.Equals(context.Symbol(n), parameter)
            );

    /// <summary>A static property with a field of its own: what another one sets may be any thread's own.</summary>
    private static bool IsKept(ISymbol? symbol) =>
        symbol is IPropertySymbol { IsStatic: true, ContainingType: { } type } property
        && type.GetMembers().OfType<IFieldSymbol>().Any(f => SymbolEqualityComparer.Default.Equals(f.AssociatedSymbol, property));

    private static bool IsStaticConstructor(ExplainedNodes nodes) =>
        nodes.Member is ConstructorDeclarationSyntax constructor
        && constructor.Modifiers.Any(m => m.IsKind(Microsoft.CodeAnalysis.CSharp.SyntaxKind.StaticKeyword));
}
