namespace SmolCode.CodeAnalysis.Tests;

public sealed class HoleSymbolTests
{
    [Fact]
    public async Task A_receiver_has_its_accessible_instance_members_and_extension_methods()
    {
        var hole = await TestDocument
            .Parse(
                "class C { private int hidden; public int Shown; } class D { void M(C c, int[] a) { c.$$ } } static class E { public static void Extend(this C c) { } }"
            )
            .AnalyzeAsync();

        Assert.Equal("C", hole.ReceiverType);
        var names = hole.Members.Select(m => m.Name).ToList();
        Assert.Contains("Shown", names);
        Assert.Contains("Extend", names);
        Assert.Contains("ToString", names);
        Assert.DoesNotContain("hidden", names);
        Assert.DoesNotContain("Equals(object, object)", names);
    }

    [Fact]
    public async Task A_type_has_its_static_members()
    {
        var hole = await TestDocument.Parse("class C { void M() { var x = string.$$; } }").AnalyzeAsync();

        Assert.Equal("System.String", hole.ReceiverType);
        Assert.Contains("IsNullOrEmpty", hole.Members.Select(m => m.Name));
        Assert.DoesNotContain("Length", hole.Members.Select(m => m.Name));
    }

    [Fact]
    public async Task A_receiver_before_a_line_that_reads_as_a_declaration_is_found()
    {
        var hole = await TestDocument.Parse("class C { void M(string text) {\n text.$$\n Guid id = default;\n } }").AnalyzeAsync();

        Assert.Equal("System.String", hole.ReceiverType);
    }

    [Fact]
    public async Task A_static_extension_member_is_one_of_its_type()
    {
        var hole = await TestDocument
            .Parse(
                "static class E { extension(string) { public static string Blank => \"\"; } } class C { void M() { var s = string.$$; } }"
            )
            .AnalyzeAsync();

        Assert.Contains("Blank", hole.Members.Select(m => m.Name));
        Assert.DoesNotContain("Select", hole.Members.Select(m => m.Name));
    }

    [Fact]
    public async Task A_nullable_value_behind_a_question_mark_is_its_value()
    {
        var hole = await TestDocument.Parse("class C { void M(System.DateTime? d) { var y = d?.$$; } }").AnalyzeAsync();

        Assert.Equal("System.DateTime", hole.ReceiverType);
    }

    [Theory]
    [InlineData("class C { int count; void M(int by) { var x = $$; } }", "count by M C string new typeof", "await if")]
    [InlineData("class C { async void M() { var x = $$; } }", "await", "if")]
    [InlineData("class C { void M() { $$\n} }", "M if return var", "await")]
    [InlineData("class C { void M(int left, int top) { } void N() { M($$); } }", "left: top: N out", "if")]
    [InlineData("class C { System.Collections.Generic.List<$$ x; }", "C int System Guid", "return")]
    [InlineData("class MarkAttribute : System.Attribute; [$$\nclass C { }", "Mark MarkAttribute Obsolete", "C int")]
    [InlineData("class C { const int Limit = 3; int count; bool M(object o) => o is $$; }", "C Limit string null not", "count")]
    [InlineData("class C { void M(C c) { c.$$ } }", "", "M c")]
    [InlineData("class C { $$ }", "", "C int")]
    [InlineData("class C { void M() { // $$\n} }", "", "M")]
    public async Task Names_that_exist_are_told_by_the_place(string source, string some, string none)
    {
        var hole = await TestDocument.Parse(source).AnalyzeAsync();

        var names = hole.ScopeNames;
        Assert.Empty(some.Split(' ', StringSplitOptions.RemoveEmptyEntries).Except(names));
        Assert.Empty(none.Split(' ', StringSplitOptions.RemoveEmptyEntries).Intersect(names));
        Assert.Equal(some.Length == 0, names.IsEmpty);
    }

    [Fact]
    public async Task What_is_in_scope_comes_innermost_first()
    {
        var hole = await TestDocument
            .Parse(
                """
                class B { protected int inherited; private int secret; }
                class C : B
                {
                    int field;
                    void M(int parameter)
                    {
                        var outer = 1;
                        foreach (var item in new int[3])
                        {
                            if (int.TryParse("", out var parsed)) { }
                            System.Func<int, int> f = argument => $$;
                            var later = 2;
                        }
                    }
                }
                """
            )
            .AnalyzeAsync();

        var names = hole.InScope.Select(s => s.Name).ToList();
        string[] expected = ["argument", "parsed", "item", "outer", "parameter", "field", "inherited"];
        Assert.Equal(expected, names.Where(expected.Contains));
        Assert.DoesNotContain("later", names);
        Assert.DoesNotContain("secret", names);
        Assert.Equal("int", hole.InScope.Single(s => s.Name == "parsed").Type);
    }

    [Fact]
    public async Task Primary_constructor_parameters_are_in_scope()
    {
        var hole = await TestDocument.Parse("class C(int size) { int M() { return $$; } }").AnalyzeAsync();

        Assert.Contains("size", hole.InScope.Select(s => s.Name));
    }

    [Theory]
    [InlineData("M($$);", ");")]
    [InlineData("M(\"$$\");", "\");")]
    [InlineData("M(a[$$])", "])")]
    [InlineData("M($$) + 1;", "")]
    [InlineData("M($$", "")]
    [InlineData("M($$)  ;", ")")]
    public async Task Closers_are_what_an_editor_puts_right_of_the_cursor(string statement, string closers)
    {
        var hole = await TestDocument.Parse($"class C {{ void M() {{\n{statement}\n}} }}").AnalyzeAsync();

        Assert.Equal(closers, hole.Closers);
    }

    [Fact]
    public async Task The_line_suffix_is_the_rest_of_the_line()
    {
        var hole = await TestDocument.Parse("class C { void M() { a$$ + b; }\n}").AnalyzeAsync();

        Assert.Equal(" + b; }", hole.LineSuffix);
    }

    [Theory]
    [InlineData("class C\n{\n    void M()\n    {\n        $$\n    }\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {$$\n    }\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {\n        $$\n        M();\n    }\n}", false)]
    [InlineData("class C\n{\n    void M()\n    {\n        M();\n        $$\n    }\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {\n        if (true)\n        {\n        }\n        $$\n\n    }\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {\n        // All of them.\n        $$\n    }\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {\n        M(); $$\n    }\n}", false)]
    [InlineData("class C\n{\n    void M()\n    {\n        if (true)\n            $$\n    }\n}", false)]
    [InlineData("class C\n{\n    int x;\n    $$\n}", true)]
    [InlineData("class C\n{\n    int[] x = {\n        1,\n        $$\n    };\n}", false)]
    [InlineData("class C\n{\n    void M()\n    $$\n}", true)]
    [InlineData("class C\n{\n    void M() { $$ }\n}", false)]
    [InlineData("class C\n{\n    $$\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {\n        if (true)\n        {\n            $$\n        }\n        M();\n    }\n}", true)]
    [InlineData("class C\n{\n    void M()\n    {\n        re$$\n    }\n}", false)]
    public async Task An_empty_body_or_its_rest_wants_several_lines(string source, bool multiline)
    {
        var hole = await TestDocument.Parse(source).AnalyzeAsync();

        Assert.Equal(multiline, hole.IsMultiline);
    }

    [Fact]
    public async Task A_position_outside_of_the_text_is_refused()
    {
        var snapshot = TestDocument.Create("class C { }");

        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => HoleAnalyzer.AnalyzeAsync(snapshot, 12, CancellationToken.None));
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => HoleAnalyzer.AnalyzeAsync(snapshot, -1, CancellationToken.None));
    }
}
