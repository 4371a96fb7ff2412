using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace SmolCode.CodeAnalysis.Testing;

/// <summary>Reads from the tests of a project how they are laid out and named. What hardly any of them does is not taken up.</summary>
public static partial class TestStyleReader
{
    private const int MostTests = 500;
    private const int FewestTests = 3;

    private static readonly string[] SubjectNames =
    [
        "sut",
        "target",
        "subject",
        "testee",
        "systemUnderTest",
        "classUnderTest",
        "cut",
        "uut",
    ];
    private static readonly string[] ResultNames = ["result", "actual", "res", "output", "returned"];

    // How names are told apart, the most special first.
    private static readonly (Regex Pattern, string Template)[] Namings =
    [
        (ShouldWhen(), "{member}_Should{should}[_When{condition}]"),
        (WhenShould(), "{member}[_When{condition}]_Should{should}"),
        (MemberShould(), "{member}_Should{should}[When{condition}]"),
        (ShouldUnderscored(), "Should_{should}[_When_{condition}]"),
        (ShouldFirst(), "Should{should}[When{condition}]"),
        (Sentence(), "{member}[_with_{condition words}]_{expectation words}"),
        (Glued(), "{member}Should{should}[When{condition}]"),
    ];

    /// <summary>The style of the tests in these files.</summary>
    public static TestStyle Of(IEnumerable<SyntaxTree> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        var tests = files
            .SelectMany(f => f.GetRoot().DescendantNodes().OfType<MethodDeclarationSyntax>())
            .Where(TestProjects.IsTest)
            .Take(MostTests)
            .ToList();
        if (tests.Count < FewestTests)
        {
            return TestStyle.Default;
        }

        var classes = tests.Select(t => t.Parent).OfType<ClassDeclarationSyntax>().Distinct().ToList();
        var inTests = tests.SelectMany(t => Made(t, t.DescendantNodes().OfType<VariableDeclaratorSyntax>())).ToList();
        var inFields = classes
            .SelectMany(c => c.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables).Select(v => Field(c, v)))
            .OfType<string>()
            .ToList();
        var fields = classes.SelectMany(c => c.Members.OfType<FieldDeclarationSyntax>().SelectMany(f => f.Declaration.Variables)).ToList();
        var subjects = inTests.Concat(inFields).GroupBy(n => n).OrderByDescending(g => g.Count()).ToList();
        var results = tests
            .SelectMany(t => t.DescendantNodes().OfType<VariableDeclaratorSyntax>())
            .Select(v => v.Identifier.Text)
            .Where(n => ResultNames.Contains(n))
            .GroupBy(n => n)
            .MaxBy(g => g.Count());
        return new TestStyle
        {
            ArrangeComment = Comment(tests),
            SubjectName = subjects is [var most, ..] && most.Count() > 1 ? most.Key : TestStyle.Default.SubjectName,
            ResultName = results is not null && results.Count() > 1 ? results.Key : TestStyle.Default.ResultName,
            HasExpectedVariable =
                tests.Count(t => t.DescendantNodes().OfType<VariableDeclaratorSyntax>().Any(v => v.Identifier.Text == "expected")) * 4
                > tests.Count,
            // A field serves all tests of its class.
            SubjectIsField = inFields.Count > 1 && inFields.Count * 2 > inTests.Count,
            FieldPrefix = fields.Count == 0 || fields.Count(f => f.Identifier.Text.StartsWith('_')) * 2 >= fields.Count ? "_" : "",
            HasRows = tests.Count(t => Attributes(t).Any(a => a is "InlineData" or "TestCase" or "DataRow")) * 10 >= tests.Count,
            Naming = Naming([.. tests.Select(t => t.Identifier.Text)]),
        };
    }

    private static NamingTemplate? Naming(List<string> names)
    {
        var best = names
            .Select(n => Namings.FirstOrDefault(p => p.Pattern.IsMatch(n)).Template)
            .Where(t => t is not null)
            .GroupBy(t => t)
            .MaxBy(g => g.Count());
        return best is not null && best.Count() * 3 >= names.Count ? NamingTemplate.TryParse(best.Key!) : null;
    }

    // Objects of the type that the class or its folder is named after.
    private static IEnumerable<string> Made(SyntaxNode test, IEnumerable<VariableDeclaratorSyntax> variables)
    {
        foreach (var variable in variables)
        {
            var name = variable.Identifier.Text;
            if (SubjectNames.Contains(name))
            {
                yield return name;
            }
            else if (
                variable.Initializer?.Value is ObjectCreationExpressionSyntax { Type: SimpleNameSyntax type }
                && IsAbout(test, type.Identifier.Text)
            )
            {
                yield return name == Camel(type.Identifier.Text) ? TestStyle.TypeName : name;
            }
        }
    }

    private static string? Field(ClassDeclarationSyntax type, VariableDeclaratorSyntax field)
    {
        var name = field.Identifier.Text.TrimStart('_');
        var declared = ((field.Parent as VariableDeclarationSyntax)?.Type as SimpleNameSyntax)?.Identifier.Text;
        return SubjectNames.Contains(name) ? name
            : declared is null || !IsAbout(type, declared) ? null
            : name == Camel(declared) ? TestStyle.TypeName
            : name;
    }

    private static bool IsAbout(SyntaxNode at, string type)
    {
        var name = at.FirstAncestorOrSelf<ClassDeclarationSyntax>()?.Identifier.Text ?? "";
        var folder = Path.GetFileName(Path.GetDirectoryName(at.SyntaxTree.FilePath)) ?? "";
        return About().Replace(name, "") == type || About().Replace(folder, "") == type;
    }

    private static string Camel(string name) => char.ToLowerInvariant(name[0]) + name[1..];

    private static string? Comment(List<MethodDeclarationSyntax> tests)
    {
        var comments = tests
            .Select(t =>
                t.DescendantTrivia()
                    .Where(c => c.IsKind(SyntaxKind.SingleLineCommentTrivia))
                    .Select(c => c.ToString().TrimEnd())
                    .FirstOrDefault(c => c.TrimStart('/', ' ').TrimEnd('.', ':').Equals("arrange", StringComparison.OrdinalIgnoreCase))
            )
            .OfType<string>()
            .ToList();
        return comments.Count * 3 >= tests.Count ? comments.GroupBy(c => c).MaxBy(g => g.Count())!.Key : null;
    }

    private static IEnumerable<string> Attributes(MethodDeclarationSyntax test) =>
        test.AttributeLists.SelectMany(l => l.Attributes).Select(a => a.Name.ToString());

    [GeneratedRegex("(Unit)?(Tests?|Specs?|Fixture|Should)$")]
    private static partial Regex About();

    [GeneratedRegex("^[A-Za-z0-9]+_Should[A-Za-z0-9]+_(When|If|Given|With)[A-Za-z0-9_]*$")]
    private static partial Regex ShouldWhen();

    [GeneratedRegex("^[A-Za-z0-9]+_(When|If|Given|With)[A-Za-z0-9]+_Should[A-Za-z0-9_]+$")]
    private static partial Regex WhenShould();

    [GeneratedRegex("^[A-Za-z0-9]+_Should[A-Z][A-Za-z0-9]*$")]
    private static partial Regex MemberShould();

    [GeneratedRegex("^Should_")]
    private static partial Regex ShouldUnderscored();

    [GeneratedRegex("^Should[A-Z][A-Za-z0-9]*$")]
    private static partial Regex ShouldFirst();

    [GeneratedRegex("^[A-Za-z0-9]+(_[a-z0-9]+){3,}$")]
    private static partial Regex Sentence();

    [GeneratedRegex("^[A-Z][A-Za-z0-9]+Should[A-Z][A-Za-z0-9]*$")]
    private static partial Regex Glued();
}
