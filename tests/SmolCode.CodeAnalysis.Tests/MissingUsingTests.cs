using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Text;

namespace SmolCode.CodeAnalysis.Tests;

/// <summary>Candidates that lack nothing but a <c>using</c> directive.</summary>
public sealed class MissingUsingTests
{
    [Theory]
    [InlineData("void M() { $$\n}", "var text = new StringBuilder();", "System.Text")]
    [InlineData("void M() { $$\n}", "StringBuilder text = new();", "System.Text")]
    [InlineData("bool M(string s) { return $$\n}", "Regex.IsMatch(s, \"a\");", "System.Text.RegularExpressions")]
    [InlineData("bool M(object o) { return $$\n}", "o is StringBuilder;", "System.Text")]
    [InlineData("bool M(object o) { return $$\n}", "o is StringBuilder { Length: > 3 } text;", "System.Text")]
    [InlineData("string M() { return $$\n}", "nameof(StringBuilder);", "System.Text")]
    [InlineData("void M() { $$\n}", "List<int> numbers = [];", "System.Collections.Generic")]
    [InlineData("void M() { $$\n}", "IEnumerable numbers = new int[1];", "System.Collections")]
    [InlineData("$$", "public StringBuilder Build() => new();", "System.Text")]
    [InlineData("$$", "[Obsolete] public int Old;", "System")]
    [InlineData("object M(int[] a) { return $$\n}", "a.Select(x => x + 1);", "System.Linq")]
    [InlineData("object M(int[] a) { return $$\n}", "a?.Where(x => x > 1).Select(x => x + 1).ToArray();", "System.Linq")]
    [InlineData("void M()\n{\n    $$\n}", "var text = new StringBuilder();\ntext.Append(1);", "System.Text")]
    public async Task The_only_namespace_that_has_the_name_is_added(string member, string candidate, string added)
    {
        var document = TestDocument.ParseBare($"class C\n{{\n{member}\n}}\n");
        var repaired = await RepairAsync(document, candidate);

        Assert.NotNull(repaired);
        Assert.Equal(candidate, repaired.Text);
        Assert.True(repaired.Checks.Passed && repaired.IsRepaired);
        Assert.Equal([added], repaired.Usings.Select(u => u.Namespace));
        Assert.Equal($"using {added};\n\n", Assert.Single(repaired.AdditionalEdits).NewText);
        Assert.Equal(document.Position, repaired.Range.Start);
        await AssertCompilesAsync(document, repaired);
    }

    [Fact]
    public async Task Two_directives_may_be_lacking()
    {
        var document = TestDocument.ParseBare("using System;\n\nclass C\n{\nobject M(int[] a) { return $$\n}\n}\n");
        var repaired = await RepairAsync(document, "new StringBuilder(a.First());");
        Assert.Equal(["System.Text", "System.Linq"], repaired!.Usings.Select(u => u.Namespace));
        Assert.StartsWith(
            "using System;\nusing System.Linq;\nusing System.Text;\n\nclass C",
            document.Apply(repaired),
            StringComparison.Ordinal
        );
        await AssertCompilesAsync(document, repaired);
    }

    [Theory]
    // System.Threading and System.Timers.
    [InlineData("void M() { $$\n}", "Timer timer = null;")]
    [InlineData("void M() { $$\n}", "Thingamajig thing = null;")]
    [InlineData("void M(int[] a) { $$\n}", "a.Frobnicate();")]
    [InlineData("void M(object o) { $$\n}", "o.Select(x => 1);")]
    [InlineData("void M() { $$\n}", "StringBuilder<int> text = null;")]
    [InlineData("void M() { $$\n}", "StringBuilder();")]
    [InlineData("void M() { $$\n}", "System.StringBuilder text = null;")]
    [InlineData("void M() { $$\n}", "var text = new StringBuilder().Nonsense();")]
    [InlineData("void M() { $$\n}", "var text = new StringBuilder(this, this);")]
    // Three directives.
    [InlineData("object M(int[] a) { return $$\n}", "(new StringBuilder(a.First()), new Regex(\"a\"));")]
    public async Task Without_one_certain_namespace_a_candidate_stays_rejected(string member, string candidate) =>
        Assert.Null(await RepairAsync(TestDocument.ParseBare($"class C\n{{\n{member}\n}}\n"), candidate));

    [Fact]
    public async Task A_type_of_the_project_is_found_and_one_of_the_same_name_makes_it_uncertain()
    {
        const string Source = "class C\n{\n    void M()\n    {\n        $$\n    }\n}\n";
        (string, string) one = ("/test/A.cs", "namespace Shop.Prices;\nclass Discount { }\n");
        (string, string) other = ("/test/B.cs", "namespace Shop.Taxes;\nclass Discount { }\n");

        Assert.Equal(
            "Shop.Prices",
            (await RepairAsync(TestDocument.ParseBare(Source, one), "var d = new Discount();"))!.Usings[0].Namespace
        );
        Assert.Null(await RepairAsync(TestDocument.ParseBare(Source, one, other), "var d = new Discount();"));
    }

    [Fact]
    public async Task An_extension_method_of_the_project_is_found_where_it_fits_the_receiver()
    {
        const string Source = "class C\n{\n    void M(string s)\n    {\n        $$\n    }\n}\n";
        (string, string)[] others =
        [
            ("/test/A.cs", "namespace Shop.Texts;\nstatic class Texts { internal static int Weight(this string s) => 1; }\n"),
            ("/test/B.cs", "namespace Shop.Numbers;\nstatic class Numbers { internal static int Weight(this int n) => 1; }\n"),
        ];
        Assert.Equal("Shop.Texts", (await RepairAsync(TestDocument.ParseBare(Source, others), "s.Weight();"))!.Usings[0].Namespace);
    }

    [Fact]
    public async Task An_internal_type_of_another_project_is_not_found()
    {
        const string Library = "namespace Hidden;\ninternal class Secret { }\npublic class Open { }\n";
        Assert.Null(await RepairAsync(WithLibrary(Library), "var x = new Secret();"));
        Assert.Equal("Hidden", (await RepairAsync(WithLibrary(Library), "var x = new Open();"))!.Usings[0].Namespace);
    }

    [Fact]
    public async Task An_internal_type_of_an_assembly_is_not_found()
    {
        var image = new MemoryStream();
        var compilation = CSharpCompilation.Create(
            "Library",
            [CSharpSyntaxTree.ParseText("namespace Hidden { internal class Secret { } public class Open { } }", cancellationToken: Token)],
            [MetadataReference.CreateFromFile(typeof(object).Assembly.Location)],
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary)
        );
        Assert.True(compilation.Emit(image, cancellationToken: Token).Success);
        var reference = MetadataReference.CreateFromImage(image.ToArray());

        Assert.Null(await RepairAsync(WithReference(reference), "var x = new Secret();"));
        Assert.Equal("Hidden", (await RepairAsync(WithReference(reference), "var x = new Open();"))!.Usings[0].Namespace);
    }

    [Fact]
    public async Task A_directive_that_gives_another_name_of_the_file_two_meanings_is_not_added()
    {
        (string, string)[] others =
        [
            ("/test/A.cs", "namespace Near { class Thing { } }\nnamespace Far { class Thing { } class Wanted { } }\n"),
        ];
        const string Use = "class D\n{\n    Thing field;\n}\nclass C\n{\n    void M()\n    {\n        $$\n    }\n}\n";

        Assert.NotNull(
            await RepairAsync(
                TestDocument.ParseBare("using Near;\n" + Use.Replace("Thing field", "int field", StringComparison.Ordinal), others),
                "var w = new Wanted();"
            )
        );
        Assert.Null(await RepairAsync(TestDocument.ParseBare("using Near;\n" + Use, others), "var w = new Wanted();"));
    }

    [Fact]
    public async Task A_directive_that_gives_a_call_of_the_file_two_candidates_is_not_added()
    {
        (string, string)[] others =
        [
            ("/test/A.cs", "namespace Near { static class A { internal static void Go(this int n) { } } }\n"),
            ("/test/B.cs", "namespace Far { static class B { internal static void Go(this int n) { } } class Wanted { } }\n"),
        ];
        var document = TestDocument.ParseBare(
            "using Near;\nclass D\n{\n    void M() { 1.Go(); }\n}\nclass C\n{\n    void M()\n    {\n        $$\n    }\n}\n",
            others
        );
        Assert.Null(await RepairAsync(document, "var w = new Wanted();"));
    }

    [Fact]
    public async Task Only_who_can_add_directives_gets_such_a_candidate()
    {
        var document = TestDocument.ParseBare("class C\n{\n    void M()\n    {\n        $$\n    }\n}\n");
        const string Candidate = "var text = new StringBuilder();";
        var checker = CandidateChecker.Begin(document.Snapshot, await document.AnalyzeAsync(), Token);
        Assert.Null(await checker.RepairAsync(Candidate, await checker.CheckAsync(Candidate, Token), mayAddUsings: false, Token));
    }

    private const string Body = "class C\n{\n    void M()\n    {\n        $$\n    }\n}\n";

    /// <summary>A file with the directive in the place of §, with a blank line behind it where that is §+.</summary>
    [Theory]
    [InlineData("§using System.Threading;\nusing Xunit;\n\n" + Body, "Sorted")]
    [InlineData("using System;\n§using System.Threading;\nusing Abc;\n\n" + Body, "System first")]
    [InlineData("using Abc;\nusing System;\n§using System.Threading;\nusing Xunit;\n\n" + Body, "Alphabetical")]
    [InlineData("using System;\n§\nusing Abc;\nusing Xunit;\n\n" + Body, "In the group of System")]
    [InlineData("using Xunit;\nusing Abc;\nusing System;\n§\n" + Body, "Unsorted: last")]
    [InlineData("// Copyright\n§using Xunit;\n\n" + Body, "Header, first")]
    [InlineData("using System;\n§using static System.Math;\nusing Text = System.String;\n\n" + Body, "Before static ones and aliases")]
    [InlineData("§using static System.Math;\n\n" + Body, "Static ones only")]
    [InlineData("global using System;\n§\n" + Body, "Global ones only")]
    [InlineData("using System; // all of it\n§\n" + Body, "A comment behind it")]
    [InlineData("using System;\r\n§using Xunit;\r\n\r\nclass C\r\n{\r\n    void M()\r\n    {\r\n        $$\r\n    }\r\n}\r\n", "CRLF")]
    [InlineData("§+" + Body, "None")]
    [InlineData("// Copyright (c) Us.\n// All rights.\n\n§+namespace N;\n\n" + Body, "None, below the header")]
    [InlineData("// Copyright (c) Us.\n§+" + Body, "None, below the header that is close")]
    [InlineData("§+// What it does.\n" + Body, "None, above a comment of the type")]
    [InlineData("/* License */\n\n§+/// <summary>Text.</summary>\n" + Body, "None, above documentation")]
    [InlineData("§+/// <summary>Text.</summary>\n" + Body, "None, above documentation at the top")]
    [InlineData("#nullable disable\n§+" + Body, "None, below a directive")]
    [InlineData("#define X\n\n§+" + Body, "None, below a definition")]
    [InlineData("§+[assembly: System.CLSCompliant(false)]\n" + Body, "None, above attributes")]
    [InlineData("extern alias corlib;\n§" + Body, "None, below extern aliases")]
    [InlineData("§+System.Console.WriteLine();\n$$\n", "Statements")]
    [InlineData("using System;\n§\nConsole.WriteLine();\n$$\n", "Statements below directives")]
    [InlineData("§+$$", "Nothing at all")]
    [InlineData("namespace N;\n\nusing System;\n§\n" + Body, "In a file-scoped namespace")]
    [InlineData("namespace N\n{\n    using System;\n§    using Xunit;\n\n" + Body + "}\n", "In a namespace")]
    [InlineData("namespace N\n{\n§    using Xunit;\n\n" + Body + "}\n", "First in a namespace")]
    [InlineData("namespace N { using System;§ class C { void M() { $$\n} } }\n", "In one line")]
    [InlineData(
        "namespace A\n{\n    using System;\n    class D { }\n}\n\nnamespace B\n{\n    using System;\n§    using Xunit;\n\n" + Body + "}\n",
        "In the namespace of the code"
    )]
    [InlineData("using System;\n§#if DEBUG\nusing System.Threading;\n#endif\n\n" + Body, "Not within #if")]
    [InlineData("using System;\n§#if DEBUG\nusing System.Zzz;\n#endif\n\n" + Body, "Not within #if that is not compiled")]
    [InlineData("#if DEBUG\nusing System.Threading;\n#else\nusing System.Zzz;\n#endif\n§using Xunit;\n\n" + Body, "Before one behind #if")]
    [InlineData("#if DEBUG\nusing System;\n§\n" + Body + "#endif\n", "Within the #if that the code is in")]
    [InlineData("§#if DEBUG\nusing System.Threading;\n#endif\n\n" + Body, "Before #if around all of them")]
    [InlineData("// Copyright\n\n§#if DEBUG\nusing System.Threading;\n#endif\n\n" + Body, "Before #if, below the header")]
    [InlineData("#region Usings\nusing System;\n§#endregion\n\n" + Body, "Within a region")]
    public async Task A_directive_stands_where_the_file_would_have_it(string expected, string what)
    {
        var newline = expected.Contains("\r\n", StringComparison.Ordinal) ? "\r\n" : "\n";
        var spaced = expected.Contains("§+", StringComparison.Ordinal);
        var marked = expected.Replace("§+", "", StringComparison.Ordinal).Replace("§", "", StringComparison.Ordinal);
        var document = TestDocument.ParseBare(marked, ("/test/Others.cs", Others));
        var repaired = await RepairAsync(document, Candidate);

        Assert.True(repaired is not null, what);
        var line = what switch
        {
            "In one line" => " using System.Text;",
            _ when expected.Contains("§    ", StringComparison.Ordinal) => $"    using System.Text;{newline}",
            "In the namespace of the code" => "",
            _ => $"using System.Text;{newline}",
        };
        Assert.Equal(
            expected
                .Replace("§+", line + (marked == "$$" ? "" : newline), StringComparison.Ordinal)
                .Replace("§", line, StringComparison.Ordinal)
                .Replace("$$", Candidate, StringComparison.Ordinal),
            document.Apply(repaired)
        );
    }

    [Theory]
    [InlineData("#if DEBUG\nextern alias corlib;\n#endif\n" + Body, "extern aliases within #if")]
    [InlineData("#if DEBUG\nnamespace N\n#else\nnamespace M\n#endif\n{\n" + Body + "}\n", "the namespace is in #if")]
    public async Task Without_a_safe_place_a_candidate_stays_rejected(string marked, string what) =>
        Assert.True(await RepairAsync(TestDocument.ParseBare(marked), Candidate) is null, what);

    [Fact]
    public async Task A_directive_that_was_added_meanwhile_is_not_added_again()
    {
        var document = TestDocument.ParseBare("using System.Text;\n" + Body.Replace("$$", Candidate + "$$", StringComparison.Ordinal));
        Assert.Null(await UsingDirectives.AddAsync(document.Snapshot, [new MissingUsing("System.Text", "StringBuilder")], Token));
    }

    [Fact]
    public async Task A_directive_for_a_name_that_is_not_in_the_file_is_not_added()
    {
        var document = TestDocument.ParseBare(Body.Replace("$$", "var text = new $$", StringComparison.Ordinal));
        Assert.Null(await UsingDirectives.AddAsync(document.Snapshot, [new MissingUsing("System.Text", "StringBuilder")], Token));
    }

    [Fact]
    public async Task A_directive_for_a_name_that_is_in_the_file_is_added()
    {
        var document = TestDocument.ParseBare("using System;\n" + Body.Replace("$$", Candidate + "$$", StringComparison.Ordinal));
        var change = await UsingDirectives.AddAsync(document.Snapshot, [new MissingUsing("System.Text", "StringBuilder")], Token);
        Assert.Equal(new TextChange(new TextSpan("using System;\n".Length, 0), "using System.Text;\n"), change);
    }

    private const string Candidate = "var text = new StringBuilder();";

    /// <summary>Namespaces that the files above use.</summary>
    private const string Others = "namespace Abc { class A1 { } }\nnamespace Xunit { class X1 { } }\n";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static async Task<CheckedCandidate?> RepairAsync(TestDocument document, string candidate)
    {
        var refuted = await document.CheckAsync(candidate);
        Assert.False(refuted.Checks.Passed, "it needs no repair");
        return await document.RepairAsync(candidate, refuted);
    }

    private static TestDocument WithLibrary(string source)
    {
        var document = TestDocument.ParseBare(Body);
        var (project, library) = (document.Snapshot.Document.Project, ProjectId.CreateNewId());
        var solution = project
            .Solution.AddProject(library, "Library", "Library", LanguageNames.CSharp)
            .WithProjectMetadataReferences(library, project.MetadataReferences)
            .AddDocument(DocumentId.CreateNewId(library), "Library.cs", SourceText.From(source), filePath: "/test/Library.cs")
            .AddProjectReference(project.Id, new ProjectReference(library));
        return With(document, solution);
    }

    private static TestDocument WithReference(MetadataReference reference)
    {
        var document = TestDocument.ParseBare(Body);
        return With(document, document.Snapshot.Document.Project.AddMetadataReference(reference).Solution);
    }

    private static TestDocument With(TestDocument document, Solution solution) =>
        document with
        {
            Snapshot = TestDocument.SnapshotOf(
                solution.GetDocument(document.Snapshot.Document.Id)!,
                document.Snapshot.Text,
                AnalysisDepth.Project
            ),
        };

    /// <summary>The file with both changes has no error, asked in a compilation of its own.</summary>
    private static async Task AssertCompilesAsync(TestDocument document, CheckedCandidate repaired)
    {
        var changed = document.Snapshot.Document.WithText(SourceText.From(document.Apply(repaired)));
        var compilation = await changed.Project.GetCompilationAsync(Token);
        var errors = compilation!
            .GetDiagnostics(Token)
            .Where(d => d.Severity == DiagnosticSeverity.Error && d.Id is not ("CS5001" or "CS8805"));
        Assert.Empty(errors);
    }
}
