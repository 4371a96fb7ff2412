using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.Testing.Values;

/// <summary>
/// What existing tests pass: literals by the name of what is called and the place of the argument. They mean something to the people who
/// wrote them, more than any value that is made up.
/// </summary>
internal sealed class ExistingUsages
{
    private const int MaxValues = 4;

    private readonly Dictionary<(string Called, int Argument), List<LiteralExpressionSyntax>> literals = [];

    public ExistingUsages(IEnumerable<SyntaxTree> tests)
    {
        foreach (var node in tests.SelectMany(t => t.GetRoot().DescendantNodes()))
        {
            switch (node)
            {
                case ObjectCreationExpressionSyntax { ArgumentList: { } list, Type: var type }:
                    Add(type.ToString().Split('.')[^1].Split('<')[0], list);
                    break;
                case InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } call:
                    Add(access.Name.Identifier.Text, call.ArgumentList);
                    break;
            }
        }
    }

    /// <summary>Values that were passed for the parameter, those of existing tests in their order.</summary>
    public IEnumerable<TestValue> Of(IParameterSymbol parameter)
    {
        var own = Passed(parameter).ToList();
        if (own.Count > 0 || parameter.ContainingSymbol.ContainingType is not { } type)
        {
            return own;
        }

        // What is called the same in the same type is likely meant to be the same: what was added is looked up.
        return type.GetMembers()
                .OfType<IMethodSymbol>()
                .SelectMany(m => m.Parameters)
                .Where(p => p.Name == parameter.Name && SymbolEqualityComparer.Default.Equals(p.Type, parameter.Type))
                .Select(p => Passed(p).ToList())
                .FirstOrDefault(v => v.Count > 0)
            ?? [];
    }

    private IEnumerable<TestValue> Passed(IParameterSymbol parameter)
    {
        if (parameter.ContainingSymbol is not IMethodSymbol method)
        {
            return [];
        }

        var called = method.MethodKind == MethodKind.Constructor ? method.ContainingType.Name : method.Name;
        // The first parameter of an extension method stands before the dot.
        var argument = parameter.Ordinal - (method.IsExtensionMethod ? 1 : 0);
        return literals.TryGetValue((called, argument), out var found)
            ? found.Select(l => Value(l, parameter)).OfType<TestValue>().DistinctBy(v => v.Code).Take(MaxValues)
            : [];
    }

    private static TestValue? Value(LiteralExpressionSyntax literal, IParameterSymbol parameter)
    {
        var label = ValueSource.Pascal(parameter.Name);
        return (parameter.Type.SpecialType, literal.Token.Value) switch
        {
            (SpecialType.System_String, string { Length: <= 200 } text) => new TestValue(
                TextValues.Quote(text),
                text.Length == 0 ? "Empty" + label : label + TextValues.TextWord(text)
            ),
            (SpecialType.System_Char, char c) => new TestValue(SymbolDisplay.FormatLiteral(c, quote: true), label + TextValues.Word(c)),
            (_, int and >= 0 and var number) when NumberValues.Distinct(parameter.Type, number) is { } code => new TestValue(
                code,
                number == 0 ? label + "Zero" : $"{label}{number}"
            ),
            _ => null,
        };
    }

    private void Add(string called, ArgumentListSyntax list)
    {
        for (var i = 0; i < list.Arguments.Count; i++)
        {
            var found = list.Arguments[i] switch
            {
                { NameColon: not null } => [],
                { Expression: LiteralExpressionSyntax literal } => [literal],
                { Expression: IdentifierNameSyntax name } => Data(list, name.Identifier.Text),
                _ => [],
            };
            if (found.Count == 0)
            {
                continue;
            }

            if (!literals.TryGetValue((called, i), out var known))
            {
                literals[(called, i)] = known = [];
            }

            known.AddRange(found);
        }
    }

    // A parameter of the test: what its attributes give it.
    private static List<LiteralExpressionSyntax> Data(SyntaxNode at, string name)
    {
        var test = at.FirstAncestorOrSelf<MethodDeclarationSyntax>();
        var index = test?.ParameterList.Parameters.IndexOf(p => p.Identifier.Text == name) ?? -1;
        return index < 0
            ? []
            :
            [
                .. test!
                    .AttributeLists.SelectMany(l => l.Attributes)
                    .Where(a => a.Name.ToString() is "InlineData" or "TestCase" or "DataRow")
                    .Select(a => a.ArgumentList?.Arguments.ElementAtOrDefault(index)?.Expression)
                    .OfType<LiteralExpressionSyntax>(),
            ];
    }
}
