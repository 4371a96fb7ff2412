namespace SmolCode.Completion.Tests;

public sealed class CompletionPolicyTests
{
    [Fact]
    public void Full_switches_nothing_off() => Assert.Equal(CompletionPolicy.Full, CompletionPolicy.Parse("full"));

    [Fact]
    public void Every_switch_changes_exactly_one_part()
    {
        foreach (var name in CompletionPolicy.SwitchNames)
        {
            var policy = CompletionPolicy.Parse(name);
            var changed = typeof(CompletionPolicy)
                .GetProperties()
                .Where(p => p.PropertyType == typeof(bool))
                .Count(p => !p.GetValue(policy)!.Equals(p.GetValue(CompletionPolicy.Full)));
            Assert.Equal(1, changed);
            Assert.Equal(name, policy.Name);
        }
    }

    [Fact]
    public void Every_part_has_a_switch() =>
        Assert.Equal(
            typeof(CompletionPolicy).GetProperties().Count(p => p.PropertyType == typeof(bool)),
            CompletionPolicy.SwitchNames.Length
        );

    [Fact]
    public void Switches_combine()
    {
        var policy = CompletionPolicy.Parse("no-beam, no-check");
        Assert.False(policy.Beam);
        Assert.False(policy.Checks);
        Assert.True(policy.Adapter);
    }

    [Theory]
    [InlineData("no-own,raw")]
    [InlineData("raw,full")]
    public void A_whole_policy_comes_first(string text) =>
        Assert.Contains(
            "name it first",
            Assert.Throws<FormatException>(() => CompletionPolicy.Parse(text)).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void An_unknown_name_is_an_error_that_lists_the_known_ones()
    {
        var error = Assert.Throws<FormatException>(() => CompletionPolicy.Parse("no-magic"));
        Assert.Contains("no-magic", error.Message, StringComparison.Ordinal);
        Assert.Contains("no-beam", error.Message, StringComparison.Ordinal);
    }
}
