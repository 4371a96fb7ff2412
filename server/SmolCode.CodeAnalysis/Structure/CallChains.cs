using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Holes;

namespace SmolCode.CodeAnalysis.Structure;

/// <summary>
/// The next call of a chain that sets one thing after the other: <c>.WithAge(order.Age)</c> below <c>.WithName(order.Name)</c>, from where the
/// call above takes its argument or from a variable of the name.
/// </summary>
internal sealed class CallChains : IStructuralSource
{
    private const int MaxAlternatives = 2;

    /// <inheritdoc />
    public IEnumerable<string> Find(StructuralPlace place)
    {
        if (
            place.BeforeLine.Parent is not ArgumentListSyntax { Parent: InvocationExpressionSyntax last }
            || Setter.Of(last) is not { } above
            || !place.TryGetType(last, out var type)
        )
        {
            return [];
        }

        var chain = Chain(last).ToList();
        var used = chain.Select(c => c.Name).ToHashSet(StringComparer.Ordinal);
        var values = new MappedValues(
            place,
            [],
            [.. chain.Select(c => Setter.Of(c.Call)).OfType<Setter>().Where(s => s.Verb == above.Verb).Select(s => (s.Property, s.Value))]
        );
        var methods = place
            .Model.LookupSymbols(place.Hole.Position, type, includeReducedExtensionMethods: true)
            .OfType<IMethodSymbol>()
            .Where(m => m.Name.StartsWith(above.Verb, StringComparison.Ordinal) && !m.IsStatic && IsSetter(m))
            .OrderBy(m => m.Locations.FirstOrDefault()?.SourceSpan.Start ?? 0)
            .ToList();
        var index = methods.FindIndex(m => m.Name == above.Verb + above.Property);
        return methods
            .Select((m, i) => (Method: m, Index: i))
            .Where(m => !used.Contains(m.Method.Name))
            .OrderBy(m => m.Index <= index)
            .Select(m => (m.Method.Name, Value: values.Of(m.Method.Name[above.Verb.Length..], m.Method.Parameters[0].Type)))
            .Where(m => m.Value is not null)
            .Select(m => place.Rest($".{m.Name}({m.Value})"))
            .OfType<string>()
            .Take(MaxAlternatives);
    }

    private static bool IsSetter(IMethodSymbol method) =>
        method.Parameters is [{ RefKind: RefKind.None }, .. var more] && more.All(p => p.IsOptional || p.IsParams);

    /// <summary>Calls of the chain with their names, in the order in which they stand.</summary>
    private static IEnumerable<(string Name, InvocationExpressionSyntax Call)> Chain(InvocationExpressionSyntax last)
    {
        var whole = ExpectedType.ChainOf(last);
        return whole
            .DescendantNodesAndSelf()
            .OfType<InvocationExpressionSyntax>()
            .Where(c => ExpectedType.ChainOf(c) == whole)
            .Select(c => (Access: c.Expression as MemberAccessExpressionSyntax, Call: c))
            .Where(c => c.Access is { Name.IsMissing: false })
            .OrderBy(c => c.Access!.Name.SpanStart)
            .Select(c => (c.Access!.Name.Identifier.ValueText, c.Call));
    }

    /// <summary>A call that sets one property.</summary>
    /// <param name="Verb">What it begins with: With, Add, Set.</param>
    /// <param name="Property">The rest of its name.</param>
    /// <param name="Value">The argument, which has the property's name.</param>
    private sealed record Setter(string Verb, string Property, ExpressionSyntax Value)
    {
        /// <summary>The call as one; null when it isn't.</summary>
        public static Setter? Of(InvocationExpressionSyntax call)
        {
            if (
                call
                is not {
                    Expression: MemberAccessExpressionSyntax { Name: IdentifierNameSyntax { Identifier.ValueText: var name } },
                    ArgumentList.Arguments: [{ RefKindKeyword.RawKind: 0, NameColon: null, Expression: var value }]
                }
            )
            {
                return null;
            }

            var length = 1;
            while (length < name.Length && !char.IsUpper(name[length]))
            {
                length++;
            }

            var property = name[length..];
            var read = value switch
            {
                IdentifierNameSyntax variable => variable.Identifier.ValueText,
                MemberAccessExpressionSyntax member => member.Name.Identifier.ValueText,
                _ => "",
            };
            return property.Length > 0 && string.Equals(read.TrimStart('_'), property, StringComparison.OrdinalIgnoreCase)
                ? new Setter(name[..length], property, value)
                : null;
        }
    }
}
