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
                                ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction }
                            }:
                    arguments.TryAdd(CodeQuote.Of(member), member);
                    break;
                case ElementAccessExpressionSyntax { Expression: IdentifierNameSyntax array } element
                    when Writes.Is(context, element)
                        && context.Symbol(array)
                            is IParameterSymbol
                            {
                                RefKind: RefKind.None,
                                ContainingSymbol: IMethodSymbol { MethodKind: not MethodKind.AnonymousFunction }
                            } given
                        && (given.Type.IsReferenceType || given.Type.Name == "Span"):
                    arguments.TryAdd(CodeQuote.Of(element), element);
                    break;
                case IdentifierNameSyntax name
                    when Writes.Is(context, name)
                        && context.Symbol(name) is IFieldSymbol { IsStatic: true } or IPropertySymbol { IsStatic: true }
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

        if (shared.Count > 0 && nodes.Member is not ConstructorDeclarationSyntax)
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
}
