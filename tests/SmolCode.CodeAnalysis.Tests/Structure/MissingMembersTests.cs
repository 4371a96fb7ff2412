namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Members that interfaces and abstract bases ask for.</summary>
public sealed class MissingMembersTests
{
    private const string Types = """
        interface IStore
        {
            int Count { get; }
            string Name { get; set; }
            string? Find(string? key, int depth = 1);
            Task<T> LoadAsync<T>(ref int at, params string[] names) where T : class;
            void Clear();
            event EventHandler? Changed;
        }
        abstract class Base
        {
            protected abstract int Size { get; }
            public abstract void Run(string name);
            public virtual void Stop(int code) { }
        }

        """;

    [Theory]
    [InlineData("$$", "public int Count { get; }|public string Name { get; set; }")]
    [InlineData("public int Count { get; }\n    $$", "public string Name { get; set; }|public event EventHandler? Changed;")]
    [InlineData(
        "public string Name { get; set; } = \"\";\n    public str$$",
        // What a method does that nothing tells is not made up.
        ""
    )]
    [InlineData("void N()\n    {\n        $$\n    }", "")]
    [InlineData("[Obsolete]\n    $$", "")]
    [InlineData("private int $$", "")]
    public async Task The_next_member_of_an_interface(string members, string expected) =>
        Assert.Equal(expected, await StructuralTexts.FindAsync($"{Types}class C : IStore\n{{\n    {members}\n}}"));

    [Theory]
    [InlineData("", "public int Count => _inner.Count;")]
    [InlineData(
        "public int Count => 1;\n    public string Name { get; set; } = \"\";",
        "public string? Find(string? key, int depth = 1) => _inner.Find(key, depth);"
    )]
    [InlineData(
        "public int Count => 1;",
        "public string Name\n    {\n        get => _inner.Name;\n        set => _inner.Name = value;\n    }"
    )]
    [InlineData(
        "public string? Find(string? key, int depth = 1) => null;",
        "public Task<T> LoadAsync<T>(ref int at, params string[] names) where T : class => _inner.LoadAsync<T>(ref at, names);"
    )]
    public async Task A_decorator_hands_on(string members, string expected) =>
        Assert.Equal(
            expected,
            (
                await StructuralTexts.FindAsync(
                    $"{Types}class C : IStore\n{{\n    private readonly IStore _inner = null!;\n    {members}\n    $$\n}}"
                )
            ).Split('|')[0]
        );

    [Fact]
    public async Task A_parameter_of_the_type_is_handed_on_to_as_well() =>
        Assert.StartsWith(
            "public int Count => inner.Count;",
            await StructuralTexts.FindAsync($"{Types}class C(IStore inner) : IStore\n{{\n    $$\n}}"),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task A_file_with_blocks_gets_a_block() =>
        Assert.Equal(
            "public void Clear() {\n\t\t_inner.Clear();\n\t}|public event EventHandler? Changed;",
            await StructuralTexts.FindAsync(
                $"{Types.Replace("\n{", " {", StringComparison.Ordinal)}class C : IStore {{\n\tprivate readonly IStore _inner = null!;\n\tpublic int Count {{ get; }}\n\tpublic string Name {{ get; set; }} = \"\";\n"
                    + "\tpublic string? Find(string? key, int depth = 1) {\n\t\treturn null;\n\t}\n\tpublic Task<T> LoadAsync<T>(ref int at, params string[] names) where T : class {\n\t\treturn null!;\n\t}\n\t$$\n}"
            )
        );

    [Theory]
    [InlineData("class C : Base\n{\n    $$\n}", "protected override int Size { get; }")]
    [InlineData("class C : Base\n{\n    protected override int Size => 1;\n    $$\n}", "")]
    [InlineData("abstract class C : Base\n{\n    $$\n}", "")]
    [InlineData("static class C\n{\n    $$\n}", "")]
    [InlineData("class C\n{\n    $$\n}", "")]
    [InlineData("class C : INowhere\n{\n    $$\n}", "")]
    [InlineData("class C : Base\n{\n    void N( {\n    $$", "")]
    public async Task Abstract_members_are_overridden(string type, string expected) =>
        Assert.Equal(expected, await StructuralTexts.FindAsync(Types + type));

    [Fact]
    public async Task The_enumerator_without_a_type_calls_the_other() =>
        Assert.Equal(
            "IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();",
            await StructuralTexts.FindAsync(
                "class C : IEnumerable<int>\n{\n    private readonly List<int> _rows = [];\n    public IEnumerator<int> GetEnumerator() => _rows.GetEnumerator();\n    $$\n}"
            )
        );

    [Fact]
    public async Task A_collection_enumerates_what_it_holds() =>
        Assert.Equal(
            "public IEnumerator<int> GetEnumerator() => _rows.GetEnumerator();",
            await StructuralTexts.FindAsync("class C : IEnumerable<int>\n{\n    private readonly List<int> _rows = [];\n    $$\n}")
        );

    [Fact]
    public async Task Equality_that_an_interface_asks_for_is_written_out() =>
        Assert.Equal(
            "public bool Equals(C other) => A == other.A;",
            await StructuralTexts.FindAsync("struct C : IEquatable<C>\n{\n    public int A;\n    $$\n}")
        );
}
