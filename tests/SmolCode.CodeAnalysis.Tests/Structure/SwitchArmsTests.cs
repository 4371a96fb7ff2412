namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Arms that a switch expression lacks.</summary>
public sealed class SwitchArmsTests
{
    private const string Types = """
        enum Colour { Red, DarkGreen, Blue }
        enum Paint { Red, DarkGreen, Blue }
        [Flags] enum Options { None = 0, One = 1, Two = 2 }
        abstract record Shape
        {
            private Shape() { }
            public record Circle(double Radius) : Shape;
            public record Square(double Side) : Shape;
        }
        public abstract class Open;
        public class First : Open;
        public class Second : Open;
        class C
        {
            int Circle(Shape.Circle circle) => 1; int Square(Shape.Square square) => 2;
            string Other(Colour c) => c switch { Colour.Red => "x", _ => "y" };

        """;

    [Theory]
    [InlineData("\"red\"", "Colour.DarkGreen => \"darkGreen\",|Colour.Blue => \"blue\",")]
    [InlineData("nameof(Colour.Red)", "Colour.DarkGreen => nameof(Colour.DarkGreen),|Colour.Blue => nameof(Colour.Blue),")]
    [InlineData("\"one\"", "")]
    public async Task The_next_member_takes_the_right_side_of_the_arm_above(string right, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"{Types}\tstring M(Colour c) => c switch\n\t{{\n\t\tColour.Red => {right},\n\t\t$$\n\t\t_ => \"\",\n\t}};\n}}"
            )
        );

    [Theory]
    [InlineData("Colour.Red => 1,\n        Colour.DarkGreen => 2,\n        $$\n        _ => 0", "Colour.Blue => 3,")]
    [InlineData("Colour.Red => 7,\n        Colour.DarkGreen => 7,\n        Colour.B$$\n        _ => 0", "lue => 7,")]
    [InlineData(
        "Colour.Red or Colour.DarkGreen => 1,\n        Colour.Blue => 2,\n        $$",
        "_ => throw new ArgumentOutOfRangeException(nameof(c))"
    )]
    [InlineData("Colour.Red when 1 > 2 => 1,\n        $$\n        _ => 0", "")]
    [InlineData("_ => 0,\n        $$", "")]
    [InlineData("Colour.Red => 1\n        $$", "")]
    [InlineData("$$", "")]
    [InlineData("Colour.Red =>\n            $$", "")]
    public async Task An_enum_s_members_come_in_order(string arms, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync($"{Types}    int M(Colour c) => c switch\n    {{\n        {arms}\n    }};\n}}")
        );

    [Fact]
    public async Task Members_of_one_enum_become_those_of_another() =>
        Assert.Equal(
            "Colour.Red => Paint.Red,|Colour.DarkGreen => Paint.DarkGreen,",
            await StructuralTexts.FindAsync($"{Types}    Paint M(Colour c) => c switch\n    {{\n        $$\n    }};\n}}")
        );

    [Fact]
    public async Task The_other_truth_value_takes_the_words_of_the_one() =>
        Assert.Equal(
            "false => \"FALSE\"",
            await StructuralTexts.FindAsync(
                $"{Types}    string M(bool b)\n    {{\n        return b switch\n        {{\n            true => \"TRUE\",\n            $$\n        }};\n    }}\n}}"
            )
        );

    [Theory]
    [InlineData("Shape.Circle circle => Circle(circle),", "Shape.Square square => Square(square)")]
    [InlineData("Shape.Circle c => c.GetHashCode(),", "Shape.Square s => s.GetHashCode()")]
    public async Task A_closed_hierarchy_s_next_type(string above, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"{Types}    int M(Shape shape) => shape switch\n    {{\n        {above}\n        $$\n    }};\n}}"
            )
        );

    [Theory]
    [InlineData("Open x", "First first => first.GetHashCode(),\n        $$")]
    [InlineData("Options x", "Options.One => 1,\n        Options.Two => 2,\n        $$")]
    [InlineData("int x", "1 => 2,\n        $$")]
    [InlineData("Unknown x", "Unknown.A => 2,\n        $$")]
    public async Task Nothing_where_the_cases_have_no_end(string parameter, string arms) =>
        Assert.Equal(
            "",
            await StructuralTexts.FindAsync($"{Types}    int M({parameter}) => x switch\n    {{\n        {arms}\n    }};\n}}")
        );

    [Fact]
    public async Task An_unfinished_switch_goes_on_as_well() =>
        Assert.StartsWith(
            "Colour.DarkGreen => nameof(Colour.DarkGreen),",
            await StructuralTexts.FindAsync(
                $"{Types}    string M(Colour c)\n    {{\n        return c switch\n        {{\n            Colour.Red => nameof(Colour.Red),\n            $$\n    }}\n}}"
            ),
            StringComparison.Ordinal
        );

    [Fact]
    public async Task The_last_arm_throws_as_the_file_s_others_do() =>
        Assert.Equal(
            "_ => throw new InvalidOperationException(\"no \" + c)",
            await StructuralTexts.FindAsync(
                $"{Types}    int A(Colour x) => x switch\n    {{\n        Colour.Red => 1,\n        _ => throw new InvalidOperationException(\"no \" + x)\n    }};\n"
                    + "    int M(Colour c) => c switch\n    {\n        Colour.Red => 1,\n        Colour.DarkGreen => 2,\n        Colour.Blue => 3,\n        $$\n    };\n}"
            )
        );
}
