using CsCheck;
using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis.Explaining;

namespace SmolCode.Explanation.Tests;

/// <summary>Whatever is selected in whatever text: a useful answer or a clear reason.</summary>
public sealed class BadInputTests
{
    private const string Two = """
        class C
        {
            int Twice(int n) => 2 * n;

            void Print(int n)
            {
                var twice = Twice(n);
                System.Console.WriteLine(twice);
            }
        }
        """;

    [Theory]
    [InlineData("")]
    [InlineData("   \n\n  ")]
    [InlineData("// a comment alone\n")]
    [InlineData("using System;\n")]
    [InlineData("#if NEVER\nclass C;\n#endif\n")]
    [InlineData("namespace N;\n")]
    public async Task Where_there_is_no_code_it_says_so(string text)
    {
        var explanation = await Explain.TextAsync(text, new TextSpan(0, text.Length));
        Assert.Equal(ExplainedScope.Nothing, explanation.Code.Scope);
        Assert.NotEqual("", explanation.Markdown.Trim());
        Assert.Single(explanation.Sentences);
    }

    [Fact]
    public async Task Half_a_statement_is_snapped_to_the_whole_and_it_is_said()
    {
        var explanation = await Explain.MarkedAsync(Two.Replace("twice = Tw", "twi[|ce = |]Tw", StringComparison.Ordinal));
        Assert.Equal(ExplainedScope.Statements, explanation.Code.Scope);
        Assert.Contains("ends within a statement, so this is about the whole statement", explanation.Markdown, StringComparison.Ordinal);
        Assert.Contains("`Twice(n)`", explanation.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("WriteLine", explanation.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Half_of_two_members_is_both_of_them()
    {
        var explanation = await Explain.MarkedAsync(
            Two.Replace("2 * n", "2 [|* n", StringComparison.Ordinal).Replace("var twice", "var|] twice", StringComparison.Ordinal)
        );
        Assert.Equal(ExplainedScope.Several, explanation.Code.Scope);
        Assert.Contains("2 members", explanation.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_statement_is_no_half_without_its_semicolon()
    {
        var explanation = await Explain.MarkedAsync(
            Two.Replace("var twice = Twice(n)", "[|var twice = Twice(n)|]", StringComparison.Ordinal)
        );
        Assert.DoesNotContain("ends within", explanation.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Twice(int", "`Twice`")]
    [InlineData("Console", "`Print`")]
    [InlineData("class C", "`C`")]
    public async Task An_empty_selection_means_what_is_there(string at, string name)
    {
        var explanation = await Explain.TextAsync(Two, new TextSpan(Two.IndexOf(at, StringComparison.Ordinal), 0));
        Assert.StartsWith(name, explanation.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Errors_are_named_and_the_rest_is_explained()
    {
        var explanation = await Explain.MarkedAsync(
            "class C\n{\n    int [||]M(int n)\n    {\n        var x = Missing(n);\n        if (n > 1 { return x;\n        return n +;\n    }\n}\n"
        );
        Assert.Contains("reports the error CS0103", explanation.Markdown, StringComparison.Ordinal);
        Assert.Contains("`Missing(n)`", explanation.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Syntax_errors_are_announced()
    {
        var explanation = await Explain.MarkedAsync(
            "class C\n{\n    int [||]M(int n)\n    {\n        if (n >\n        return n;\n    }\n}\n"
        );
        Assert.Contains("has syntax errors, so this is what can be made of it", explanation.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("`?`", explanation.Markdown, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("void [||]Hidden")]
    [InlineData("[|void Hidden() { }|]")]
    public async Task Code_that_is_not_compiled_is_not_explained_as_what_follows_it(string selected)
    {
        var explanation = await Explain.MarkedAsync(
            "class C\n{\n#if NEVER\n    void Hidden() { }\n#endif\n    void Shown() { }\n}\n".Replace(
                selected.Replace("[|", "", StringComparison.Ordinal).Replace("|]", "", StringComparison.Ordinal),
                selected,
                StringComparison.Ordinal
            )
        );
        Assert.Contains("leaves this code out", explanation.Markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("Shown", explanation.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_generated_file_is_called_one()
    {
        var text = "class C { int M() => 1; }";
        var explanation = await Explain.TextAsync(text, new TextSpan(0, text.Length), path: "/code/obj/C.g.cs");
        Assert.Contains("A tool wrote this file", explanation.Markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Five_thousand_lines_are_summed_up_member_by_member()
    {
        var members = Enumerable
            .Range(0, 625)
            .Select(i =>
                $"    /// <summary>Adds {i}.</summary>\n    public int M{i}(int n)\n    {{\n        var m = n + {i};\n        return m;\n    }}\n\n"
            );
        var text = $"class C\n{{\n{string.Concat(members)}}}\n";
        Assert.True(text.Count(c => c == '\n') >= 4377);

        var explanation = await Explain.TextAsync(
            text,
            TextSpan.FromBounds(text.IndexOf("public", StringComparison.Ordinal), text.Length - 3)
        );

        Assert.Contains("625 members", explanation.Markdown, StringComparison.Ordinal);
        Assert.Contains("“Adds 7”", explanation.Markdown, StringComparison.Ordinal);
        Assert.Contains("585 more are left out", explanation.Markdown, StringComparison.Ordinal);
        Assert.True(explanation.Markdown.Split('\n').Length < 60);
    }

    [Fact]
    public async Task A_method_of_thousands_of_lines_has_its_steps_counted()
    {
        var text =
            $"class C\n{{\n    void M(int n)\n    {{\n{string.Concat(Enumerable.Range(0, 5000).Select(i => $"        if (n == {i}) {{ System.Console.WriteLine({i}); }}\n"))}    }}\n}}\n";
        var explanation = await Explain.TextAsync(
            text,
            TextSpan.FromBounds(text.IndexOf("void", StringComparison.Ordinal), text.Length - 5)
        );
        Assert.Contains("more steps follow", explanation.Markdown, StringComparison.Ordinal);
        Assert.True(explanation.Markdown.Split('\n').Length < 70);
    }

    [Fact]
    public async Task Of_much_nested_code_the_outline_is_told()
    {
        var inner = string.Concat(
            Enumerable
                .Range(0, 8)
                .Select(i => $"                if (n > {i}) {{ Use(n); if (n > {i + 1}) {{ Use({i}); n++; Use(n); n--; }} }}\n")
        );
        var text =
            $"class C\n{{\n    void [||]M(int n)\n    {{\n        while (n > 0)\n        {{\n            foreach (var c in new int[n])\n            {{\n{inner}            }}\n\n            n--;\n        }}\n\n        Use(n);\n    }}\n\n    void Use(int n) {{ }}\n}}\n";
        var markdown = (await Explain.MarkedAsync(text)).Markdown;
        Assert.Contains("steps, it", markdown, StringComparison.Ordinal);
        Assert.Contains("takes 1 from `n`", markdown, StringComparison.Ordinal);
        Assert.DoesNotContain("more steps follow", markdown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Deep_nesting_is_survived()
    {
        var text =
            $"class C {{ void M() {{ {string.Concat(Enumerable.Repeat("if (true) { ", 300))}{string.Concat(Enumerable.Repeat("}", 300))} }} }}";
        Assert.NotEqual("", (await Explain.TextAsync(text, new TextSpan(10, 6))).Markdown);
    }

    /// <summary>Any piece of any snippet, selected anyhow, with a part of the text cut out.</summary>
    [Fact]
    public async Task Any_text_and_any_selection_has_an_answer()
    {
        var texts = Snippet.Names().Select(n => Snippet.Read(n).Text).ToArray();
        var gen =
            from text in Gen.Int[0, texts.Length - 1].Select(i => texts[i])
            from cut in Gen.Int[0, text.Length - 1]
            from length in Gen.Int[0, 12]
            from start in Gen.Int[0, text.Length]
            from size in Gen.Int[0, 120]
            select (Text: text.Remove(cut, Math.Min(length, text.Length - cut)), Start: start, Size: size);
        await gen.SampleAsync(
            async c =>
            {
                var explanation = await Explain.TextAsync(c.Text, new TextSpan(c.Start, c.Size));
                return explanation.Markdown.Trim().Length > 0 && explanation.Sentences.All(s => s.Spans.All(r => r.End <= c.Text.Length));
            },
            iter: 150,
            threads: 1,
            seed: "0N0XIzNsQ0O2"
        );
    }
}
