namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>What follows <c>override</c>.</summary>
public sealed class OverriddenMembersTests
{
    [Theory]
    [InlineData(
        "public override $$",
        "void Stop(int code) => base.Stop(code);|bool Equals(object? obj) => obj is C other && A == other.A;|int GetHashCode() => A.GetHashCode();"
    )]
    [InlineData("public override int $$", "GetHashCode() => A.GetHashCode();")]
    [InlineData("public override string $$", "ToString() => A.ToString();")]
    [InlineData("public sealed override void S$$", "top(int code) => base.Stop(code);")]
    [InlineData("protected override $$", "int Size { get; }")]
    [InlineData("override $$", "")]
    [InlineData("public override void Stop(int code) => $$", "")]
    [InlineData("internal override $$", "")]
    public async Task Members_of_the_bases(string line, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                "abstract class Base\n{\n    protected abstract int Size { get; }\n    public abstract void Run();\n    public virtual void Stop(int code) { }\n    public virtual int Done => 1;\n}\n"
                    + $"class C : Base\n{{\n    private readonly int A;\n    {line}\n\n    public override int Done => 2;\n}}"
            )
        );

    [Fact]
    public async Task What_a_class_without_state_prints_is_not_known() =>
        Assert.Equal("", await StructuralTexts.FindAsync("class C\n{\n    public override $$\n}"));
}
