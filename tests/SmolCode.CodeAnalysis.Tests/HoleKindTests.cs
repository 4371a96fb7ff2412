namespace SmolCode.CodeAnalysis.Tests;

public sealed class HoleKindTests
{
    [Theory]
    [InlineData("$$", HoleKind.Declaration)]
    [InlineData("class C\n{\n    $$\n}", HoleKind.Declaration)]
    [InlineData("class C\n{\n    public $$\n}", HoleKind.Declaration)]
    [InlineData("class C\n{\n    int x;\n    $$\n}", HoleKind.Declaration)]
    [InlineData("class C\n{\n    void M() { }\n    pub$$\n}", HoleKind.Declaration)]
    [InlineData("class C { int P { $$ } }", HoleKind.Declaration)]
    [InlineData("enum E { A, $$ }", HoleKind.Declaration)]
    [InlineData("using $$", HoleKind.Using)]
    [InlineData("using System.$$", HoleKind.Using)]
    [InlineData("namespace A.$$", HoleKind.Using)]
    [InlineData("class C { void M() { System.Console.$$ } }", HoleKind.MemberAccess)]
    [InlineData("class C { void M() { System.Console.Wri$$ } }", HoleKind.MemberAccess)]
    [InlineData("class C { void M(string s) { var n = s?.$$; } }", HoleKind.MemberAccess)]
    [InlineData("class C { System.Collections.$$ x; }", HoleKind.MemberAccess)]
    [InlineData("class C { void M() { M2($$); } void M2(int a) { } }", HoleKind.Argument)]
    [InlineData("class C { void M() { M2(1, $$); } void M2(int a, int b) { } }", HoleKind.Argument)]
    [InlineData("class C { void M() { M2(a: $$); } void M2(int a) { } }", HoleKind.Argument)]
    [InlineData("class C { void M() { M2(1 + $$); } void M2(int a) { } }", HoleKind.Argument)]
    [InlineData("class C { void M() { var c = new C($$", HoleKind.Argument)]
    [InlineData("class C { void M() { int x = $$; } }", HoleKind.Assignment)]
    [InlineData("class C { int x; void M() { x += $$; } }", HoleKind.Assignment)]
    [InlineData("class C { int P => $$; }", HoleKind.Assignment)]
    [InlineData("class C { int[] a = { $$ }; }", HoleKind.Assignment)]
    [InlineData("class C { int[] a = [1, $$]; }", HoleKind.Assignment)]
    [InlineData("class C { void M() { System.Action a = () => $$; } }", HoleKind.Assignment)]
    [InlineData("class C { void M() { if ($$) { } } }", HoleKind.Condition)]
    [InlineData("class C { void M(bool a) { if (a && $$) { } } }", HoleKind.Condition)]
    [InlineData("class C { void M() { while ($$", HoleKind.Condition)]
    [InlineData("class C { void M() { for (int i = 0; $$; i++) { } } }", HoleKind.Condition)]
    [InlineData("class C { int M() { return $$; } }", HoleKind.Expression)]
    [InlineData("class C { int M() { throw $$", HoleKind.Expression)]
    [InlineData("class C { async void M() { await $$ } }", HoleKind.Expression)]
    [InlineData("class C { void M() { foreach (var x in $$) { } } }", HoleKind.Expression)]
    [InlineData("class C { void M() { C c = new $$; } }", HoleKind.Expression)]
    [InlineData("class C { void M() { var s = $\"{$$}\"; } }", HoleKind.Expression)]
    [InlineData("class C { void M() { int x; $$ } }", HoleKind.StatementStart)]
    [InlineData("class C { void M() { if (true) $$ } }", HoleKind.StatementStart)]
    [InlineData("class C { void M() { if (true) { } $$ } }", HoleKind.StatementStart)]
    [InlineData("class C { void M() { switch (1) { case 1: $$ } } }", HoleKind.StatementStart)]
    [InlineData("class C { void M() { ret$$ } }", HoleKind.StatementStart)]
    [InlineData("class C\n{\n    void M()\n    {\n        $$\n    }\n}", HoleKind.BlockStart)]
    [InlineData("class C\n{\n    void M()\n    {\n        re$$\n        M();\n    }\n}", HoleKind.BlockStart)]
    [InlineData("class C { void M($$) { } }", HoleKind.Type)]
    [InlineData("class C : $$ { }", HoleKind.Type)]
    [InlineData("class C { System.Collections.Generic.List<$$> x; }", HoleKind.Type)]
    [InlineData("class C { bool M(object o) { return o is $$; } }", HoleKind.Pattern)]
    [InlineData("class C { int M(int o) => o switch { $$ }; }", HoleKind.Pattern)]
    [InlineData("class C { void M(int o) { switch (o) { case $$ } } }", HoleKind.Pattern)]
    [InlineData("[$$] class C { }", HoleKind.Attribute)]
    [InlineData("[System.Obsolete($$)] class C { }", HoleKind.Attribute)]
    [InlineData("class C { // some $$", HoleKind.Comment)]
    [InlineData("class C { /* some $$ */ }", HoleKind.Comment)]
    [InlineData("/// <summary>$$</summary>\nclass C { }", HoleKind.DocComment)]
    [InlineData("class C { string s = \"ab$$c\"; }", HoleKind.String)]
    [InlineData("class C { string s = \"ab$$\n}", HoleKind.String)]
    [InlineData("class C { char s = '$$'; }", HoleKind.String)]
    [InlineData("class C { string M(int a) => $\"a$$ {a}\"; }", HoleKind.String)]
    [InlineData("class C { string s = \"\"\"\n    a$$\n    \"\"\"; }", HoleKind.String)]
    [InlineData("#if $$\nclass C { }\n#endif", HoleKind.Preprocessor)]
    [InlineData("#if NEVER\nclass $$\n#endif", HoleKind.Preprocessor)]
    public async Task The_kind_follows_from_what_is_left_of_the_cursor(string source, HoleKind kind)
    {
        var hole = await TestDocument.Parse(source).AnalyzeAsync();

        Assert.Equal(kind, hole.Kind);
    }

    [Theory]
    [InlineData("class C { } // end\n$$", HoleKind.Declaration)]
    [InlineData("/// <summary>x</summary>\n$$class C { }", HoleKind.Declaration)]
    [InlineData("class C { string s = \"abc\"$$; }", HoleKind.Assignment)]
    public async Task Behind_a_comment_or_literal_is_code(string source, HoleKind kind)
    {
        var hole = await TestDocument.Parse(source).AnalyzeAsync();

        Assert.Equal(kind, hole.Kind);
    }

    [Theory]
    [InlineData("class C { void M() { foo$$ } }", 3)]
    [InlineData("class C { void M() { foo.$$ } }", 0)]
    [InlineData("class C { void M() { foo.ba$$r } }", 2)]
    [InlineData("class C { void M() { var @cl$$ } }", 3)]
    [InlineData("class C { int x = 12$$ }", 0)]
    public async Task The_word_starts_where_its_identifier_does(string source, int length)
    {
        var hole = await TestDocument.Parse(source).AnalyzeAsync();

        Assert.Equal(length, hole.Position - hole.WordStart);
    }
}
