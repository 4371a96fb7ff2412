using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Proof;

/// <summary>Members without a body of their own: they have one thing to reach, themselves.</summary>
internal static class BodilessMembers
{
    /// <summary>How many of the members are.</summary>
    public static int Count(ImmutableArray<ISymbol> members) => members.Count(m => !HasBody(m));

    /// <summary>Tests with the members that they reach as branches behind the real ones.</summary>
    public static List<Prover.Passed> WithBranches(ImmutableArray<ISymbol> members, List<Prover.Passed> passed, int branches)
    {
        var numbers = members
            .Where(m => !HasBody(m))
            .Select((m, i) => (m, i))
            .ToDictionary(m => m.m, m => branches + 1000 + m.i, SymbolEqualityComparer.Default);
        // What a constructor's test asserts of the object is a test of the properties that only show it.
        IEnumerable<int> Shown(Prover.Passed test) =>
            test.Test.Member is IMethodSymbol { MethodKind: MethodKind.Constructor }
                ? numbers
                    .Where(n =>
                        n.Key is IPropertySymbol { IsStatic: false, SetMethod: null or { IsInitOnly: true } } property
                        && test.Test.Body.Any(l =>
                            l.Contains($"result.{property.Name}", StringComparison.Ordinal)
                            && l.IndexOf($"result.{property.Name}", StringComparison.Ordinal) + $"result.{property.Name}".Length is var end
                            && (end == l.Length || !SyntaxFacts.IsIdentifierPartCharacter(l[end]))
                        )
                    )
                    .Select(n => n.Value)
                : [];

        return
        [
            .. passed.Select(p =>
                numbers.TryGetValue(p.Test.Member.OriginalDefinition, out var number)
                    ? p with
                    {
                        Branches = p.Branches.Add(number).Union(Shown(p)),
                    }
                    : p with
                    {
                        Branches = p.Branches.Union(Shown(p)),
                    }
            ),
        ];
    }

    private static bool HasBody(ISymbol member) =>
        (
            (member as IMethodSymbol)?.PartialImplementationPart ?? (member as IPropertySymbol)?.PartialImplementationPart ?? member
        ).DeclaringSyntaxReferences.Any(r =>
            r.GetSyntax() is not TypeDeclarationSyntax and var node
            && node.DescendantNodes()
                .Any(n =>
                    n is BlockSyntax or ArrowExpressionClauseSyntax
                    && n.Parent
                        is BaseMethodDeclarationSyntax
                            or AccessorDeclarationSyntax
                            or PropertyDeclarationSyntax
                            or IndexerDeclarationSyntax
                )
        );
}
