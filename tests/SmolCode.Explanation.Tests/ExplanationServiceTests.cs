using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.CodeAnalysis.Explaining;
using SmolCode.Inference;

namespace SmolCode.Explanation.Tests;

/// <summary>What the model may add, and that nothing depends on it.</summary>
public sealed class ExplanationServiceTests
{
    private const string Sum = """
        class Cart
        {
            decimal total;

            /// <summary>Takes in what the goods cost.</summary>
            decimal [||]Add(decimal[] prices)
            {
                foreach (var price in prices)
                {
                    total += price;
                }

                return total;
            }
        }
        """;

    [Fact]
    public async Task A_sentence_that_holds_against_the_facts_leads_and_is_marked_as_the_models()
    {
        var model = new ScriptedModel(" `total` after it adds each `price` of `prices` to `total`.");
        var explanation = await Explain.MarkedAsync(Sum, model);

        var sentence = explanation.Sentences[0];
        Assert.Equal(SentenceOrigin.Model, sentence.Origin);
        Assert.NotEmpty(sentence.Spans);
        Assert.StartsWith(sentence.Text, explanation.Markdown, StringComparison.Ordinal);
        Assert.All(explanation.Sentences.Skip(1), s => Assert.Equal(SentenceOrigin.Fact, s.Origin));
        Assert.Empty(explanation.Dropped);
    }

    [Theory]
    [InlineData(" `total` and writes it to a file.", "file")]
    [InlineData(" `sum`.", "`sum` is not among the facts")]
    [InlineData(" `total` of 3 `prices`.", "the number 3")]
    [InlineData(" null if `prices` is empty.", "is not among the facts")]
    [InlineData(" `total` asynchronously.", "async")]
    [InlineData(" `total` and throws `ArgumentException`.", "is not among the facts")]
    [InlineData(" `total`, never changing `prices`.", "is not among the facts|claims more")]
    [InlineData(" `prices` to the shopping basket of the customer.", "is not among the facts")]
    [InlineData(" `total", "no whole sentence")]
    public async Task A_sentence_that_says_more_is_dropped(string answer, string reason)
    {
        var without = await Explain.MarkedAsync(Sum);
        var explanation = await Explain.MarkedAsync(Sum, new ScriptedModel(answer));

        var dropped = Assert.Single(explanation.Dropped);
        Assert.Contains(reason.Split('|'), r => dropped.Reason.Contains(r, StringComparison.Ordinal));
        Assert.Equal(without.Markdown, explanation.Markdown);
    }

    [Theory]
    [InlineData("`quantity` to `quantity`.", "no fact says")]
    [InlineData("`quantity` to `count`.", "no fact says")]
    [InlineData("`count` to `quantity` when `quantity` is less than 0.", "no fact says")]
    [InlineData("`count` to `quantity` when `count` is less than 0.", "no fact says|on that condition")]
    [InlineData("`count` to `quantity` if `count` is greater than 0.", "is not among the facts|no fact says|on that condition")]
    public async Task A_sentence_that_mixes_up_what_the_facts_say_is_dropped(string answer, string reason)
    {
        const string Code = """
            class Item
            {
                int quantity;

                void [||]Add(int count)
                {
                    if (count < 0)
                    {
                        throw new System.ArgumentOutOfRangeException(nameof(count));
                    }

                    quantity += count;
                }
            }
            """;
        var explanation = await Explain.MarkedAsync(Code, new ScriptedModel(" " + answer));

        var dropped = Assert.Single(explanation.Dropped);
        Assert.True(reason.Split('|').Any(r => dropped.Reason.Contains(r, StringComparison.Ordinal)), $"{dropped.Text}: {dropped.Reason}");
    }

    [Theory]
    [InlineData("int [||]Poll(int n) => n + 1;", "`n + 1`.", "no more than the summary")]
    [InlineData("void [||]Store(int n) => kept = n;", ".", "no more than the summary|no whole sentence|nothing that the code does")]
    [InlineData("int [||]Half(int n) { if (n < 0) { return kept; } kept = n; return n; }", "`kept`.", "on a condition only")]
    public async Task A_sentence_that_says_less_than_the_facts_is_dropped(string member, string answer, string reason)
    {
        var explanation = await Explain.MarkedAsync(
            $"class Item\n{{\n    int kept;\n\n    {member}\n}}\n",
            new ScriptedModel(" " + answer)
        );

        var dropped = Assert.Single(explanation.Dropped);
        Assert.True(reason.Split('|').Any(r => dropped.Reason.Contains(r, StringComparison.Ordinal)), $"{dropped.Text}: {dropped.Reason}");
    }

    [Fact]
    public async Task The_first_of_several_that_holds_is_taken()
    {
        var explanation = await Explain.MarkedAsync(
            Sum,
            new ScriptedModel(" `nonsense`.", " `total` after it adds each `price` of `prices` to `total`.")
        );
        Assert.Single(explanation.Dropped);
        Assert.Equal(SentenceOrigin.Model, explanation.Sentences[0].Origin);
    }

    [Fact]
    public async Task Without_its_model_the_explanation_is_whole_and_the_problem_is_told()
    {
        var model = new ScriptedModel { Failure = new LanguageModelUnavailableException("No engine.") };
        var explanation = await Explain.MarkedAsync(Sum, model);
        Assert.Equal("No engine.", explanation.ModelProblem);
        Assert.Equal((await Explain.MarkedAsync(Sum)).Markdown, explanation.Markdown);
    }

    [Fact]
    public async Task The_facts_come_first_and_do_not_wait_for_the_model()
    {
        var asked = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var first = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        var running = Explain.MarkedAsync(
            Sum,
            new ScriptedModel(" `total` after it adds each `price` of `prices` to `total`.") { Before = asked.Task },
            part => first.TrySetResult(part)
        );

        var facts = await first.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        Assert.Contains("Step by step", facts, StringComparison.Ordinal);
        Assert.False(running.IsCompleted);
        asked.SetResult();
        Assert.Equal(SentenceOrigin.Model, (await running).Sentences[0].Origin);
    }

    [Fact]
    public async Task The_framework_s_documentation_is_quoted_for_a_file_that_stands_alone()
    {
        var explanation = await Explain.MarkedAsync("class C\n{\n    void [||]Wait() => System.Threading.Thread.Sleep(1);\n}\n");
        Assert.Contains(
            "(“Suspends the current thread for the specified number of milliseconds”)",
            explanation.Markdown,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task Cancelling_ends_it_at_once()
    {
        using var cancellation = new CancellationTokenSource();
        await using var workspace = new SmolCode.CodeAnalysis.CodeWorkspace();
        var (text, selection) = Snippet.Parse(Sum);
        var snapshot = workspace.GetSnapshot("/code/Test.cs", Microsoft.CodeAnalysis.Text.SourceText.From(text), version: 0);
        var service = new ExplanationService(new ScriptedModel("") { Before = new TaskCompletionSource().Task });

        var running = service.ExplainAsync(snapshot, selection, new ExplanationOptions(), _ => cancellation.Cancel(), cancellation.Token);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            running.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public async Task The_model_is_shown_facts_and_never_the_code()
    {
        var model = new ScriptedModel("");
        await Explain.MarkedAsync(Sum.Replace("total += price", "/* secret remark */ total += price", StringComparison.Ordinal), model);
        var prompt = Assert.Single(model.Requests).Prompt;
        Assert.Equal(FillInFormat.Chat, prompt.Format);
        Assert.DoesNotContain("secret", prompt.Question, StringComparison.Ordinal);
        Assert.Contains("`total`", prompt.Question, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_has_no_steps_is_not_put_to_the_model()
    {
        var model = new ScriptedModel("");
        await Explain.MarkedAsync("class Cart\n{\n    int [||]count;\n}\n", model);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task What_is_nearest_to_the_position_is_explained_ahead_first()
    {
        const string Text = "class A\n{\n    int F() => 1;\n    int G() => 2;\n    class B\n    {\n        int H() => 3;\n    }\n}\n";
        await using var workspace = new CodeWorkspace();
        var snapshot = workspace.GetSnapshot("/code/Test.cs", SourceText.From(Text), version: 0);

        var members = await CodeFactFinder.MembersAroundAsync(
            snapshot,
            Text.IndexOf('G', StringComparison.Ordinal),
            TestContext.Current.CancellationToken
        );

        Assert.Equal(["int G() => 2;", "int F() => 1;", "int H() => 3;"], members.Select(m => Text.Substring(m.Start, m.Length)));
    }

    [Fact]
    public async Task Explaining_ahead_ends_when_it_is_cancelled()
    {
        await using var workspace = new CodeWorkspace();
        var snapshot = workspace.GetSnapshot("/code/Test.cs", SourceText.From("class A { int F() => 1; }"), version: 0);

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            new ExplanationService(null).WarmAsync(snapshot, 0, new CancellationToken(canceled: true))
        );
        await new ExplanationService(null).WarmAsync(snapshot, 99, TestContext.Current.CancellationToken);
    }
}
