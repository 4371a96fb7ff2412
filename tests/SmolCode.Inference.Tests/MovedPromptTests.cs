using Microsoft.Extensions.Logging.Abstractions;

namespace SmolCode.Inference.Tests;

/// <summary>Prompts whose middle changes, in a real engine.</summary>
public sealed class MovedPromptTests(EngineFixture fixture) : IClassFixture<EngineFixture>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task What_follows_a_changed_part_is_not_evaluated_again()
    {
        var before = Lines("moved");
        await Generate(before);
        var moved = await Generate([before[0], "using System.Collections.Generic;", .. before[1..]], reuseMoved: true);
        Assert.InRange(moved.PromptTokens - moved.ReusedTokens, 1, 24);
        Assert.Equal("RemoveAll(item => item.Price == 0);", moved.Hypotheses[0].Text);
    }

    [Fact]
    public async Task What_moved_is_found_again_at_the_next_key()
    {
        var before = Lines("again");
        await Generate(before);
        string[] after = [.. before[..2], .. before[4..]];
        await Generate(after, reuseMoved: true);
        var next = await Generate([.. after[..^1], after[^1] + "R"], reuseMoved: true);
        Assert.InRange(next.PromptTokens - next.ReusedTokens, 1, 4);
    }

    [Fact]
    public async Task What_two_documents_have_in_common_is_not_taken_from_either()
    {
        string[] first = [.. Lines("one document"), .. Enumerable.Range(0, 24).Select(i => $"        Use{i}(item, {i}, nameof(Use{i}));")];
        await Generate(first);
        string[] second = [.. Enumerable.Range(0, 30).Select(i => $"// another document, line {i}"), .. Lines("other")[8..]];
        await Generate(second, reuseMoved: true);
        var again = await Generate(first);
        Assert.Equal(again.PromptTokens - 1, again.ReusedTokens);
    }

    [Fact]
    public async Task Who_does_not_allow_it_gets_what_an_engine_that_knows_nothing_gives()
    {
        await using var other = new EngineLanguageModel(EngineFixture.Options, NullLogger<EngineLanguageModel>.Instance);
        var lines = Lines("random").ToList();
        var random = new Random(11);
        for (var round = 0; round < 24; round++)
        {
            var at = random.Next(1, lines.Count - 1);
            switch (random.Next(3))
            {
                case 0 when lines.Count > 12:
                    lines.RemoveRange(at, Math.Min(random.Next(1, 4), lines.Count - 1 - at));
                    break;
                case 1:
                    lines[at] = $"    private int _count{round};";
                    break;
                default:
                    lines.InsertRange(at, Enumerable.Range(0, random.Next(1, 4)).Select(i => $"    public int Number{round}_{i} => {i};"));
                    break;
            }

            // Some are broken off wherever they are.
            var patience = random.Next(3) == 0 ? random.Next(1, 120) : (double?)null;
            await fixture.Model.GenerateAsync(
                Request(lines, reuseMoved: true) with
                {
                    DeadlineMs = patience,
                    Hypotheses = random.Next(1, 4),
                },
                Token
            );
            if (round % 4 == 3)
            {
                var score = Score(lines, reuseMoved: false);
                var (ours, theirs) = (await fixture.Model.ScoreAsync(score, Token), await other.ScoreAsync(score, Token));
                Assert.Equal(theirs.Scores[0].LogProbability, ours.Scores[0].LogProbability, 0.3);
                Assert.Equal(theirs.Scores[1].LogProbability, ours.Scores[1].LogProbability, 1.0);
            }
        }
    }

    [Fact]
    public async Task Probabilities_of_a_moved_prompt_are_near_those_of_a_fresh_one()
    {
        var before = Lines("near");
        await Generate(before);
        string[] after = [.. before[..3], "    private readonly ILogger _logger;", .. before[3..]];
        var moved = (await fixture.Model.ScoreAsync(Score(after, reuseMoved: true), Token)).Scores;
        var exact = await fixture.Model.ScoreAsync(Score(after, reuseMoved: false), Token);
        var fresh = exact.Scores;
        // Nothing behind the change serves who asks for the prompt as it is.
        Assert.True(exact.ReusedTokens < exact.PromptTokens / 2, $"{exact.ReusedTokens} of {exact.PromptTokens}");
        Assert.NotEqual(fresh[1].LogProbability, moved[1].LogProbability);
        Assert.Equal(fresh[0].LogProbability, moved[0].LogProbability, 1.0);
        Assert.Equal(fresh[1].LogProbability, moved[1].LogProbability, 1.0);
    }

    private static string[] Lines(string name) =>
        [
            $"// {name}",
            "namespace Shop;",
            "public sealed class Cart",
            "{",
            "    private readonly List<Item> _items = [];",
            "    private readonly TimeProvider _clock;",
            "",
            "    public decimal Total => _items.Sum(item => item.Price * item.Count);",
            "",
            "    public void Add(Item item)",
            "    {",
            "        ArgumentNullException.ThrowIfNull(item);",
            "        _items.Add(item);",
            "    }",
            "",
            "    public bool Contains(Item item)",
            "    {",
            "        return _items.Contains(item);",
            "    }",
            "",
            "    public void Remove(Item item)",
            "    {",
            "        _items.",
        ];

    private static GenerateRequest Request(IEnumerable<string> lines, bool reuseMoved) =>
        new() { Prompt = Prompt(lines, reuseMoved), Stop = new StopRules() };

    private static ScoreRequest Score(IEnumerable<string> lines, bool reuseMoved) =>
        new() { Prompt = Prompt(lines, reuseMoved), Continuations = ["Remove(item);", "Contains(item);"] };

    private static FillInPrompt Prompt(IEnumerable<string> lines, bool reuseMoved) =>
        new()
        {
            Prefix = string.Join('\n', lines),
            Path = "src/Cart.cs",
            Suffix = "\n    }\n}\n",
            ReuseMoved = reuseMoved,
        };

    private Task<GenerateResult> Generate(IEnumerable<string> lines, bool reuseMoved = false) =>
        fixture.Model.GenerateAsync(Request(lines, reuseMoved), Token);
}
