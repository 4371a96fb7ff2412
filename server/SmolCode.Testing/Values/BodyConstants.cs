using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Values;

/// <summary>Constants that a member's body compares with or mentions: where its behaviour is likely to change.</summary>
internal sealed class BodyConstants
{
    private const int MaxEach = 10;

    private readonly List<decimal> numbers = [];
    private readonly List<string> texts = [];
    private readonly List<char> characters = [];
    private readonly HashSet<string> properties = new(StringComparer.Ordinal);

    public IReadOnlyList<decimal> Numbers => numbers;

    public IReadOnlyList<string> Texts => texts;

    public IReadOnlyList<char> Characters => characters;

    /// <summary>Names of properties that the body reads.</summary>
    public IReadOnlySet<string> Properties => properties;

    /// <summary>The body reads numbers out of text.</summary>
    public bool ParsesNumbers { get; private set; }

    /// <summary>The body does something about what fails in it.</summary>
    public bool HasTry { get; private set; }

    /// <summary>Collects the constants of members and of what they call in the same project, to a depth of two.</summary>
    public static BodyConstants Of(ISymbol member, Compilation compilation, CancellationToken cancellationToken)
    {
        var constants = new BodyConstants();
        constants.Collect(member, compilation, 0, new HashSet<ISymbol>(SymbolEqualityComparer.Default), cancellationToken);
        return constants;
    }

    private void Collect(ISymbol member, Compilation compilation, int depth, HashSet<ISymbol> seen, CancellationToken cancellationToken)
    {
        if (!seen.Add(member) || depth > 2)
        {
            return;
        }

        foreach (var reference in member.DeclaringSyntaxReferences)
        {
            if (!compilation.ContainsSyntaxTree(reference.SyntaxTree))
            {
                continue;
            }

            var node = reference.GetSyntax(cancellationToken);
            if (node is TypeDeclarationSyntax)
            {
                continue;
            }

            var model = compilation.GetSemanticModel(reference.SyntaxTree);
            foreach (var inner in node.DescendantNodes().Where(n => n.FirstAncestorOrSelf<AttributeListSyntax>() is null))
            {
                switch (inner)
                {
                    case LiteralExpressionSyntax literal when !IsMessage(literal):
                        Add(
                            literal.Token.Value,
                            literal.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression }
                        );
                        break;
                    case MemberAccessExpressionSyntax { Name: IdentifierNameSyntax name } access
                        when access.Parent is not InvocationExpressionSyntax { Expression: var called } || called != access:
                        properties.Add(name.Identifier.Text);
                        if (
                            access.Parent is not MemberAccessExpressionSyntax
                            && model.GetSymbolInfo(access, cancellationToken).Symbol
                                is IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: not TypeKind.Enum } named
                        )
                        {
                            Add(named.ConstantValue, false);
                        }

                        break;
                    case TryStatementSyntax:
                        HasTry = true;
                        break;
                    case SubpatternSyntax { NameColon.Name: var name }:
                        properties.Add(name.Identifier.Text);
                        break;
                    case MemberBindingExpressionSyntax { Name: IdentifierNameSyntax name }:
                        properties.Add(name.Identifier.Text);
                        break;
                    case IdentifierNameSyntax
                        when inner.Parent is not MemberAccessExpressionSyntax
                            && model.GetSymbolInfo(inner, cancellationToken).Symbol
                                is IFieldSymbol { HasConstantValue: true, ContainingType.TypeKind: not TypeKind.Enum } constant:
                        Add(constant.ConstantValue, false);
                        break;
                    case InvocationExpressionSyntax call when model.GetSymbolInfo(call, cancellationToken).Symbol is IMethodSymbol called:
                        if (
                            called.Name is "Parse" or "TryParse"
                            && called.ContainingType.SpecialType is > SpecialType.System_Boolean and <= SpecialType.System_Double
                        )
                        {
                            ParsesNumbers = true;
                        }

                        if (called.DeclaringSyntaxReferences.Length > 0)
                        {
                            Collect(called.OriginalDefinition, compilation, depth + 1, seen, cancellationToken);
                        }

                        break;
                }
            }
        }
    }

    private static bool IsMessage(LiteralExpressionSyntax literal) =>
        literal.Ancestors().Any(a => a is ThrowStatementSyntax or ThrowExpressionSyntax or InterpolatedStringExpressionSyntax);

    private void Add(object? value, bool negative)
    {
        switch (value)
        {
            case string s when s.Length <= 60:
                Add(texts, s);
                break;
            case char c:
                Add(characters, c);
                break;
            case int or long or uint or short or byte or sbyte or ushort or decimal:
                var number = Convert.ToDecimal(value, System.Globalization.CultureInfo.InvariantCulture);
                Add(numbers, negative ? -number : number);
                break;
            case double d when Math.Abs(d) < 1e15:
                Add(numbers, (decimal)(negative ? -d : d));
                break;
            case float f when Math.Abs(f) < 1e15:
                Add(numbers, (decimal)(negative ? -f : f));
                break;
        }
    }

    private static void Add<T>(List<T> list, T value)
    {
        if (list.Count < MaxEach && !list.Contains(value))
        {
            list.Add(value);
        }
    }
}
