namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Properties that an initialiser doesn't set yet.</summary>
public sealed class ObjectInitializersTests
{
    private const string Types = """
        class Row { public int Id { get; set; } public string Name { get; set; } = ""; public string City { get; init; } = ""; public int Twice => Id; }
        class Dto { public int Id { get; set; } public string Name { get; set; } = ""; public string City { get; set; } = ""; public int Age { get; set; } }
        class C
        {
            private int _age;

        """;

    [Theory]
    [InlineData("Row source", "$$", "Id = source.Id,|Name = source.Name,")]
    [InlineData("Row source", "Id = source.Id,\n            $$", "Name = source.Name,|City = source.City,")]
    [InlineData("Row source", "Id = source.Id,\n            Na$$", "me = source.Name,")]
    [InlineData("Row source", "Name = source.Name,\n            $$", "City = source.City,|Age = _age,")]
    [InlineData("Row a, Row b", "$$", "Age = _age")]
    [InlineData("Row a, Row b", "Id = b.Id,\n            $$", "Name = b.Name,|City = b.City,")]
    [InlineData("int id, string name, int city", "$$", "Id = id,|Name = name,")]
    [InlineData("int id, string name", "Name = name,\n            Id = $$", "id,")]
    [InlineData("Row source", "Id = source.Id\n            $$", "")]
    [InlineData("Row source", "Id = Math.Max(\n            $$", "")]
    public async Task The_next_one_is_taken_from_scope(string parameters, string lines, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"{Types}    Dto M({parameters})\n    {{\n        return new Dto\n        {{\n            {lines}\n        }};\n    }}\n}}"
            )
        );

    [Theory]
    [InlineData("var list = new List<int>\n        {\n            $$\n        };")]
    [InlineData("var unknown = new Unknown\n        {\n            $$\n        };")]
    [InlineData("var numbers = new[] {\n            $$\n        };")]
    [InlineData("var dto = new Dto {\n            $$")]
    [InlineData("var dto = new Dto\n        {\n            $$\n        };")]
    public async Task Nothing_elsewhere(string statement) =>
        Assert.Equal(
            "",
            await StructuralTexts.FindAsync(
                $"class Dto {{ public int Id {{ get; set; }} public int Age {{ get; set; }} }}\nclass C\n{{\n    void M()\n    {{\n        {statement}\n    }}\n}}"
            )
        );
}
