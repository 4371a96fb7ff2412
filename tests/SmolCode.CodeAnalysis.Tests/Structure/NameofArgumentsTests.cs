namespace SmolCode.CodeAnalysis.Tests.Structure;

/// <summary>Names of parameters in the exceptions that guard them.</summary>
public sealed class NameofArgumentsTests
{
    [Theory]
    [InlineData("if (key == null) throw new ArgumentNullException($$", "nameof(key));")]
    [InlineData("if (depth < 0)\n        {\n            throw new ArgumentOutOfRangeException($$\n        }", "nameof(depth));")]
    [InlineData("_key = key ?? throw new ArgumentNullException($$", "nameof(key));")]
    [InlineData("if (depth < key.Length) throw new ArgumentOutOfRangeException($$", "")]
    [InlineData("if (key == null) throw new InvalidOperationException($$", "")]
    [InlineData("throw new ArgumentNullException($$", "")]
    public async Task The_one_that_is_asked_about(string statement, string expected) =>
        Assert.Equal(
            expected,
            await StructuralTexts.FindAsync(
                $"class C\n{{\n    string _key;\n    void M(string key, int depth)\n    {{\n        {statement}\n    }}\n}}"
            )
        );
}
