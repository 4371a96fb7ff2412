namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Assignments from one object's properties to another's.</summary>
public sealed class MappingStatementsTests
{
    [Theory]
    [InlineData("to.Id = from.Id;\n        $$", "to.Name = from.Name;")]
    [InlineData("to.Id = from.Id;\n        to.N$$", "ame = from.Name;")]
    [InlineData("to.Id = from.Id;\n        to.Name = from.Name;\n        $$", "")]
    [InlineData("to.Id = from.Other;\n        $$", "")]
    [InlineData("to.Id = nothing.Id;\n        $$", "")]
    [InlineData("$$", "")]
    public async Task The_next_property_that_both_have(string lines, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"class A {{ public int Id {{ get; set; }} public int Other; public string Name {{ get; set; }} = \"\"; }}\nclass B {{ public int Id {{ get; set; }} public string Name {{ get; set; }} = \"\"; public int Age {{ get; set; }} }}\n"
                    + $"class C\n{{\n    void M(A from, B to)\n    {{\n        {lines}\n    }}\n}}"
            )
        );
}
