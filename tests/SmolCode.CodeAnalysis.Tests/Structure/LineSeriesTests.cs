namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Lines that count.</summary>
public sealed class LineSeriesTests
{
    private const string Rows =
        "[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]\nclass RowAttribute(int a, object b) : Attribute { public int A => a; public object B => b; }\n";

    [Theory]
    [InlineData("[Row(1, 10)]\n    [Row(2, 20)]\n    $$", "[Row(3, 30)]")]
    [InlineData("[Row(1, 10)]\n    [Row(2, 20)]\n    [Row(3, 30)]\n    [Ro$$", "w(4, 40)]")]
    [InlineData("[Row(10, \"a\")]\n    [Row(9, \"a\")]\n    $$", "[Row(8, \"a\")]")]
    [InlineData("[Row(1, \"case 08\")]\n    [Row(2, \"case 09\")]\n    $$", "[Row(3, \"case 10\")]")]
    // No step, no one step, nothing below zero, no second line, another shape.
    [InlineData("[Row(1, 10)]\n    [Row(1, 10)]\n    $$", "")]
    [InlineData("[Row(1, 10)]\n    [Row(2, 20)]\n    [Row(4, 40)]\n    $$", "")]
    [InlineData("[Row(1, 10)]\n    [Row(0, 20)]\n    $$", "")]
    [InlineData("[Row(1, 10)]\n    $$", "")]
    [InlineData("[Row(1, 10)]\n    [Row(2, \"b\")]\n    $$", "")]
    [InlineData("[Row(0x10, 10)]\n    [Row(0x20, 10)]\n    $$", "")]
    public async Task Rows_of_a_test(string rows, string expected) =>
        Assert.Equal(expected, await StructuralTexts.FindAsync($"{Rows}class C\n{{\n    {rows}\n    void M(int a, object b) {{ }}\n}}"));

    [Theory]
    [InlineData("var item1 = Find(1);\n        var item2 = Find(2);\n        $$", "var item3 = Find(3);")]
    [InlineData("Add(\"a1\", 1);\n        Add(\"a2\", 2);\n        Add(\"$$", "")]
    [InlineData("Add(\"a1\", 1);\n        Add(\"a2\", 2);\n        Add($$", "\"a3\", 3);")]
    [InlineData("Add(\"a1\", 1);\n            Add(\"a2\", 2);\n        $$", "")]
    public async Task Statements(string lines, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"class C\n{{\n    int Find(int n) => n;\n    void Add(string s, int n) {{ }}\n    void M()\n    {{\n        {lines}\n    }}\n}}"
            )
        );
}
