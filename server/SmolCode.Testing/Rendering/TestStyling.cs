using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;

namespace SmolCode.Testing.Rendering;

/// <summary>Makes tests look like those that are there: names of variables, a variable for what is expected, fields for what all tests make.</summary>
internal static partial class TestStyling
{
    /// <summary>The tests with the variables named as in the project.</summary>
    public static GeneratedTest WithNames(GeneratedTest test, TestStyle style)
    {
        var subject = style.SubjectName == TestStyle.TypeName ? Camel(test.Member.ContainingType.Name) : style.SubjectName;
        var map = new Dictionary<string, string>(StringComparer.Ordinal);
        if (subject != "sut")
        {
            map["sut"] = subject;
        }

        if (style.ResultName != "result")
        {
            map["result"] = style.ResultName;
        }

        return map.Count == 0 ? test : Renamed(test, map);
    }

    /// <summary>The tests with what most of them make alike in fields; null when there is nothing.</summary>
    public static (List<GeneratedTest> Tests, Fixture? Fixture) WithFields(List<GeneratedTest> tests, TestStyle style)
    {
        var made = tests
            .Select(t => t.Arrange.FirstOrDefault(l => l.StartsWith("var sut = new ", StringComparison.Ordinal)))
            .OfType<string>()
            .GroupBy(l => l)
            .MaxBy(g => g.Count());
        if (!style.SubjectIsField || made is null || made.Count() < 2 || Declared(made.Key) is not var (_, subjectType, subjectValue))
        {
            return (tests, null);
        }

        var first = tests.First(t => t.Arrange.Contains(made.Key));
        List<(string Type, string Name, string Value)> fields = [];
        foreach (var line in first.Arrange.TakeWhile(l => l != made.Key))
        {
            // What the object is made with; other lines tell those something.
            if (Declared(line) is var (name, type, value) && Mentions(subjectValue, name) && IsDouble(value))
            {
                fields.Add((type, name, value));
            }
        }

        // Whatever else it is made with is no field, and can't be used by one.
        if (
            first
                .Arrange.TakeWhile(l => l != made.Key)
                .Any(l =>
                    Variable().Match(l) is { Success: true } m
                    && Mentions(subjectValue, m.Groups[1].Value)
                    && fields.All(f => f.Name != m.Groups[1].Value)
                )
        )
        {
            return (tests, null);
        }

        fields.Add((subjectType, "sut", subjectValue));
        var lines = fields.Select(f => $"var {f.Name} = {f.Value};").ToHashSet(StringComparer.Ordinal);
        var owner = Camel(first.Member.ContainingType.Name);
        var map = fields.ToDictionary(
            f => f.Name,
            f =>
                style.FieldPrefix
                + (
                    f.Name != "sut" ? f.Name
                    : style.SubjectName == TestStyle.TypeName ? owner
                    : style.SubjectName
                ),
            StringComparer.Ordinal
        );
        var styled = tests.Select(t =>
            lines.All(l => t.Arrange.Contains(l)) ? Renamed(t with { Arrange = [.. t.Arrange.Where(l => !lines.Contains(l))] }, map) : t
        );
        return ([.. styled], new Fixture([.. fields.Select(f => (f.Type, map[f.Name], Rename(f.Value, map)))]));
    }

    private static GeneratedTest Renamed(GeneratedTest test, Dictionary<string, string> map)
    {
        var taken = test.Body.SelectMany(l => SyntaxFactory.ParseTokens(l)).Select(t => t.ValueText).ToHashSet(StringComparer.Ordinal);
        var free = map.Where(m => !taken.Contains(m.Value)).ToDictionary();
        return test with { Arrange = Rename(test.Arrange, free), Act = Rename(test.Act, free), Assert = Rename(test.Assert, free) };
    }

    private static ImmutableArray<string> Rename(ImmutableArray<string> lines, Dictionary<string, string> map) =>
        lines.IsEmpty ? lines : [.. Rename(string.Join('\n', lines), map).Split('\n')];

    private static string Rename(string code, Dictionary<string, string> map)
    {
        const string Open = "{\n";
        var block = SyntaxFactory.ParseStatement(Open + code + "\n;}");
        var tokens = block
            .DescendantTokens()
            .Where(t => t.IsKind(SyntaxKind.IdentifierToken) && map.ContainsKey(t.ValueText) && IsVariable(t));
        var renamed = block.ReplaceTokens(
            tokens,
            (token, _) => SyntaxFactory.Identifier(token.LeadingTrivia, map[token.ValueText], token.TrailingTrivia)
        );
        var text = renamed.ToFullString();
        return text[Open.Length..^"\n;}".Length];
    }

    private static bool IsVariable(SyntaxToken token) =>
        token.Parent switch
        {
            IdentifierNameSyntax { Parent: MemberAccessExpressionSyntax access } name => access.Expression == name,
            IdentifierNameSyntax { Parent: NameColonSyntax or NameEqualsSyntax or MemberBindingExpressionSyntax } => false,
            IdentifierNameSyntax { Parent: AssignmentExpressionSyntax { Parent: InitializerExpressionSyntax } assignment } name =>
                assignment.Left != name,
            IdentifierNameSyntax or VariableDeclaratorSyntax or SingleVariableDesignationSyntax => true,
            _ => false,
        };

    private static bool Mentions(string code, string name) => SyntaxFactory.ParseTokens(code).Any(t => t.ValueText == name);

    private static bool IsDouble(string value) =>
        value.StartsWith("Substitute.For<", StringComparison.Ordinal)
        || value.StartsWith("new Mock<", StringComparison.Ordinal)
        || value.StartsWith("A.Fake<", StringComparison.Ordinal)
        || value.StartsWith("new Stub", StringComparison.Ordinal);

    // Name, type and value of what a line declares, where the type is written in the value.
    private static (string Name, string Type, string Value)? Declared(string line)
    {
        if (Variable().Match(line) is not { Success: true } match)
        {
            return null;
        }

        var value = match.Groups[2].Value;
        var type = SyntaxFactory.ParseExpression(value) switch
        {
            ObjectCreationExpressionSyntax created => created.Type.ToString(),
            InvocationExpressionSyntax
            {
                Expression: MemberAccessExpressionSyntax { Name: GenericNameSyntax { TypeArgumentList.Arguments: [var of] } }
            } when IsDouble(value) => of.ToString(),
            _ => null,
        };
        return type is null ? null : (match.Groups[1].Value, type, value);
    }

    private static string Camel(string name)
    {
        var camel = char.ToLowerInvariant(name[0]) + name[1..];
        return SyntaxFacts.GetKeywordKind(camel) == SyntaxKind.None ? camel : "sut";
    }

    [GeneratedRegex(@"^var (\w+) = (.+);$", RegexOptions.Singleline)]
    private static partial Regex Variable();
}
