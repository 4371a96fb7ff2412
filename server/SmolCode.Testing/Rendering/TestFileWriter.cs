using System.Text;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using SmolCode.CodeAnalysis.Testing;
using SmolCode.Testing.Values;

namespace SmolCode.Testing.Rendering;

/// <summary>Writes tests into a file: a new one, or behind the tests that a class has already.</summary>
internal sealed class TestFileWriter(TestProject project, AssertionStyle style, Fixture? fixture)
{
    private const string Characterisation = "// Characterisation: what the code did when this test was written.";

    /// <summary>A file of its own.</summary>
    public string NewFile(
        string @namespace,
        string className,
        IReadOnlyList<GeneratedTest> tests,
        IEnumerable<string> stubs,
        TypeNames names
    )
    {
        var text = new StringBuilder();
        foreach (var line in Usings(names, tests, @namespace))
        {
            text.Append("using ").Append(line).Append(";\n");
        }

        if (text.Length > 0)
        {
            text.Append('\n');
        }

        var indent = project.FileScopedNamespaces ? "" : "    ";
        text.Append("namespace ").Append(@namespace).Append(project.FileScopedNamespaces ? ";\n\n" : "\n{\n");
        if (project.Framework == TestFramework.MSTest)
        {
            text.Append(indent).Append("[TestClass]\n");
        }
        else if (project.Framework == TestFramework.NUnit)
        {
            text.Append(indent).Append("[TestFixture]\n");
        }

        text.Append(indent).Append("public class ").Append(className).Append('\n').Append(indent).Append("{\n");
        text.Append(Fields(tests, className, indent + "    "));
        text.Append(Members(tests, stubs, indent + "    "));
        text.Append(indent).Append("}\n");
        if (!project.FileScopedNamespaces)
        {
            text.Append("}\n");
        }

        return text.ToString();
    }

    /// <summary>A file with the tests added at the end of a class.</summary>
    public string Appended(
        SyntaxTree existing,
        ClassDeclarationSyntax type,
        IReadOnlyList<GeneratedTest> tests,
        IEnumerable<string> stubs,
        TypeNames names
    )
    {
        var root = (CompilationUnitSyntax)existing.GetRoot();
        var text = root.ToFullString();
        var newline = text.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var column = existing.GetLineSpan(type.Span).StartLinePosition.Character;
        var indent = new string(' ', column + 4);
        var present = type.Members.OfType<BaseTypeDeclarationSyntax>().Select(t => t.Identifier.Text).ToHashSet(StringComparer.Ordinal);
        var added =
            (type.Members.Count > 0 ? "\n" : "")
            + Members(
                tests,
                stubs.Where(s =>
                    !present.Any(p =>
                        s.Contains($"class {p} ", StringComparison.Ordinal) || s.Contains($"class {p}\n", StringComparison.Ordinal)
                    )
                ),
                indent
            );
        // Before the line of the closing brace.
        var at = type.CloseBraceToken.SpanStart;
        var lineStart = text.LastIndexOf('\n', at) + 1;
        var where = string.IsNullOrWhiteSpace(text[lineStart..at]) ? lineStart : at;
        text = text.Insert(where, added.Replace("\n", newline, StringComparison.Ordinal));
        var had = root.DescendantNodes(n => n is CompilationUnitSyntax or BaseNamespaceDeclarationSyntax)
            .OfType<UsingDirectiveSyntax>()
            .Select(u => u.Name?.ToString())
            .ToHashSet();
        var space = type.FirstAncestorOrSelf<BaseNamespaceDeclarationSyntax>()?.Name.ToString() ?? "";
        var missing = Usings(names, tests, space).Where(u => !had.Contains(u)).ToList();
        if (missing.Count > 0)
        {
            var start = root.Usings.Count > 0 ? root.Usings[^1].FullSpan.End : root.FullSpan.Start + LeadingLength(root);
            text = text.Insert(start, string.Concat(missing.Select(u => $"using {u};{newline}")) + (root.Usings.Count > 0 ? "" : newline));
        }

        return text;
    }

    /// <summary>One test, as it stands in a class.</summary>
    public string Method(GeneratedTest test, string indent)
    {
        var text = new StringBuilder();
        if (test.Origin == TestOrigin.Characterisation)
        {
            text.Append(indent).Append(Characterisation).Append('\n');
        }

        var attribute = (project.Framework, test.Rows.IsEmpty) switch
        {
            (TestFramework.NUnit, true) => "[Test]",
            (TestFramework.NUnit, false) => null,
            (TestFramework.MSTest, _) => "[TestMethod]",
            (_, true) => "[Fact]",
            _ => "[Theory]",
        };
        if (attribute is not null)
        {
            text.Append(indent).Append(attribute).Append('\n');
        }

        var row = project.Framework switch
        {
            TestFramework.NUnit => "TestCase",
            TestFramework.MSTest => "DataRow",
            _ => "InlineData",
        };
        foreach (var values in test.Rows)
        {
            text.Append(indent).Append($"[{row}({string.Join(", ", values)})]\n");
        }

        text.Append(indent)
            .Append(test.IsAsync ? "public async Task " : "public void ")
            .Append(test.Name)
            .Append('(')
            .AppendJoin(", ", test.Parameters.Select(p => $"{p.Type} {p.Name}"))
            .Append(")\n");
        text.Append(indent).Append("{\n");
        foreach (var line in test.Sections(project.Style.ArrangeComment))
        {
            text.Append(line.Length == 0 ? "" : indent + "    ").Append(line).Append('\n');
        }

        return text.Append(indent).Append("}\n").ToString();
    }

    // NUnit makes one object for all tests of a class, the others one for each.
    private string Fields(IReadOnlyList<GeneratedTest> tests, string className, string indent)
    {
        if (fixture is null || !tests.Any(t => t.Body.Any(l => fixture.Fields.Any(f => l.Contains(f.Name, StringComparison.Ordinal)))))
        {
            return "";
        }

        var text = new StringBuilder();
        var fields = fixture.Fields;
        var isAlone = fields.Length == 1;
        var isNUnit = project.Framework == TestFramework.NUnit;
        var nothing = project.CompilationOptions.NullableContextOptions == NullableContextOptions.Disable ? "" : " = null!";
        foreach (var (i, field) in fields.Index())
        {
            var isInitialised = !isNUnit && (isAlone || i < fields.Length - 1);
            text.Append(indent)
                .Append(
                    isNUnit ? $"private {field.Type} {field.Name}{nothing};\n"
                    : isInitialised ? $"private readonly {field.Type} {field.Name} = {field.Value};\n"
                    : $"private readonly {field.Type} {field.Name};\n"
                );
        }

        if (isNUnit || !isAlone)
        {
            text.Append('\n')
                .Append(indent)
                .Append(isNUnit ? $"[SetUp]\n{indent}public void SetUp()\n" : $"public {className}()\n")
                .Append(indent)
                .Append("{\n");
            foreach (var field in isNUnit ? fields.AsEnumerable() : [fields[^1]])
            {
                text.Append(indent).Append("    ").Append($"{field.Name} = {field.Value};\n");
            }

            text.Append(indent).Append("}\n");
        }

        return text.Append('\n').ToString();
    }

    private static int LeadingLength(CompilationUnitSyntax root) =>
        root.GetLeadingTrivia()
            .Where(t => t.IsKind(SyntaxKind.SingleLineCommentTrivia) || t.IsKind(SyntaxKind.MultiLineCommentTrivia))
            .Select(t => t.FullSpan.End)
            .DefaultIfEmpty(0)
            .Max()
            is var end
                and > 0
            ? end + 1
            : 0;

    private string Members(IReadOnlyList<GeneratedTest> tests, IEnumerable<string> stubs, string indent)
    {
        var parts = tests.Select(t => Method(t, indent)).ToList();
        var used = tests.SelectMany(t => t.Body).Concat(fixture?.Fields.Select(f => f.Value) ?? []).ToList();
        foreach (var stub in stubs.Where(s => IsUsed(s, used, stubs)))
        {
            parts.Add(string.Concat(stub.Split('\n').Select(l => (l.Length == 0 ? "" : indent) + l + "\n")));
        }

        return string.Join("\n", parts);
    }

    private static bool IsUsed(string stub, List<string> lines, IEnumerable<string> others)
    {
        var words = stub.Split(' ', '\n');
        var name = words[Array.IndexOf(words, "class") + 1];
        return lines.Any(l => l.Contains($"new {name}(", StringComparison.Ordinal))
            || others.Any(o => o != stub && o.Contains($"new {name}(", StringComparison.Ordinal));
    }

    private IEnumerable<string> Usings(TypeNames names, IEnumerable<GeneratedTest> tests, string @namespace)
    {
        var framework = project.Framework switch
        {
            TestFramework.NUnit => "NUnit.Framework",
            TestFramework.MSTest => "Microsoft.VisualStudio.TestTools.UnitTesting",
            _ => "Xunit",
        };
        var global = project
            .GlobalUsings.SelectMany(t => ((CompilationUnitSyntax)t.GetRoot()).Usings)
            .Where(u => u.GlobalKeyword != default && u.Alias is null && u.StaticKeyword == default)
            .Select(u => u.Name!.ToString().Replace("global::", "", StringComparison.Ordinal))
            .ToHashSet(StringComparer.Ordinal);
        return names
            .Usings.Concat(style.Usings)
            .Append(framework)
            .Concat(tests.Any(t => t.IsAsync) ? ["System.Threading.Tasks"] : [])
            .Distinct()
            .Where(u => !global.Contains(u) && u != @namespace && !@namespace.StartsWith(u + ".", StringComparison.Ordinal))
            .OrderBy(u => u != "System" && !u.StartsWith("System.", StringComparison.Ordinal))
            .ThenBy(u => u, StringComparer.Ordinal);
    }
}
