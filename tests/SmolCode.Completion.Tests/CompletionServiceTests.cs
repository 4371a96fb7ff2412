using Microsoft.CodeAnalysis.Text;
using SmolCode.CodeAnalysis;
using SmolCode.Inference;
using SmolCode.TestSupport;

namespace SmolCode.Completion.Tests;

public sealed class CompletionServiceTests : IAsyncDisposable
{
    private const string Greeter = """
        class Greeter
        {
            private readonly string name = "Ada";

            public int Length()
            {
                return name.$$
            }
        }
        """;

    private readonly TemporaryFolder folder = new();
    private readonly CodeWorkspace workspace = new();

    [Fact]
    public async Task A_candidate_that_binds_is_suggested_before_a_likelier_one_that_does_not()
    {
        var result = await CompleteAsync(Greeter, new ScriptedModel(("Size;", -0.1), ("Length;", -3)));

        Assert.Equal("Length;", Assert.Single(result.Suggestions).Text);
        Assert.Equal(["Length;", "Size;"], result.Items.Select(i => i.Text));
        Assert.Equal([true, false], result.Items.Select(i => i.Shown));
        Assert.Null(result.Reason);
    }

    [Fact]
    public async Task What_was_not_shown_becomes_likelier_with_the_letters_that_it_goes_on_with()
    {
        var result = await CompleteAsync(
            Greeter,
            new ScriptedModel(("Length;", -1.5), ("ToString().Length;", -1.6)),
            new CompletionOptions { CheckAll = true, Eagerness = Eagerness.Quiet }
        );
        Assert.Empty(result.Suggestions);
        var before = result.Items.ToDictionary(i => i.Text, i => i.Probability);
        var (line, other) = (before["Length;"], before["ToString().Length;"]);

        var after = result.Open.After("Len", Left("Len"), Eagerness.Balanced, 0);

        var (suggestion, probability, isLikely) = Assert.Single(after);
        Assert.Equal("Length;", suggestion.Text);
        Assert.Equal(line / (line + ((1 - line - other) * 0.4 * 0.93 * 0.93)), probability, 1e-9);
        Assert.Equal(probability >= 0.35, isLikely);
        Assert.Empty(result.Open.After("x", Left("x"), Eagerness.Eager, 0));
        // A space is no evidence, and neither is nothing.
        Assert.All(
            result.Open.After("", Left(""), Eagerness.Quiet, 0),
            s => Assert.Equal((before[s.Suggestion.Text], false), (s.Probability, s.IsLikely))
        );
        // What was typed to its end may be what is meant, and there is nothing left of it to show.
        var ended = Assert.Single(
            result.Open.After("Length;", (t, _) => t == "Length;" ? 0 : 1, Eagerness.Balanced, 0),
            s => s.Suggestion.Text == "ToString().Length;"
        );
        Assert.True(ended.Probability <= other / (line + other));

        static Func<string, TextSpan, int?> Left(string typed) =>
            (text, _) => text.StartsWith(typed, StringComparison.Ordinal) ? text.Length - typed.Length : null;
    }

    [Fact]
    public async Task Behind_its_first_line_a_block_that_was_not_shown_is_not_shown_either()
    {
        const string Marked = "class A\n{\n    int M(int n)\n    {\n        $$\n    }\n}\n";
        var result = await CompleteAsync(
            Marked,
            new ScriptedModel(("if (n > 1)\n        {\n            return 1;\n        }\n\n        return 2;", -0.5)),
            new CompletionOptions { CheckAll = true, Eagerness = Eagerness.Quiet }
        );
        var block = result.Items.Max(i => i.Text.Length);

        var within = result.Open.After("if (n ", (t, _) => t.Length - 6, Eagerness.Balanced, 0);
        var behind = result.Open.After("if (n > 1)", (t, _) => t.Length - 10, Eagerness.Balanced, 0);

        Assert.True(Assert.Single(within, s => s.Suggestion.Text.Length == block).IsLikely);
        Assert.False(Assert.Single(behind, s => s.Suggestion.Text.Length == block).IsLikely);
    }

    [Fact]
    public async Task Nothing_is_suggested_when_the_compiler_rejects_everything()
    {
        var result = await CompleteAsync(Greeter, new ScriptedModel(("Size;", -0.1), ("ToUpper();", -0.2)));

        Assert.Empty(result.Suggestions);
        Assert.Equal(NoSuggestionReason.AllRejected, result.Reason);
        Assert.All(result.Items, i => Assert.False(i.Shown));
    }

    [Fact]
    public async Task Without_checks_the_models_order_stands_and_still_only_checked_text_is_a_suggestion()
    {
        var result = await CompleteAsync(
            Greeter,
            new ScriptedModel(("Size;", -0.1), ("Length;", -3)),
            new CompletionOptions { Policy = CompletionPolicy.Parse("no-check"), CheckAll = true }
        );

        Assert.Equal(["Size;", "Length;"], result.Items.Select(i => i.Text));
        Assert.All(result.Items, i => Assert.True(i.Shown));
        Assert.Equal("Length;", Assert.Single(result.Suggestions).Text);
    }

    [Fact]
    public async Task A_candidate_that_only_lacks_a_directive_is_suggested_with_it()
    {
        const string Marked = "namespace Demo;\n\nclass Timing\n{\n    void M()\n    {\n        var watch = $$\n    }\n}\n";
        var result = await CompleteAsync(Marked, new ScriptedModel(("Stopwatch.StartNew();", -0.1)));

        var item = result.Items[0];
        Assert.True(item.Checks!.Passed && item.IsRepaired && item.Shown);
        Assert.Equal("using System.Diagnostics;\n\n", Assert.Single(item.AdditionalEdits).NewText);
        Assert.Equal(["System.Diagnostics"], result.Suggestions[0].Usings.Select(u => u.Namespace));
        Assert.Single(result.Items, i => i.Text == "Stopwatch.StartNew();");
    }

    [Fact]
    public async Task A_block_that_passes_is_not_lost_to_one_with_the_same_lines_that_does_not()
    {
        const string Raw = "class C\n{\n    string M()\n    {\n        return $$\n    }\n}\n";
        // The raw literal's lines stand left of its end, or in its column.
        var result = await CompleteAsync(
            Raw,
            new ScriptedModel(("\"\"\"\n      a\n        \"\"\";", -0.1), ("\"\"\"\n        a\n        \"\"\";", -0.2))
        );

        Assert.Equal("\"\"\"\n        a\n        \"\"\";", Assert.Single(result.Suggestions).Text.ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Lines_that_differ_in_their_indentation_only_are_one_item_the_even_one()
    {
        const string Marked = "class C\n{\n    int a;\n    int b;\n\n    void M(int x, int y)\n    {\n        $$\n    }\n}\n";
        var result = await CompleteAsync(Marked, new ScriptedModel(("a = x;\n         b = y;", -0.1), ("a = x;\n        b = y;", -0.2)));

        Assert.Equal("a = x;\n        b = y;", Assert.Single(result.Items, i => i.Text.Contains("b = y", StringComparison.Ordinal)).Text);
    }

    [Fact]
    public async Task The_same_text_twice_is_one_item()
    {
        var result = await CompleteAsync(Greeter, new ScriptedModel(("Length;", -1), ("Length; ", -2)));

        Assert.Single(result.Items);
    }

    [Fact]
    public async Task A_block_is_cut_back_to_the_longest_part_that_compiles()
    {
        var marked = """
            class Counter
            {
                private int count;

                public void Add(int value)
                {
                    $$
                }
            }
            """;
        var block =
            "if (value > 0)\n        {\n            count += value;\n        }\n        count++;\n        Missing();\n        count--;";
        var result = await CompleteAsync(marked, new ScriptedModel((block, -2)));

        Assert.Equal(block[..block.IndexOf("\n        Missing", StringComparison.Ordinal)], Assert.Single(result.Suggestions).Text);
        Assert.Equal(
            block,
            result
                .Items.Single(i => i.Text.Contains("Missing", StringComparison.Ordinal) && i.Text.EndsWith("--;", StringComparison.Ordinal))
                .Text
        );
    }

    [Theory]
    [InlineData("if (value > 0)\n        {\n            count += value;")]
    [InlineData("if (value > 0)\n        {\n            count += value;\n            count = val")]
    public async Task A_block_that_lacks_its_last_brace_gets_it(string block)
    {
        var marked = """
            class Counter
            {
                private int count;

                public void Add(int value)
                {
                    $$
                }
            }
            """;

        var result = await CompleteAsync(marked, new ScriptedModel((block, -2)));

        Assert.Equal("if (value > 0)\n        {\n            count += value;\n        }", Assert.Single(result.Suggestions).Text);
    }

    [Fact]
    public async Task What_is_not_likely_enough_is_shown_to_the_eager_only()
    {
        const string Source = "class C\n{\n    int M(int one, int two)\n    {\n        return $$\n    }\n}\n";
        var model = new ScriptedModel(("one + 1234;", -30), ("two - 5678;", -30));

        var eager = await CompleteAsync(Source, model);
        var quiet = await CompleteAsync(Source, model, new CompletionOptions { Eagerness = Eagerness.Quiet });

        Assert.Equal(2, eager.Suggestions.Length);
        Assert.Empty(quiet.Suggestions);
        Assert.Equal(NoSuggestionReason.Unlikely, quiet.Reason);
        Assert.All(quiet.Items, i => Assert.True(i.Checks is { Passed: true } && !i.Shown && i.Probability < 0.65));
    }

    [Fact]
    public async Task What_was_mended_comes_after_what_needed_it_not()
    {
        var result = await CompleteAsync(
            "class C\n{\n    void M(int one)\n    {\n        $$\n    }\n}\n",
            new ScriptedModel(("if (one > 0)", -2), ("if (one > 0)\n        {\n            one--;\n        }", -4))
        );
        Assert.Equal(
            ["if (one > 0)\n        {\n            one--;\n        }", "if (one > 0)\n        {\n        }"],
            result.Suggestions.Select(s => s.Text)
        );
        Assert.Equal([false, true], result.Items.Where(i => i.Shown).Select(i => i.IsRepaired));
        Assert.Single(result.Suggestions.Select(s => s.Probability).Distinct());
    }

    [Fact]
    public async Task What_stands_at_a_place_like_it_and_what_the_structure_dictates_are_scored_and_offered()
    {
        var model = new ScriptedModel { Scores = text => -0.1 * text.Length };
        var result = await CompleteAsync(
            "class C\n{\n    int _height;\n    void A(Box box, int height)\n    {\n        Check(box);\n        box.Height = height;\n    }\n\n    C(Box box, int height)\n    {\n        Check(box);\n        $$\n    }\n    void Check(Box box) { }\n}\nclass Box { public int Height, Width; }\n",
            model
        );
        Assert.Equal(
            [
                (CandidateSource.Repeat, "box.Height = height;"),
                (CandidateSource.Structure, "_height = height;"),
                (CandidateSource.Types, "A(box, height);"),
            ],
            result.Items.Select(i => (i.Source, i.Text)).Order()
        );
    }

    [Fact]
    public async Task A_model_that_has_nothing_to_add_is_named_as_the_reason()
    {
        var result = await CompleteAsync(Greeter, new ScriptedModel(("  ", -0.1)));

        Assert.Equal(NoSuggestionReason.NoCandidates, result.Reason);
    }

    [Fact]
    public async Task A_model_that_cannot_be_had_is_a_reason_with_a_message()
    {
        var result = await CompleteAsync(
            Greeter,
            new ScriptedModel { Failure = new LanguageModelUnavailableException("Run smolcode model verify.") }
        );

        Assert.Equal(NoSuggestionReason.ModelUnavailable, result.Reason);
        Assert.Equal("Run smolcode model verify.", result.Message);
    }

    [Fact]
    public async Task Inside_a_word_nothing_is_asked()
    {
        var model = new ScriptedModel(("x", -1));
        var result = await CompleteAsync("class Gre$$eter { }", model);

        Assert.Equal(NoSuggestionReason.InsideWord, result.Reason);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task A_generated_file_is_left_alone()
    {
        var result = await CompleteAsync("// <auto-generated/>\nclass A { $$ }", new ScriptedModel(("int x;", -1)));

        Assert.Equal(NoSuggestionReason.GeneratedFile, result.Reason);
    }

    [Fact]
    public async Task A_file_of_millions_of_characters_is_refused_at_once()
    {
        var text = new string(' ', 2_000_001);
        var snapshot = workspace.GetSnapshot(Path.Combine(folder.Path, "Huge.cs"), SourceText.From(text), 1);
        var model = new ScriptedModel(("x", -1));
        var result = await new CompletionService(model, workspace).CompleteAsync(
            snapshot,
            0,
            new CompletionOptions(),
            CancellationToken.None
        );

        Assert.Equal(NoSuggestionReason.FileTooLarge, result.Reason);
        Assert.Empty(model.Requests);
    }

    [Fact]
    public async Task Closers_that_the_editor_put_there_are_replaced()
    {
        var marked = """
            using System;
            class A
            {
                void Run(string text)
                {
                    Console.WriteLine($$)
                }
            }
            """;
        var result = await CompleteAsync(marked, new ScriptedModel(("text);", -1)));

        var suggestion = Assert.Single(result.Suggestions);
        Assert.Equal("text);", suggestion.Text);
        Assert.Equal(1, suggestion.Range.Length);
    }

    [Fact]
    public async Task A_selected_list_item_becomes_the_beginning_of_the_suggestion()
    {
        var marked = MarkedSource.Parse(Greeter.Replace("name.$$", "name.Le$$", StringComparison.Ordinal));
        var model = new ScriptedModel((";", -1));
        var snapshot = Snapshot(marked);
        var result = await new CompletionService(model, workspace).CompleteAsync(
            snapshot,
            marked.Position,
            new CompletionOptions { RequiredPrefix = "Length", ReplaceStart = marked.Position - 2 },
            CancellationToken.None
        );

        var suggestion = Assert.Single(result.Suggestions);
        Assert.Equal("Length;", suggestion.Text);
        Assert.Equal(TextSpan.FromBounds(marked.Position - 2, marked.Position), suggestion.Range);
        Assert.EndsWith("name.Length", Assert.Single(model.Requests).Prompt.Prefix);
        // What is typed into is what is shown.
        var open = Assert.Single(
            result.Open.After("", (text, range) => range == suggestion.Range ? text.Length : null, Eagerness.Eager, 0)
        );
        Assert.Same(suggestion, open.Suggestion);
    }

    [Fact]
    public async Task A_cancelled_request_ends_as_cancelled()
    {
        var model = new ScriptedModel(("Length;", -1)) { Before = new TaskCompletionSource().Task };
        using var stop = new CancellationTokenSource();
        var completing = CompleteAsync(Greeter, model, new CompletionOptions(), stop.Token);
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => completing);
    }

    [Fact]
    public async Task A_block_that_does_not_compile_leaves_its_first_line()
    {
        var marked = """
            class Counter
            {
                private int count;

                public void Add(int value)
                {
                    $$
                }
            }
            """;
        var result = await CompleteAsync(marked, new ScriptedModel(("count += value;\n        missing.Call();", -2)));

        Assert.Equal("count += value;", Assert.Single(result.Suggestions).Text);
        Assert.True(result.Hole!.IsMultiline);
    }

    [Fact]
    public async Task The_raw_policy_shows_the_model_the_text_before_the_cursor_alone()
    {
        var model = new ScriptedModel(("Length;", -1));
        await CompleteAsync(Greeter, model, new CompletionOptions { Policy = CompletionPolicy.Raw });

        var request = Assert.Single(model.Requests);
        Assert.Equal(1, request.Hypotheses);
        Assert.True(request.TokenHealing);
        Assert.Null(request.Prompt.Suffix);
        Assert.Null(request.Prompt.Path);
        Assert.Empty(request.Prompt.Context);
        Assert.Equal(FillInFormat.Plain, request.Prompt.Format);
    }

    [Fact]
    public async Task Warming_sends_the_prompt_that_completing_sends()
    {
        var model = new ScriptedModel(("Length;", -1));
        var marked = MarkedSource.Parse(Greeter);
        var service = new CompletionService(model, workspace);
        await service.WarmAsync(Snapshot(marked), marked.Position, new CompletionOptions(), CancellationToken.None);
        await service.CompleteAsync(Snapshot(marked), marked.Position, new CompletionOptions(), CancellationToken.None);

        Assert.Equal(Assert.Single(model.Requests).Prompt.Prefix, Assert.Single(model.Warmed).Prefix);
        Assert.Equal(model.Requests[0].Prompt.Suffix, model.Warmed[0].Suffix);
    }

    [Fact]
    public async Task The_first_prompt_of_a_document_is_short_and_the_full_one_is_prepared_for_the_next()
    {
        var model = new ScriptedModel(("Length;", -1));
        var marked = MarkedSource.Parse(Greeter);
        var service = new CompletionService(model, workspace);
        var options = new CompletionOptions { Deadline = TimeSpan.FromMilliseconds(1500) };

        await service.CompleteAsync(Snapshot(marked), marked.Position, options, CancellationToken.None);
        var warmed = await model.FirstWarmed.WaitAsync(TimeSpan.FromSeconds(30), CancellationToken.None);
        await service.CompleteAsync(Snapshot(marked), marked.Position, options, CancellationToken.None);

        // 500 tokens a second: a cold prompt has half of the deadline.
        Assert.Equal([300, 800], model.Requests.Select(r => r.Prompt.MaxTokens));
        Assert.Equal(800, warmed.MaxTokens);
        Assert.Single(model.Warmed);
    }

    [Fact]
    public async Task While_the_model_starts_the_deadline_does_not_run()
    {
        var start = new TaskCompletionSource();
        var model = new ScriptedModel(("Length;", -1)) { Started = start.Task };
        var options = new CompletionOptions { Deadline = TimeSpan.FromSeconds(1) };

        var completing = CompleteAsync(Greeter, model, options);
        await Task.Delay(1200, TestContext.Current.CancellationToken);
        start.SetResult();

        Assert.Equal("Length;", Assert.Single((await completing).Suggestions).Text);
    }

    public async ValueTask DisposeAsync()
    {
        await workspace.DisposeAsync();
        folder.Dispose();
    }

    private Task<CompletionResult> CompleteAsync(
        string source,
        ScriptedModel model,
        CompletionOptions? options = null,
        CancellationToken cancellationToken = default
    )
    {
        var marked = MarkedSource.Parse(source);
        return new CompletionService(model, workspace).CompleteAsync(
            Snapshot(marked),
            marked.Position,
            options ?? new CompletionOptions { CheckAll = true, Eagerness = Eagerness.Eager },
            cancellationToken
        );
    }

    private DocumentSnapshot Snapshot(MarkedSource marked) =>
        workspace.GetSnapshot(Path.Combine(folder.Path, "Test.cs"), SourceText.From(marked.Text), version: 1);
}
