namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Bodies of equality, hash codes and comparisons.</summary>
public sealed class EqualityBodiesTests
{
    [Theory]
    [InlineData(
        "public bool Equals(C? other)\n    {\n        $$\n    }",
        "return other is not null && _a == other._a && Name == other.Name && EqualityComparer<object?>.Default.Equals(Tag, other.Tag);"
    )]
    [InlineData(
        "public bool Equals(C? other) => $$",
        "other is not null && _a == other._a && Name == other.Name && EqualityComparer<object?>.Default.Equals(Tag, other.Tag);"
    )]
    [InlineData("public override int GetHashCode() => $$", "HashCode.Combine(_a, Name, Tag);")]
    [InlineData("public override int GetHashCode()\n    {\n        return $$\n    }", "HashCode.Combine(_a, Name, Tag);")]
    [InlineData(
        "public bool Equals(C? other) => other is not null && _a == other._a;\n    public override int GetHashCode()$$",
        " => _a.GetHashCode();"
    )]
    [InlineData(
        "public bool Equals(C? other) => true;\n    public override bool Equals(object? obj) => $$",
        "obj is C other && Equals(other);"
    )]
    [InlineData(
        "public bool Equals(C? other) => true;\n    public override bool Equals(object? obj)\n    {\n        $$\n    }",
        "return obj is C other && Equals(other);"
    )]
    [InlineData("public static bool operator ==(C? left, C? right) => $$", "Equals(left, right);")]
    [InlineData(
        "public static bool operator ==(C? a, C? b) => true;\n    public static bool operator !=(C? a, C? b)\n    {\n        $$\n    }",
        "return !(a == b);"
    )]
    [InlineData("public static bool operator <(C a, C b) => $$", "")]
    [InlineData("public bool Equals(string other) => $$", "")]
    [InlineData("public static bool Equals(C? other) => $$", "")]
    [InlineData("public override int GetHashCode() => 1 + $$", "")]
    [InlineData("public override int GetHashCode()\n    {\n        var x = 1;\n        $$\n    }", "")]
    [InlineData("void M()\n    {\n        bool Equals(C? other)\n        {\n            $$\n        }\n    }", "")]
    public async Task A_class(string member, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"class C\n{{\n    private readonly int _a;\n    static int s;\n    event EventHandler? Done;\n    public string Name {{ get; }} = \"\";\n    public object? Tag {{ get; set; }}\n    public int Twice => _a;\n    {member}\n}}"
            )
        );

    [Theory]
    [InlineData("public bool Equals(S other) => $$", "_day == other._day && _time.Equals(other._time);")]
    [InlineData("public override bool Equals(object? obj) => $$", "obj is S other && Equals(other);")]
    [InlineData("public static bool operator ==(S a, S b) => $$", "a.Equals(b);")]
    [InlineData("public int CompareTo(S other) => 0;\n    public static bool operator <=(S a, S b) => $$", "a.CompareTo(b) <= 0;")]
    [InlineData("public static bool operator <=(S a, S b) => $$", "")]
    public async Task A_struct(string member, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"struct T;\nstruct S : IEquatable<S>, IComparable<S>\n{{\n    private readonly DayOfWeek _day;\n    private readonly T _time;\n    {member}\n}}"
            )
        );

    [Theory]
    [InlineData("class B { int b; }\nclass C : B\n{\n    int a;\n    public bool Equals(C? other) => $$\n}")]
    [InlineData("record R(int A)\n{\n    public virtual bool Equals(object? obj) => $$\n}")]
    [InlineData("class C\n{\n    public bool Equals(C? other) => $$\n}")]
    [InlineData("interface I\n{\n    bool Equals(I? other) => $$\n}")]
    [InlineData("class C\n{\n    int a;\n    public bool Equals(C? other => $$\n")]
    public async Task Nothing_where_state_is_elsewhere_or_nowhere(string code) => Assert.Equal("", await StructuralTexts.FindAsync(code));

    [Fact]
    public async Task Blocks_in_a_file_with_blocks() =>
        Assert.Equal(
            "\n\t{\n\t\treturn A.GetHashCode();\n\t}",
            await StructuralTexts.FindAsync(
                "class C\n{\n\tint A;\n\tint M()\n\t{\n\t\treturn 1;\n\t}\n\tpublic override int GetHashCode()$$\n}"
            )
        );
}
