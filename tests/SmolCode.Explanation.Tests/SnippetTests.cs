using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using SmolCode.TestSupport;

namespace SmolCode.Explanation.Tests;

/// <summary>Snippets of C# 1 to 14: what their explanations have to say, must not say, and whether the compiler agrees with all of it.</summary>
public sealed class SnippetTests
{
    private static readonly string[] Usings =
    [
        "System",
        "System.Collections.Generic",
        "System.IO",
        "System.Linq",
        "System.Net.Http",
        "System.Threading",
        "System.Threading.Tasks",
    ];

    private static readonly string[] Golden =
    [
        "cs01-switch",
        "cs01-try-finally",
        "cs03-linq-methods",
        "cs05-async",
        "cs06-nameof-guard",
        "cs08-async-stream",
        "cs09-record",
        "cs12-primary-constructor",
        "cs13-params-span",
        "cs14-extension-members",
        "nested-loops",
        "selection-flow",
        "errors",
    ];

    public static TheoryData<string> All => [.. Snippet.Names()];

    public static TheoryData<string> WithGoldenFile => [.. Golden];

    [Fact]
    public void There_are_at_least_sixty() => Assert.True(Snippet.Names().Count() >= 60);

    [Theory]
    [MemberData(nameof(All))]
    public async Task It_says_what_it_has_to_and_nothing_that_it_must_not(string name)
    {
        var snippet = Snippet.Read(name);
        var markdown = (await Explain.TextAsync(snippet.Text, snippet.Selection)).Markdown;
        Assert.All(snippet.Must, m => Assert.Contains(m, markdown, StringComparison.Ordinal));
        Assert.All(snippet.MustNot, m => Assert.DoesNotContain(m, markdown, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task The_compiler_agrees(string name)
    {
        var snippet = Snippet.Read(name);
        var explanation = await Explain.TextAsync(snippet.Text, snippet.Selection);
        var model = Compile(snippet.Text);
        if (name is not ("errors" or "unknown-names"))
        {
            Assert.DoesNotContain(model.GetDiagnostics(), d => d.Severity == DiagnosticSeverity.Error);
        }

        var claims = new ExplanationClaims(model, explanation.Code.Span);
        Assert.All(explanation.Sentences, s => Assert.Empty(claims.Untrue(s.Text)));
        Assert.True(claims.Checked > 0 || name is "generated" or "unknown-names", "Nothing was checked.");
    }

    [Theory]
    [MemberData(nameof(All))]
    public async Task Every_sentence_speaks_of_places_in_the_text(string name)
    {
        var snippet = Snippet.Read(name);
        var explanation = await Explain.TextAsync(snippet.Text, snippet.Selection);
        Assert.All(
            explanation.Sentences,
            s =>
            {
                Assert.NotEmpty(s.Spans);
                Assert.All(s.Spans, r => Assert.InRange(r.End, r.Start, snippet.Text.Length));
                Assert.Equal(0, s.Text.Count(c => c == '`') % 2);
                Assert.EndsWith(s.Text[^1] == ':' ? ":" : ".", s.Text);
            }
        );
    }

    [Theory]
    [MemberData(nameof(WithGoldenFile))]
    public async Task It_reads_as_reviewed(string name)
    {
        var snippet = Snippet.Read(name);
        GoldenFile.Verify((await Explain.TextAsync(snippet.Text, snippet.Selection)).Markdown, name + ".md");
    }

    /// <summary>A compilation of its own: the one that the explanation is made from takes no part in its check.</summary>
    private static SemanticModel Compile(string text)
    {
        var tree = CSharpSyntaxTree.ParseText(text, new CSharpParseOptions(LanguageVersion.Latest), path: "Test.cs");
        var usings = CSharpSyntaxTree.ParseText(
            string.Concat(Usings.Select(u => $"global using {u};\n")),
            new CSharpParseOptions(LanguageVersion.Latest)
        );
        var references = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(p =>
                Path.GetFileName(p).StartsWith("System.", StringComparison.Ordinal) || Path.GetFileName(p) is "Microsoft.CSharp.dll"
            )
            .Select(p => MetadataReference.CreateFromFile(p));
        var isProgram = tree.GetCompilationUnitRoot().Members.Any(SyntaxKind.GlobalStatement);
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [tree, usings],
            references,
            new CSharpCompilationOptions(
                isProgram ? OutputKind.ConsoleApplication : OutputKind.DynamicallyLinkedLibrary,
                allowUnsafe: true,
                nullableContextOptions: NullableContextOptions.Enable
            )
        );
        return compilation.GetSemanticModel(tree);
    }
}
