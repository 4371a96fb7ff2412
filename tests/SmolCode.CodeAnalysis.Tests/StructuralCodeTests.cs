namespace SmolCode.CodeAnalysis.Tests;

/// <summary>What the shape of the code around a hole dictates.</summary>
public sealed class StructuralCodeTests
{
    [Theory]
    [InlineData("int _a; string Name { get; } C(int a, string name)\n{\n    $$\n}", "_a = a;\n    Name = name;|_a = a;|Name = name;")]
    [InlineData("int _a; string Name { get; } C(int a, string name)\n{\n    _a = a;\n    $$\n}", "Name = name;")]
    [InlineData("int _a; C(int a)\n{\n    _a = $$\n}", "a;")]
    [InlineData("List<int> _rows; C(List<int> items)\n{\n    $$\n}", "_rows = items;")]
    [InlineData("int _a; C(string a)\n{\n    $$\n}", "")]
    [InlineData("int _a; static int _b; const int b = 1; C(int b)\n{\n    $$\n}", "")]
    [InlineData("int _a; int Twice => _a * 2; C(int a, int twice)\n{\n    _a = a;\n    $$\n}", "")]
    [InlineData("int _a; void M(int a)\n{\n    $$\n}", "")]
    [InlineData(
        "string _a; string _b; C(string a, string b)\n{\n    _a = a ?? throw new ArgumentNullException(nameof(a));\n    $$\n}",
        "_b = b ?? throw new ArgumentNullException(nameof(b));"
    )]
    [InlineData("int a; string b; C(int a, string b)\n{\n    $$\n}", "this.a = a;\n    this.b = b;|this.a = a;|this.b = b;")]
    [InlineData("int a; C(int a)\n{\n    this.a = $$\n}", "a;")]
    [InlineData("int a; C(int a)\n{\n    a = $$\n}", "")]
    public async Task A_constructor_assigns_what_it_is_given(string members, string expected) =>
        Assert.Equal(expected, string.Join('|', await FindAsync(members)));

    [Theory]
    [InlineData(
        "void A(string one) { if (one == null) { throw new ArgumentNullException(nameof(one)); } }\nvoid B(string two)\n{\n    $$\n}",
        "if (two == null) { throw new ArgumentNullException(nameof(two)); }"
    )]
    [InlineData(
        "void A(string one)\n{\n    if (one is null)\n    {\n        throw new ArgumentNullException(\"one\");\n    }\n}\nclass D { void B(string two)\n    {\n        $$\n    } }",
        "if (two is null)\n        {\n            throw new ArgumentNullException(\"two\");\n        }"
    )]
    [InlineData(
        "void A(string one) { ArgumentNullException.ThrowIfNull(one); }\nvoid B(string two, string three)\n{\n    ArgumentNullException.ThrowIfNull(two);\n    $$\n}",
        "ArgumentNullException.ThrowIfNull(three);"
    )]
    [InlineData("void A(string one) { ArgumentNullException.ThrowIfNull(one); }\nvoid B(string? two, int three)\n{\n    $$\n}", "")]
    [InlineData("void A(string one) { ArgumentNullException.ThrowIfNull(one); }\nvoid B(string two)\n{\n    var x = 1;\n    $$\n}", "")]
    [InlineData("void A(string one) { }\nvoid B(string two)\n{\n    $$\n}", "")]
    [InlineData(
        "void A(string one) { ArgumentNullException.ThrowIfNull(one); }\npublic static bool operator ==(C a, C b)\n{\n    $$\n}",
        "return Equals(a, b);"
    )]
    public async Task A_parameter_is_guarded_in_the_file_s_own_words(string members, string expected) =>
        Assert.Equal(expected, string.Join('|', await FindAsync(members)));

    private static async Task<IEnumerable<string>> FindAsync(string members)
    {
        var document = TestDocument.Parse($"#nullable enable\nclass C\n{{\n{members}\n}}\n");
        return await StructuralCode.FindAsync(document.Snapshot, await document.AnalyzeAsync(), 3, TestContext.Current.CancellationToken);
    }
}
