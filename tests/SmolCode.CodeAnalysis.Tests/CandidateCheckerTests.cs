namespace SmolCode.CodeAnalysis.Tests;

public sealed class CandidateCheckerTests
{
    private const string Members = """
        int count; string name = ""; void Log(string s) { } void Log(string s, int n) { } int Sum(int a, int b) => a + b; Task<int> LoadAsync() => null!;
        """;

    [Theory]
    [InlineData("int M()\n{\n    return $$\n}", "count;", true)]
    [InlineData("int M()\n{\n    return $$\n}", "Sum(1, 2);", true)]
    [InlineData("int M()\n{\n    return name.$$\n}", "Length;", true)]
    [InlineData("object M()\n{\n    return $$\n}", "name;", false)]
    [InlineData("object M()\n{\n    return new $$\n}", "List<int>();", false)]
    [InlineData("List<int> M()\n{\n    return new $$\n}", "List<int>();", true)]
    [InlineData("long M()\n{\n    return na$$\n}", "me.Length;", false)]
    [InlineData("void M()\n{\n    Log($$);\n}", "name", true)]
    [InlineData("void M()\n{\n    $$\n}", "Log(name);", null)]
    public async Task Whether_the_type_is_the_one_that_is_wanted_is_told(string member, string candidate, bool? fits)
    {
        var document = TestDocument.Parse($"class C\n{{\n{Members}\n{member}\n}}\n");
        var verdict = await document.CheckAsync(candidate);
        Assert.True(verdict.Checks.Passed);
        Assert.Equal(fits, verdict.Checks.FitsType);
    }

    [Theory]
    [InlineData("void M() { Log($$); }", "name", "name);")]
    [InlineData("void M() { Log($$); }", "name)", "name);")]
    [InlineData("void M() { Log($$); }", "name);", "name);")]
    [InlineData("void M() { Log($$); }", "name.ToUpperInvariant()", "name.ToUpperInvariant());")]
    [InlineData("void M() { Log($$); }", "name.ToUpperInvariant());", "name.ToUpperInvariant());")]
    [InlineData("void M() { Log($$\n}", "name);", "name);")]
    [InlineData("void M() { $$\n}", "Log(name);", "Log(name);")]
    [InlineData("void M() { na$$\n}", "me = \"\";", "me = \"\";")]
    [InlineData("int M() { return $$\n}", "Sum(1, 2);", "Sum(1, 2);")]
    [InlineData("int M() { return $$; }", "Sum(1, 2);", "Sum(1, 2);")]
    [InlineData("void M() { int x = $$\n}", "count;", "count;")]
    [InlineData("void M() { var x = name.$$\n}", "Length;", "Length;")]
    [InlineData("async Task<int> M() { return $$\n}", "await LoadAsync();", "await LoadAsync();")]
    [InlineData("void M() { if ($$) { } }", "count > 0", "count > 0")]
    [InlineData("void M() { foreach (var c in $$) { } }", "name", "name")]
    [InlineData("void M()\n{\n    $$\n}", "var a = 1;\nLog(name, a);", "var a = 1;\nLog(name, a);")]
    [InlineData("void M()\n{\n    $$\n}", "if (count > 0)\n{\n    Log(name);\n}", "if (count > 0)\n{\n    Log(name);\n}")]
    [InlineData("void M()\n{\n    $$\n}", "Log(name);\n}", "Log(name);")]
    [InlineData("int M()\n{\n    $$\n}", "var a = 1;", "var a = 1;")]
    [InlineData("$$", "public int Double(int x) => x * 2;", "public int Double(int x) => x * 2;")]
    [InlineData("public int Do$$", "uble(int x) => x * 2;", "uble(int x) => x * 2;")]
    [InlineData("// a comment $$\nint y;", "of two words", "of two words")]
    [InlineData("string s = \"a$$\";", "bc", "bc\";")]
    [InlineData("string s = \"a$$\";", "bc\";", "bc\";")]
    [InlineData("string M(int n) => $\"a$$\";", "{n}", "{n}\";")]
    [InlineData("void M(int n) { Log($\"a {$$}\");\n}", "n}\");", "n}\");")]
    [InlineData("void M(int n) { Log($\"a {$$}\")\n}", "n}\");", "n}\");")]
    [InlineData("void M(int n) { Log($\"a {$$}\");\n}", "n", "n}\");")]
    [InlineData("void M(int n)\n{\nLog($\"a {$$}\");\n}", "n} b\");", "n} b\");")]
    [InlineData("string M(int n) { return $\"a {$$}\";\n}", "n", "n}\";")]
    [InlineData("string M(int n) { return $\"a {$$}\";\n}", "n}\";", "n}\";")]
    [InlineData("void M() { Func<int, int> f = $$\n}", "x => x + 1;", "x => x + 1;")]
    [InlineData("void M() { Log(nameof($$)); }", "count", "count));")]
    [InlineData(
        "void M(object o) { if (o is $$) { } }",
        "string { Length: > 3 } text && text.Length > 4",
        "string { Length: > 3 } text && text.Length > 4"
    )]
    [InlineData("void M() { int total; $$\nLog(name, total); }", "Log(name);", "Log(name);")]
    [InlineData("void M(HashSet<int> set) { $$\n}", "set.Add(1);", "set.Add(1);")]
    [InlineData("void M(Dictionary<int, int> map) { $$\n}", "map.Remove(1);", "map.Remove(1);")]
    [InlineData("void M() { $$\n}", "int.TryParse(name, out count);", "int.TryParse(name, out count);")]
    [InlineData("void M() { $$\n}", "name.Trim().ToList().ForEach(c => Log(name));", "name.Trim().ToList().ForEach(c => Log(name));")]
    [InlineData("void M(System.Text.StringBuilder text) { $$\n}", "text.Append(name);", "text.Append(name);")]
    [InlineData("void M() { name.Trim();\n$$\n}", "Log(name);", "Log(name);")]
    [InlineData("$$", "async Task M()\n{\n}", "async Task M()\n{\n}")]
    [InlineData("$$", "async Task M() => await LoadAsync();", "async Task M() => await LoadAsync();")]
    [InlineData("async Task M()\n{\n    $$\n}", "Log(name);", "Log(name);")]
    public async Task What_compiles_passes(string member, string candidate, string inserted)
    {
        var document = TestDocument.Parse($"class C\n{{\n{Members}\n{member}\n}}\n");
        var result = await document.CheckAsync(candidate);

        Assert.True(result.Checks.Passed, $"{result.Checks.RefutedBy}: {string.Join(", ", result.Checks.NewErrors)}");
        Assert.Equal(inserted, result.Text);
    }

    [Theory]
    [InlineData("void M() { Log($$); }", "unknown", "names")]
    [InlineData("void M() { Log($$); }", "name.Lenght", "names")]
    [InlineData("void M() { Log($$); }", "count", "errors")]
    [InlineData("void M() { Log($$); }", "name, name", "errors")]
    [InlineData("void M() { Log($$); }", "name, 1, 2", "errors")]
    [InlineData("void M() { Log($$); }", "name]", "brackets")]
    [InlineData("void M() { Log($$); }", "(name", "syntax")]
    [InlineData("void M() { Log($$); }", "name +", "syntax")]
    [InlineData("void M() { Log($$); }", ")", "nothing new")]
    [InlineData("void M() { Log($$); }", "  ", "nothing new")]
    [InlineData("void M() { Log($$); }", "", "nothing new")]
    [InlineData("void M() { int x = $$\n}", "name;", "errors")]
    [InlineData("int M() { return $$\n}", "name;", "errors")]
    [InlineData("void M() { return $$\n}", "count;", "errors")]
    [InlineData("void M() { if ($$) { } }", "count", "errors")]
    [InlineData("void M() { $$\n}", "if (true) {", "brackets")]
    [InlineData("void M() { $$\n}", "String[] args = 1;", "errors")]
    [InlineData("void M() { $$\n}", "System.out.println(name);", "syntax")]
    [InlineData("void M() { $$\n}", "await LoadAsync();", "errors")]
    [InlineData("void M() { $$\n}", "int count2 = 1 int", "syntax")]
    [InlineData("void M() { int total; $$\n}", "Log(name, total);", "errors")]
    [InlineData("void M()\n{\n    $$\n    Log(name);\n}", "Log(name);", "nothing new")]
    [InlineData("void M() { $$\n}", "/* open", "syntax")]
    [InlineData("void M() { if ($$\n{ } }", "count > 0).Log()", "syntax")]
    [InlineData("p$$", "x1.y2(z3);", "syntax")]
    [InlineData("$$", "public Unknown Find() => null;", "names")]
    [InlineData("$$", "int count;", "errors")]
    [InlineData("/* a comment $$ */ int y;", "ends */ int z; /*", "leaves the comment")]
    [InlineData("// a comment $$\nint y;", "and\nmore", "leaves the comment")]
    [InlineData("string s = \"a$$\";", "b\" + unknown + \"", "names")]
    [InlineData("void M() { $$\n}", "name.Replace(\"a\", \"b\");", "unused")]
    [InlineData("void M() { name.$$\n}", "Trim();", "unused")]
    [InlineData("void M(string? s) { $$\n}", "s?.Trim();", "unused")]
    [InlineData("void M(List<int> list) { $$\n}", "list.Where(x => x > 0);", "unused")]
    [InlineData("void M() { $$\n}", "Log(name);\nMath.Max(count, 1);", "unused")]
    [InlineData("void M(System.Collections.Immutable.ImmutableArray<int> array) { $$\n}", "array.Add(1);", "unused")]
    [InlineData("[System.Diagnostics.Contracts.Pure] int Half() => count / 2; void M() { $$\n}", "Half();", "unused")]
    [InlineData("void M() { $$\n}", "new List<int>();", "unused")]
    [InlineData("void M() { $$\n}", "count.ToString();", "unused")]
    [InlineData("$$", "async Task SaveAsync()\n{\n    Log(name);\n}", "errors")]
    [InlineData("void M(Func<Task> f) { M($$\n}", "async () => Log(name));", "errors")]
    public async Task What_does_not_compile_is_refuted(string member, string candidate, string by)
    {
        var document = TestDocument.Parse($"class C\n{{\n{Members}\n{member}\n}}\n");
        var result = await document.CheckAsync(candidate);

        Assert.False(result.Checks.Passed);
        Assert.Equal(by, result.Checks.RefutedBy);
    }

    [Fact]
    public async Task Errors_that_were_there_before_do_not_count()
    {
        var document = TestDocument.Parse("class C { void N() { } void M() { Missing(); int x = \"\";\n $$\n} }");
        var result = await document.CheckAsync("N();");

        Assert.True(result.Checks.Passed);
    }

    [Fact]
    public async Task One_more_of_an_error_that_was_there_counts()
    {
        var document = TestDocument.Parse("class C { void M() { Missing();\n $$\n} }");
        var result = await document.CheckAsync("Missing();");

        Assert.False(result.Checks.Passed);
        Assert.False(result.Checks.Binds);
    }

    [Fact]
    public async Task Without_references_a_name_passes_when_another_file_uses_it()
    {
        const string Source = "using Some.Package;\nclass C { void M() {\n $$\n} }";
        var other = ("/test/Other.cs", "using Some.Package; class D { Widget w; }");
        var known = await TestDocument.Parse(Source, AnalysisDepth.Folder, other).CheckAsync("Widget w = new();");
        var unknown = await TestDocument.Parse(Source, AnalysisDepth.Folder, other).CheckAsync("Gadget w = new();");

        Assert.True(known.Checks.Passed, string.Join(", ", known.Checks.NewErrors));
        Assert.False(unknown.Checks.Passed);
    }

    [Fact]
    public async Task Without_references_what_is_certain_still_counts()
    {
        var result = await TestDocument
            .Parse("using Some.Package;\nclass C { int M() { return $$\n} }", AnalysisDepth.Folder)
            .CheckAsync("\"\";");

        Assert.False(result.Checks.Passed);
    }

    [Theory]
    [InlineData("class R { public int Find(int id) => id; }\nclass C { int M(R repo) { return $$\n} }", "repo.Remove(1);")]
    [InlineData("class C { bool M(System.Collections.Generic.Dictionary<string, int> d) { return $$\n} }", "d.TryGetValue(\"\");")]
    [InlineData("interface R { }\nclass C { }\n$$\n", "interface R { }")]
    [InlineData("class C { void M() { }\n $$\n}", "void M() { }")]
    [InlineData("class B { public B(int a) { } }\nclass C { B M() { return $$\n} }", "new B();")]
    public async Task Where_nothing_is_missing_a_file_without_a_project_is_held_to_every_error(string source, string text)
    {
        foreach (var depth in new[] { AnalysisDepth.File, AnalysisDepth.Folder, AnalysisDepth.Project })
        {
            var result = await TestDocument.Parse(source, depth).CheckAsync(text);

            Assert.False(result.Checks.Passed, depth.ToString());
        }
    }

    [Fact]
    public async Task A_text_that_stops_in_the_middle_is_refuted_where_the_file_was_broken_before()
    {
        var result = await TestDocument.Parse("class C { void M(object y) { var x = $$\n M(x);\n} }").CheckAsync("y as");

        Assert.False(result.Checks.Passed);
    }

    [Fact]
    public async Task The_documents_own_newlines_are_used()
    {
        var document = TestDocument.Parse("class C\n{\n    void N() { }\n    void M()\n    {\n        $$\n    }\n}\n");
        var snapshot = TestDocument.Create(document.Snapshot.Text.ToString().Replace("\n", "\r\n", StringComparison.Ordinal));
        var position = snapshot.Text.ToString().IndexOf("        \r\n", StringComparison.Ordinal) + 8;
        var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, position, CancellationToken.None);
        var result = await CandidateChecker.Begin(snapshot, hole, CancellationToken.None).CheckAsync("N();\nN();", CancellationToken.None);

        Assert.True(result.Checks.Passed);
        Assert.Equal("N();\r\nN();", result.Text);
    }

    [Fact]
    public async Task A_closer_that_the_editor_inserted_is_typed_over()
    {
        var document = TestDocument.Parse("class C { void M(int a) {\n N($$)\n} void N(int b) { } }");
        var result = await document.CheckAsync("1);");

        Assert.True(result.Checks.Passed);
        Assert.Contains(" N(1);\n", document.Apply(result), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancelled_checks_end()
    {
        using var cancellation = new CancellationTokenSource();
        var document = TestDocument.Parse("class C { void M() { $$ } }");
        var hole = await document.AnalyzeAsync();
        await cancellation.CancelAsync();
        var checker = CandidateChecker.Begin(document.Snapshot, hole, cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => checker.CheckAsync("M();", cancellation.Token));
    }

    [Fact]
    public async Task Typing_on_gives_the_same_answers_as_a_fresh_look()
    {
        const string Statement = "Log(name, count);";
        var prefix = $"class C\n{{\n{Members}\nvoid M() {{\n";
        await using var workspace = new CodeWorkspace();
        for (var typed = 0; typed < Statement.Length - 1; typed++)
        {
            var text = prefix + Statement[..typed] + "\n} }";
            var snapshot = workspace.GetSnapshot("/test/Typed.cs", Microsoft.CodeAnalysis.Text.SourceText.From(text), typed);
            var hole = await HoleAnalyzer.AnalyzeAsync(snapshot, prefix.Length + typed, CancellationToken.None);
            var checker = CandidateChecker.Begin(snapshot, hole, CancellationToken.None);
            var right = await checker.CheckAsync(Statement[typed..], CancellationToken.None);
            var wrong = await checker.CheckAsync("?" + Statement[typed..], CancellationToken.None);

            Assert.True(
                right.Checks.Passed,
                $"after '{Statement[..typed]}': {right.Checks.RefutedBy}: {string.Join(", ", right.Checks.NewErrors)}"
            );
            Assert.False(wrong.Checks.Passed, $"after '{Statement[..typed]}'");
        }
    }
}
