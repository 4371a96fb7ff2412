using System.Text;
using SmolCode.Inference.Engine;

namespace SmolCode.Inference.Tests;

public sealed class PartialHypothesisTests
{
    private static readonly StopScanner Line = new(new StopRules(), "");

    [Fact]
    public void A_character_split_over_tokens_appears_whole()
    {
        var bytes = Encoding.UTF8.GetBytes("a🎉b");
        var hypothesis = PartialHypothesis.Empty;
        var texts = new List<string>();
        foreach (var b in bytes)
        {
            hypothesis = hypothesis.Extend(1, [b], -1, heldBack: 0, Line, maxTokens: 99);
            texts.Add(hypothesis.Text);
        }

        Assert.Equal(["a", "a", "a", "a", "a🎉", "a🎉b"], texts);
    }

    [Fact]
    public void Bytes_held_back_are_no_part_of_the_text()
    {
        var hypothesis = PartialHypothesis
            .Empty.Extend(1, "   "u8, -0.5, heldBack: 4, Line, maxTokens: 9)
            .Extend(2, " return"u8, -1, heldBack: 4, Line, maxTokens: 9);
        Assert.Equal("return", hypothesis.Text);
        Assert.Equal([new TokenScore(0, -0.5), new TokenScore(6, -1)], hypothesis.Scores);
        Assert.Equal(-1.5, hypothesis.LogProbability);
    }

    [Fact]
    public void A_stop_rule_cuts_the_text_and_the_token_counts()
    {
        var hypothesis = PartialHypothesis.Empty.Extend(1, "x;\n"u8, -1, 0, Line, maxTokens: 9);
        Assert.Equal(("x;", FinishReason.Stop), (hypothesis.Text, hypothesis.Finish));
        Assert.Equal([new TokenScore(2, -1)], hypothesis.Scores);
    }

    [Fact]
    public void The_same_text_by_other_tokens_adds_up()
    {
        var a = PartialHypothesis.Empty.Extend(1, "x\n"u8, Math.Log(0.25), 0, Line, 9);
        var b = PartialHypothesis.Empty.Extend(2, "x\n\n"u8, Math.Log(0.5), 0, Line, 9);
        Assert.Equal(Math.Log(0.75), a.Merge(b).LogProbability, 6);
        Assert.Equal(Math.Log(0.75), a.Merge(b).Scores[^1].LogProbability, 6);
    }

    [Fact]
    public void The_pool_ranks_by_length_normalised_probability_and_ends_first()
    {
        var pool = new HypothesisPool(3, 1);
        Assert.True(pool.Add(PartialHypothesis.Empty.Extend(1, "a"u8, -4, 0, Line, 1), merge: true));
        Assert.True(pool.Add(PartialHypothesis.Empty.Extend(1, "b"u8, -3, 0, Line, 9).Extend(2, "c\n"u8, -1, 0, Line, 9), merge: true));
        pool.AddUnfinished(PartialHypothesis.Empty.Extend(1, "d"u8, -0.1, 0, Line, 9));
        var ranked = pool.Ranked(FinishReason.Deadline);
        Assert.Equal(["bc", "a", "d"], ranked.Select(h => h.Text));
        Assert.Equal([FinishReason.Stop, FinishReason.Length, FinishReason.Deadline], ranked.Select(h => h.Finish));
    }
}
