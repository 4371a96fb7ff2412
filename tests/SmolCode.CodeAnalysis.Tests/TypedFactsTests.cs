namespace SmolCode.CodeAnalysis.Tests;

public sealed class TypedFactsTests
{
    private const string Widgets = """
        namespace Shop;
        public enum Size { Small, Large }
        public abstract class Item { public int Id { get; } protected virtual void Touch() { } }
        public sealed class Widget : Item
        {
            private int secret;
            public Widget(string name, Size size) { }
            public string Name { get; set; } = "";
            public static Widget? Find(int id, bool exact = false) => null;
            internal void Polish(out int times) { times = 0; }
        }
        public interface IStore { System.Threading.Tasks.Task<Widget> LoadAsync(int id); }
        """;

    [Fact]
    public async Task Types_in_play_are_declared_in_compact_form()
    {
        var facts = await CollectAsync("namespace Shop; class C { void M(Widget widget)\n{\n    widget.$$\n} }", 6);

        var fact = Assert.Single(facts);
        Assert.Equal("test/Widgets.cs", fact.Path);
        Assert.Equal(
            """
            public sealed class Widget : Item
            {
                public Widget(string name, Size size);
                public string Name { get; set; }
                public static Widget? Find(int id, bool exact = false);
                internal void Polish(out int times);
            }
            """.ReplaceLineEndings("\n"),
            fact.Text
        );
    }

    [Fact]
    public async Task What_the_member_names_comes_first_and_what_the_hole_is_about_last()
    {
        var facts = await CollectAsync(
            "namespace Shop; class C : Item { IStore store = null!; async Task M(Size size)\n{\n    var w = await store.LoadAsync(1);\n    Log(w, $$\n} void Log(Widget w, System.Text.StringBuilder b) { } }",
            8
        );

        Assert.Equal(["Item", "Size", "Widget", "IStore", "StringBuilder"], facts.Select(f => TypeName(f.Text)));
        Assert.Equal("System/Text/StringBuilder.cs", facts[^1].Path);
    }

    [Fact]
    public async Task Types_of_the_same_file_are_left_out()
    {
        var facts = await CollectAsync("namespace Shop; class Own { } class C { void M(Own own) { own.$$ } }", 6);

        Assert.Empty(facts);
    }

    [Fact]
    public async Task They_stay_the_same_while_a_word_is_typed()
    {
        const string Prefix = "namespace Shop; class C { IStore store = null!; void M(Widget widget)\n{\n    var a = Size.Small;\n    ";
        const string Line = "store.LoadAsync(widget.Id);";
        var whole = await CollectAsync(Prefix + "$$\n} }", 4);
        for (var typed = 1; typed < Line.Length; typed++)
        {
            var facts = await CollectAsync(Prefix + Line[..typed] + "$$\n} }", 4);

            Assert.Equal(whole.Select(f => f.Text), facts.Take(whole.Count).Select(f => f.Text));
        }
    }

    [Fact]
    public async Task No_more_than_asked_for_and_no_declaration_is_long()
    {
        var big =
            "namespace Shop; public class Big { "
            + string.Concat(Enumerable.Range(0, 100).Select(i => $"public int P{i} {{ get; }} "))
            + "}";
        var document = TestDocument.Parse(
            "namespace Shop; class C { void M(Widget a, IStore b, Size c, Big d) { d.$$ } }",
            AnalysisDepth.Project,
            ("/test/Widgets.cs", Widgets),
            ("/test/Big.cs", big)
        );
        var hole = await document.AnalyzeAsync();

        Assert.Equal(2, (await TypedFacts.CollectAsync(document.Snapshot, hole, 2, CancellationToken.None)).Length);
        Assert.Empty(await TypedFacts.CollectAsync(document.Snapshot, hole, 0, CancellationToken.None));
        var facts = await TypedFacts.CollectAsync(document.Snapshot, hole, 9, CancellationToken.None);
        Assert.All(facts, f => Assert.True(f.Text.Split('\n').Length <= 25));
        Assert.Contains("class Big", facts[^1].Text, StringComparison.Ordinal);
    }

    private static async Task<IReadOnlyList<CodeWindow>> CollectAsync(string source, int count)
    {
        var document = TestDocument.Parse(source, AnalysisDepth.Project, ("/test/Widgets.cs", Widgets));
        return await TypedFacts.CollectAsync(document.Snapshot, await document.AnalyzeAsync(), count, CancellationToken.None);
    }

    private static string TypeName(string declaration)
    {
        var words = declaration.Split('\n')[0].Split(' ');
        return words[Array.FindIndex(words, w => w is "class" or "enum" or "interface" or "struct") + 1];
    }
}
