using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.Testing.Planning;

namespace SmolCode.Testing.Rendering;

/// <summary>Makes one test with rows of several that differ in literals only.</summary>
internal sealed class DataRows(AssertionStyle style, string result, bool isNullable, Func<GeneratedTest, string> name)
{
    private const char Gap = '\u0003';

    /// <summary>A literal of a test: its text, and what it is called as a parameter.</summary>
    private sealed record Literal(string Text, string Name);

    /// <summary>A test without its literals, and those.</summary>
    private sealed record Form(GeneratedTest Test, string Skeleton, ImmutableArray<Literal> Literals, int Arranged, int Acted);

    /// <summary>The tests, those that differ in literals as one at the place of the first, and which test became which.</summary>
    public (List<GeneratedTest> Tests, Dictionary<string, GeneratedTest> Became) Merge(IReadOnlyList<GeneratedTest> tests)
    {
        var became = new Dictionary<string, GeneratedTest>(StringComparer.Ordinal);
        foreach (
            var group in tests
                .Where(t => t.Case.Oracle is null)
                .Select(Formed)
                .GroupBy(f => (f.Skeleton, f.Test.Origin, f.Test.IsAsync, MemberPlanner.NameOf(f.Test.Member)))
        )
        {
            if (group.Count() > 1 && Merged([.. group]) is { } merged)
            {
                foreach (var form in group)
                {
                    became[form.Test.Name] = merged;
                }
            }
        }

        return ([.. tests.Select(t => became.GetValueOrDefault(t.Name, t)).Distinct()], became);
    }

    // Whether true or false comes of it is one more value.
    private ImmutableArray<string> Values(ImmutableArray<string> lines) =>
        [
            .. lines.Select(l =>
                l == style.True(result) ? style.Equal("true", result)
                : l == style.False(result) ? style.Equal("false", result)
                : l
            ),
        ];

    private Form Formed(GeneratedTest test)
    {
        var asserted = Values(test.Assert);
        string[] lines = [.. test.Arrange, .. test.Act, .. asserted];
        var text = "{\n" + string.Join('\n', lines) + "\n}";
        var block = SyntaxFactory.ParseStatement(text);
        var literals = block
            .DescendantNodes()
            .OfType<LiteralExpressionSyntax>()
            .Where(l => !l.IsKind(SyntaxKind.DefaultLiteralExpression))
            .Select(l =>
                l.Parent is PrefixUnaryExpressionSyntax { RawKind: (int)SyntaxKind.UnaryMinusExpression } minus
                    ? (ExpressionSyntax)minus
                    : l
            )
            .ToList();
        var skeleton = new System.Text.StringBuilder();
        var at = 0;
        foreach (var literal in literals)
        {
            skeleton.Append(text, at, literal.SpanStart - at).Append(Gap);
            at = literal.Span.End;
        }

        var before = test.Arrange.Length + test.Act.Length + 1;
        return new Form(
            test,
            skeleton.Append(text, at, text.Length - at).ToString(),
            [
                .. literals.Select(l => new Literal(
                    l.ToString(),
                    text.AsSpan(0, l.SpanStart).Count('\n') >= before ? "expected" : NameOf(l, test.Member)
                )),
            ],
            test.Arrange.Length,
            test.Act.Length
        );
    }

    // As the parameter of the member is called that it is passed for.
    private static string NameOf(ExpressionSyntax literal, ISymbol member)
    {
        var parameters =
            member is IMethodSymbol method ? method.Parameters
            : member is IPropertySymbol property ? property.Parameters
            : [];
        var isExtension = member is IMethodSymbol { IsExtensionMethod: true };
        switch (literal.Parent)
        {
            case MemberAccessExpressionSyntax access when access.Name.Identifier.Text == member.Name && isExtension:
                return parameters[0].Name;
            case ArgumentSyntax { NameColon: { } named }:
                return named.Name.Identifier.Text;
            case ArgumentSyntax { Parent: BaseArgumentListSyntax list } argument:
                var called = list.Parent switch
                {
                    InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax access } => access.Name.Identifier.Text,
                    ElementAccessExpressionSyntax when member is IPropertySymbol { IsIndexer: true } => member.Name,
                    ObjectCreationExpressionSyntax when member is IMethodSymbol { MethodKind: MethodKind.Constructor } => member.Name,
                    _ => "",
                };
                var index =
                    list.Arguments.IndexOf(argument)
                    + (
                        isExtension
                        && list.Parent is InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Expression: var of } }
                        && of.ToString() != member.ContainingType.Name
                            ? 1
                            : 0
                    );
                return called == member.Name && index < parameters.Length ? parameters[index].Name : "value";
            default:
                return "value";
        }
    }

    private GeneratedTest? Merged(ImmutableArray<Form> forms)
    {
        var first = forms[0];
        var taken = SyntaxFactory.ParseTokens(first.Skeleton.Replace(Gap, '0')).Select(t => t.ValueText).ToHashSet(StringComparer.Ordinal);
        List<(string Type, string Name)> parameters = [];
        List<ImmutableArray<string>> columns = [];
        var filled = new string[first.Literals.Length];
        for (var i = 0; i < first.Literals.Length; i++)
        {
            ImmutableArray<string> column = [.. forms.Select(f => f.Literals[i].Text)];
            if (column.Distinct().Count() == 1)
            {
                filled[i] = column[0];
                continue;
            }

            var known = columns.FindIndex(c => c.SequenceEqual(column));
            if (known < 0)
            {
                if (TypeOf(column) is not { } type)
                {
                    return null;
                }

                var named = first.Literals[i].Name;
                for (var n = 2; taken.Contains(named) || parameters.Any(p => p.Name == named); n++)
                {
                    named = first.Literals[i].Name + n.ToString(CultureInfo.InvariantCulture);
                }

                known = columns.Count;
                columns.Add(column);
                parameters.Add((type, named));
            }

            filled[i] = parameters[known].Name;
        }

        if (parameters.Count is 0 or > 6)
        {
            return null;
        }

        var parts = first.Skeleton.Split(Gap);
        var text = string.Concat(parts.Select((p, i) => p + (i < filled.Length ? filled[i] : "")));
        var lines = text.Split('\n')[1..^1];
        if (lines.Length != first.Arranged + first.Acted + first.Test.Assert.Length)
        {
            return null;
        }

        var expectations = forms.Select(f => f.Test.Expectation).Distinct().ToList();
        var merged = first.Test with
        {
            Case = first.Test.Case with { Condition = "" },
            Expectation = expectations is [var only] ? only : "ReturnsExpectedValue",
            Arrange = [.. lines[..first.Arranged]],
            Act = [.. lines[first.Arranged..(first.Arranged + first.Acted)]],
            Assert = [.. lines[(first.Arranged + first.Acted)..]],
            Parameters = [.. parameters],
            Rows =
            [
                .. forms.Select((_, r) => (ImmutableArray<string>)[.. columns.Select(c => c[r])]).DistinctBy(r => string.Join('\n', r)),
            ],
        };
        return merged with { Name = name(merged) };
    }

    // What an attribute can hold.
    private string? TypeOf(ImmutableArray<string> column)
    {
        var types = column.Select(Kind).ToList();
        var known = types.Where(t => t != "null").Distinct().ToList();
        return known is not [{ } only] ? null
            : types.Contains("null") ? (only == "string" ? (isNullable ? "string?" : "string") : null)
            : only;

        static string? Kind(string text) =>
            text switch
            {
                "null" => "null",
                "true" or "false" => "bool",
                _ when text[0] is '"' or '@' => "string",
                _ when text[0] == '\'' => "char",
                _ when text.EndsWith('m') || text.EndsWith('M') => null,
                _ when text.EndsWith("UL", StringComparison.OrdinalIgnoreCase) => "ulong",
                _ when text.EndsWith('L') => "long",
                _ when text.EndsWith('u') => "uint",
                _ when text.EndsWith('f') => "float",
                _ when text.EndsWith('d') || text.Contains('.', StringComparison.Ordinal) => "double",
                _ => "int",
            };
    }
}
