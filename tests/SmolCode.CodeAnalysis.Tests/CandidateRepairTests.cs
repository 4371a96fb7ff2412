namespace SmolCode.CodeAnalysis.Tests;

/// <summary>Near misses with one certain fix.</summary>
public sealed class CandidateRepairTests
{
    private const string Members = """
        int count; long total; string _name = ""; List<string> Lines = []; void Log(string s) { } void Fill(ref int n) { } void Take(string[] parts) { }
        bool TryGet(string key, out int value) { value = 0; return true; } string Wrap(string s) => s; Task<int> LoadAsync() => null!; int Fast() => 1;
        """;

    [Theory]
    [InlineData("string M() { return $$\n}", "Wrap(Wrap(_name);", "Wrap(Wrap(_name));")]
    [InlineData("string M() { return $$\n}", "Wrap(Wrap(_name", "Wrap(Wrap(_name));")]
    [InlineData("string M() { return $$\n}", "Wrap(_name));", "Wrap(_name);")]
    [InlineData("void M()\n{\n    $$\n}", "if (count > 0)", "if (count > 0)\n    {\n    }")]
    [InlineData("void M()\n{\n    $$\n}", "foreach (var line in Lines)", "foreach (var line in Lines)\n    {\n    }")]
    [InlineData("void M()\n{\n    $$\n}", "while (count > 0) {", "while (count > 0) {\n    }")]
    [InlineData("string M() { return $$\n}", "name;", "_name;")]
    [InlineData("int M() { return $$\n}", "lines.Count;", "Lines.Count;")]
    [InlineData("int M() { return Lines.$$\n}", "count;", "Count;")]
    [InlineData("async Task<int> M() { return $$\n}", "LoadAsync();", "await LoadAsync();")]
    [InlineData("async Task<int> M() { return $$\n}", "await Fast();", "Fast();")]
    [InlineData("void M() { $$\n}", "Fill(count);", "Fill(ref count);")]
    [InlineData("void M() { $$\n}", "Log(ref _name);", "Log(_name);")]
    [InlineData("bool M() { return $$\n}", "TryGet(_name, count);", "TryGet(_name, out count);")]
    [InlineData("void M() { count = $$\n}", "total;", "(int)total;")]
    [InlineData("void M() { count = $$\n}", "total + 1;", "(int)(total + 1);")]
    public async Task A_near_miss_is_mended(string member, string candidate, string mended)
    {
        var document = Document(member);
        var refuted = await document.CheckAsync(candidate);
        Assert.False(refuted.Checks.Passed, "it needs no repair");

        var repaired = await document.RepairAsync(candidate, refuted);

        Assert.NotNull(repaired);
        Assert.Equal(mended, repaired.Text);
        Assert.True(repaired.Checks.Passed && repaired.IsRepaired);
    }

    [Theory]
    [InlineData("string M() { return $$\n}", "nome;")]
    [InlineData("string M() { return $$\n}", "_name + Wrap(;")]
    [InlineData("string M() { return $$\n}", "Lines;")]
    [InlineData("void M() { $$\n}", "if (count > 0);")]
    [InlineData("void M() { $$\n}", "if (coun > 0)")]
    [InlineData("void M() { $$\n}", "Take(_name);")]
    public async Task What_has_no_certain_fix_stays_rejected(string member, string candidate)
    {
        var document = Document(member);
        var refuted = await document.CheckAsync(candidate);
        Assert.False(refuted.Checks.Passed);
        Assert.Null(await document.RepairAsync(candidate, refuted));
    }

    [Fact]
    public async Task A_block_is_braced_as_the_file_braces()
    {
        var document = TestDocument.Parse("class C {\n  void M(int n) {\n    $$\n  }\n  void N() {\n  }\n}\n");
        var refuted = await document.CheckAsync("if (n > 0)");
        Assert.Equal("if (n > 0) {\n    }", (await document.RepairAsync("if (n > 0)", refuted))?.Text);
    }

    [Theory]
    [InlineData("void M() { $$\n}", "count = count;")]
    [InlineData("void M() { $$\n}", "if (count == count) { }")]
    [InlineData("async Task M() { $$\n}", "LoadAsync();")]
    [InlineData("void M(bool b) { $$\n}", "if (b = true) { }")]
    [InlineData("int M() { $$\n return count; }", "return 1;")]
    public async Task What_nobody_means_is_rejected_though_it_compiles(string member, string candidate)
    {
        var verdict = await Document(member).CheckAsync(candidate);
        Assert.Equal("errors", verdict.Checks.RefutedBy);
    }

    [Theory]
    [InlineData("void M() { $$\n}", "this.count = 1;", "count = 1;")]
    [InlineData("void M(int count) { $$\n}", "this.count = count;", "this.count = count;")]
    [InlineData("void N() { this.count = 1; } void M() { $$\n}", "this.count = 2;", "this.count = 2;")]
    [InlineData("int M(List<int> l) { return $$\n}", "l.Sum(count => this.count * count);", "l.Sum(count => this.count * count);")]
    [InlineData("void M() { $$\n}", "var count = 2; this.count = 1;", "var count = 2; this.count = 1;")]
    [InlineData("void M() { $$\n}", "this.count = \"see this.count\".Length;", "count = \"see this.count\".Length;")]
    [InlineData("string M() { return $$\n}", "Wrap(_name)", "Wrap(_name);")]
    [InlineData("string M() { return $$\n.ToString(); }", "Wrap(_name)", "Wrap(_name)")]
    [InlineData("int[] M() { return [\n$$\n2]; }", "1,", "1,")]
    public async Task What_passed_is_written_as_the_file_would_have_it(string member, string candidate, string simple)
    {
        var document = Document(member);
        Assert.Equal(simple, (await document.TidyAsync(await document.CheckAsync(candidate))).Text);
    }

    [Theory]
    [InlineData("throw new Exception($\"{nameof($$)\");", "count)} is negative.\");", "count)} is negative.\");")]
    [InlineData("Log($\"{Wrap($$)\");", "_name)}.\");", "_name)}.\");")]
    public async Task In_an_interpolation_no_closer_is_added_to_a_line_that_is_complete(string statement, string candidate, string inserted)
    {
        var document = TestDocument.Parse(
            $"class C\n{{\n{Members}\nvoid M()\n{{\n    {statement[..(statement.IndexOf("$$", StringComparison.Ordinal) + 2)]})\n}}\n}}\n"
        );
        var verdict = await document.CheckAsync(candidate);
        Assert.True(verdict.Checks.Passed, $"{verdict.Checks.RefutedBy}: {string.Join(", ", verdict.Checks.NewErrors)}");
        Assert.Equal(inserted, verdict.Text);
    }

    private static TestDocument Document(string member) => TestDocument.Parse($"class C\n{{\n{Members}\n{member}\n}}\n");
}
