namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Entries of a table by an enum's members.</summary>
public sealed class EnumTablesTests
{
    [Theory]
    [InlineData("{ Colour.Red, \"red\" },\n        $$", "{ Colour.Green, \"green\" },")]
    [InlineData("[Colour.Red] = \"RED\",\n        $$", "[Colour.Green] = \"GREEN\",")]
    [InlineData("[Colour.Red] = \"red\",\n        [Colour.Green] = \"green\",\n        [Col$$", "our.Blue] = \"blue\"")]
    [InlineData("{ Colour.Red, \"#f00\" },\n        $$", "")]
    [InlineData("{ Colour.Red, \"red\" }\n        $$", "")]
    [InlineData("$$", "")]
    public async Task The_next_member(string entries, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"enum Colour {{ Red, Green, Blue }}\nclass C\n{{\n    static readonly Dictionary<Colour, string> Names = new()\n    {{\n        {entries}\n    }};\n}}"
            )
        );

    [Theory]
    [InlineData("[Row(Colour.Red, \"red\")]\n    $$", "[Row(Colour.Green, \"green\")]")]
    [InlineData("[Row(Colour.Red, \"red\")]\n    [Row(Colour.Green, \"green\")]\n    [Ro$$", "w(Colour.Blue, \"blue\")]")]
    [InlineData("[Row(Colour.Red, \"#f00\")]\n    $$", "")]
    [InlineData("[Row(Colour.Red)]\n    [Row(Colour.Green)]\n    $$", "[Row(Colour.Blue)]")]
    [InlineData("[Row(Colour.Red, \"red\"), Obsolete]\n    $$", "")]
    public async Task The_next_row_of_a_test(string rows, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"enum Colour {{ Red, Green, Blue }}\n[AttributeUsage(AttributeTargets.All, AllowMultiple = true)]\nclass RowAttribute(Colour a, string b = \"\") : Attribute {{ public Colour A => a; public string B => b; }}\nclass C\n{{\n    {rows}\n    void M(Colour a, string b) {{ }}\n}}"
            )
        );
}
