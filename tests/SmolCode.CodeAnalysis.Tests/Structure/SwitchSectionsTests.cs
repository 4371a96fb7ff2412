namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Sections that a switch statement lacks.</summary>
public sealed class SwitchSectionsTests
{
    [Theory]
    [InlineData(
        "case Colour.Red:\n            PaintRed();\n            break;\n        $$",
        "case Colour.Green:\n            PaintGreen();\n            break;"
    )]
    [InlineData("case Colour.Red: PaintRed(); break;\n        $$", "case Colour.Green: PaintGreen(); break;")]
    [InlineData(
        "case Colour.Red:\n        {\n            PaintRed();\n            return;\n        }\n        case $$",
        "Colour.Green:\n        {\n            PaintGreen();\n            return;\n        }"
    )]
    [InlineData(
        "case Colour.Red:\n            PaintRed();\n            break;\n        case Colour.Green:\n            PaintGreen();\n            break;\n        $$",
        ""
    )]
    [InlineData("case Colour.Red:\n            PaintRed();\n            $$", "")]
    [InlineData("case Colour.Red:\n            PaintRed();\n            break;\n            $$", "")]
    [InlineData("case Colour.Red:\n            Log();\n            break;\n        $$", "")]
    [InlineData("$$", "")]
    public async Task The_next_member_takes_the_body_of_the_section_above(string sections, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                "enum Colour { Red, Green }\nclass C\n{\n    void PaintRed() { } void PaintGreen() { } void Log() { }\n"
                    + $"    void M(Colour c)\n    {{\n        switch (c)\n        {{\n        {sections}\n        }}\n    }}\n}}"
            )
        );

    [Fact]
    public async Task Types_are_cases_too() =>
        Assert.Equal(
            "case B b:\n\t\t\t\tVisit(b);\n\t\t\t\tbreak;",
            await StructuralTexts.FindAsync(
                "abstract class N;\nclass A : N;\nclass B : N;\nclass C\n{\n\tvoid Visit(N n) { }\n"
                    + "\tvoid M(N n)\n\t{\n\t\tswitch (n)\n\t\t{\n\t\t\tcase A a:\n\t\t\t\tVisit(a);\n\t\t\t\tbreak;\n\t\t\t$$\n\t\t}\n\t}\n}"
            )
        );

    [Fact]
    public async Task A_default_throws_as_the_file_s_others_do() =>
        Assert.Equal(
            "default:\n                throw new ArgumentOutOfRangeException(nameof(b));",
            await StructuralTexts.FindAsync(
                "class C\n{\n    int A(bool a)\n    {\n        switch (a)\n        {\n            case true: return 1;\n            default:\n                throw new ArgumentOutOfRangeException(nameof(a));\n        }\n    }\n"
                    + "    int B(bool b)\n    {\n        switch (b)\n        {\n            case true:\n                return 1;\n            case false:\n                return 2;\n            $$\n        }\n    }\n}"
            )
        );
}
