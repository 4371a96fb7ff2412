using SmolCode.Inference.Remote;

namespace SmolCode.Inference.Tests;

/// <summary>Prompts as text, for servers whose vocabulary is not known.</summary>
public sealed class PromptTemplateTests
{
    private static readonly FillInPrompt Prompt = new()
    {
        Context = [new ContextFile("A.cs", "class A;\n"), new ContextFile("B.cs", "class B;")],
        Suffix = ";\r\n}",
        Path = "src/C.cs",
        Prefix = "return ",
    };

    [Theory]
    [InlineData("", "class A;\n\nclass B;\n\nreturn", " ")]
    [InlineData("plain", "class A;\n\nclass B;\n\nreturn", " ")]
    [InlineData(
        "qwen",
        "<|file_sep|>A.cs\nclass A;\n<|file_sep|>B.cs\nclass B;\n<|file_sep|>src/C.cs\n<|fim_prefix|>return <|fim_suffix|>;\n}<|fim_middle|>",
        ""
    )]
    [InlineData(
        "StarCoder",
        "<file_sep>A.cs\nclass A;\n<file_sep>B.cs\nclass B;\n<file_sep>src/C.cs\n<fim_prefix>return <fim_suffix>;\n}<fim_middle>",
        ""
    )]
    [InlineData("smolcode", "<file_sep>A.cs\nclass A;\n<file_sep>B.cs\nclass B;\n<issue_comment>;\n}<filename>src/C.cs\nreturn", " ")]
    [InlineData("<PRE> {prefix} <SUF>{suffix} <MID>", "class A;\n\nclass B;\n\n<PRE> return  <SUF>;\n} <MID>", "")]
    public void Each_format_is_laid_out_as_its_models_know_it(string format, string text, string heldBack)
    {
        var laid = Parse(format).Lay(Prompt, tokenHealing: true);
        Assert.Equal((text, heldBack), (laid.Text, laid.HeldBack));
    }

    [Fact]
    public void Without_healing_nothing_is_held_back() =>
        Assert.EndsWith("return ", Parse("").Lay(Prompt, tokenHealing: false).Text, StringComparison.Ordinal);

    [Fact]
    public void Code_that_speaks_of_fill_in_tokens_or_places_does_not_become_them()
    {
        var prompt = new FillInPrompt { Prefix = "var s = \"<|fim_middle|>{suffix}\" + ", Suffix = "{prefix}<|fim_prefix|>" };
        Assert.Equal(
            "<|file_sep|>\n<|fim_prefix|>var s = \"< |fim_middle|>{suffix}\" + <|fim_suffix|>{prefix}< |fim_prefix|><|fim_middle|>",
            Parse("qwen").Lay(prompt, tokenHealing: true).Text
        );
    }

    [Fact]
    public void Over_budget_the_least_useful_context_goes_first_and_then_lines_of_the_prefix()
    {
        var line = new string('x', 99) + "\n";
        var prompt = new FillInPrompt
        {
            Context = [new ContextFile("A.cs", line), new ContextFile("B.cs", "class B;")],
            Prefix = line + line + "end",
            MaxTokens = 62,
        };
        var laid = Parse("").Lay(prompt, tokenHealing: true);

        Assert.Equal($"class B;\n\n{line}end", laid.Text);
        Assert.True(laid.Tokens <= prompt.MaxTokens);
    }

    [Theory]
    [InlineData("<|fim_prefix|>")]
    [InlineData("{prefix}{prefix}")]
    [InlineData("qwenn")]
    public void What_is_no_format_is_told(string format)
    {
        Assert.Null(PromptTemplate.TryParse(format, out var problem));
        Assert.Contains("write plain, qwen, starcoder, smolcode, or", problem, StringComparison.Ordinal);
    }

    private static PromptTemplate Parse(string format) => PromptTemplate.TryParse(format, out _)!;
}
