using System.Collections.Immutable;
using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Tests;

/// <summary>Scores of given continuations from the real engine.</summary>
public sealed class ScoreTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private const string Before =
        "using System.Collections.Generic;\n\nnamespace Shop;\n\npublic sealed class Cart\n{\n    private readonly List<Item> _items = [];\n\n    public void Add(Item item)\n    {\n        _items.Add(item);\n    }\n\n    public void Remove(Item item)\n    {\n        ";

    private static readonly ImmutableArray<string> Names =
    [
        "Add(item);",
        "AddRange(items);",
        "Remove(item);",
        "RemoveAt(0);",
        "RemoveAll(i => i == item);",
        "Clear();",
        "Contains(item);",
        "Größe();",
        "Add",
        "",
        "R",
    ];

    // Batches of several tokens round differently from batches of one, and so do products of float sums.
    private const double Tolerance = 0.1;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("_items.")]
    [InlineData("_items")]
    [InlineData("")]
    [InlineData("return ")]
    public async Task Together_they_score_as_each_does_alone(string end)
    {
        var together = await Score(Before + end, Names);
        Assert.Equal(Names.Length, together.Scores.Length);
        for (var i = 0; i < Names.Length; i++)
        {
            var alone = Assert.Single((await Score(Before + end, [Names[i]])).Scores);
            Assert.Equal(alone.LogProbability, together.Scores[i].LogProbability, Tolerance);
            Assert.Equal(alone.Tokens.Select(t => t.TextEnd), together.Scores[i].Tokens.Select(t => t.TextEnd));
            Assert.Equal(alone.LogProbability, alone.Tokens.Sum(t => t.LogProbability), 6);
            Assert.Equal(Names[i].Length, alone.Tokens is [.., var last] ? last.TextEnd : 0);
        }
    }

    [Theory]
    [InlineData("_items.")]
    [InlineData("_it")]
    [InlineData("")]
    public async Task What_was_decoded_scores_as_it_did_when_it_was(string end)
    {
        // The same text, decoded token by token with its end, and scored with the newline that ended it.
        var hypothesis = (
            await fixture.Model.GenerateAsync(
                new GenerateRequest
                {
                    Prompt = Prompt(Before + end),
                    Stop = new StopRules { MaxTokens = 4, AtLineEnd = false },
                },
                Token
            )
        ).Hypotheses[0];
        var score = (await Score(Before + end, [hypothesis.Text])).Scores[0];
        Assert.Equal(FinishReason.Length, hypothesis.Finish);
        // Greedy decoding may cut a text into other tokens than the vocabulary does; here it does not.
        Assert.Equal(hypothesis.Tokens.Select(t => t.TextEnd), score.Tokens.Select(t => t.TextEnd));
        Assert.Equal(hypothesis.LogProbability, score.LogProbability, Tolerance);
    }

    [Fact]
    public async Task A_beginning_in_common_is_evaluated_once()
    {
        var result = await Score(Before + "_items.", ["RemoveAll(x => x.Id == 1);", "RemoveAll(x => x.Id == 2);"]);
        var one = await Score(Before + "_items.", ["RemoveAll(x => x.Id == 1);"]);
        Assert.InRange(result.EvaluatedTokens, one.EvaluatedTokens, one.EvaluatedTokens + 3);
    }

    [Fact]
    public async Task More_than_there_are_sequences_for_are_scored_in_parts()
    {
        ImmutableArray<string> many = [.. Enumerable.Range(0, 150).Select(i => $"{(char)('A' + (i % 26))}{i}Xyz(item, {i});")];
        var result = await Score(Before + "_items.", many);
        Assert.Equal(150, result.Scores.Length);
        foreach (var i in new[] { 0, 77, 149 })
        {
            var alone = (await Score(Before + "_items.", [many[i]])).Scores[0];
            // Improbable tokens feel the rounding most.
            Assert.Equal(alone.LogProbability, result.Scores[i].LogProbability, Tolerance * alone.Tokens.Length);
        }
    }

    [Fact]
    public async Task The_suffix_scores_as_a_continuation_of_the_text_with_the_candidate()
    {
        const string Suffix = "\n    }\n\n    public void Clear()\n    {\n        _items.Clear();\n    }\n}\n";
        var result = await fixture.Model.ScoreAsync(
            new ScoreRequest
            {
                Prompt = Prompt(Before + "_items."),
                Continuations = ["Remove(item);", "Remove(", "Add(item);"],
                Suffix = Suffix,
                MaxSuffixTokens = 12,
            },
            Token
        );
        Assert.All(result.Scores, s => Assert.Equal(12, s.SuffixTokens));
        // A statement that is complete is followed by the method's end sooner than one that is not.
        Assert.True(result.Scores[0].SuffixLogProbability > result.Scores[1].SuffixLogProbability + 3);

        var again = await fixture.Model.ScoreAsync(
            new ScoreRequest { Prompt = Prompt(Before + "_items.Remove(item);"), Continuations = [Suffix] },
            Token
        );
        // The same tokens after the same text: the prompt ends before ");", which is held back there as it is here.
        var first = again.Scores[0].Tokens.Take(12).Sum(t => t.LogProbability);
        Assert.Equal(first, result.Scores[0].SuffixLogProbability!.Value, Tolerance * 2);
    }

    [Fact]
    public async Task At_the_deadline_there_are_no_scores()
    {
        var result = await fixture.Model.ScoreAsync(
            new ScoreRequest
            {
                Prompt = Prompt("// Too late: " + string.Concat(Enumerable.Repeat(Before, 3))),
                Continuations = ["A"],
                DeadlineMs = 1,
            },
            Token
        );
        Assert.True(result.DeadlineReached);
        Assert.Empty(result.Scores);
    }

    [Fact]
    public void Only_nodes_behind_which_something_is_scored_are_evaluated()
    {
        var tree = new TokenTree();
        var heard = new List<double>();
        foreach (
            var tokens in (int[][])
                [
                    [1, 2, 3],
                    [1, 2, 4],
                    [1, 5],
                    [6],
                ]
        )
        {
            var node = 0;
            foreach (var token in tokens)
            {
                node = tree.Score(node, token, [], heard.Add);
            }
        }

        tree.Complete();
        Assert.Equal([1, 2], tree.Nodes.Where(n => n.Evaluated).Select(n => n.Token));
        Assert.Equal(1, tree.Leaves);
    }

    private static FillInPrompt Prompt(string prefix) =>
        new()
        {
            Prefix = prefix,
            Path = "src/Cart.cs",
            Suffix = "\n    }\n}\n",
        };

    private Task<ScoreResult> Score(string prefix, ImmutableArray<string> continuations) =>
        fixture.Model.ScoreAsync(new ScoreRequest { Prompt = Prompt(prefix), Continuations = continuations }, Token);
}
