using System.Text.Json;
using SmolCode.Inference.Remote;
using SmolCode.LanguageServer.Configuration;

namespace SmolCode.LanguageServer.Tests;

/// <summary>The settings smolcode.*.</summary>
public sealed class SettingsTests
{
    [Fact]
    public void All_settings_are_read()
    {
        var settings = Parse("""{"enabled":false,"candidates":8,"deadlineMs":250,"trace":"verbose"}""", out var problems);

        Assert.Equal(
            new Settings
            {
                Enabled = false,
                Candidates = 8,
                DeadlineMs = 250,
                Trace = TraceLevel.Verbose,
            },
            settings
        );
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("""{"teamServer":{"url":" https://a.example.org ","model":"coder","format":"qwen"}}""")]
    [InlineData("""{"teamServer.url":"https://a.example.org","teamServer.model":"coder","teamServer.format":"qwen"}""")]
    public void A_section_is_read_in_both_ways_that_editors_send_it(string json)
    {
        Assert.Equal(new TeamServerChoice("https://a.example.org", "coder", "qwen"), Parse(json, out var problems).TeamServer);
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("null")]
    [InlineData("""{"enabled":null,"candidates":null}""")]
    [InlineData("""{"somethingElse":1}""")]
    public void What_is_missing_has_its_default(string json)
    {
        Assert.Equal(new Settings(), Parse(json, out var problems));
        Assert.Empty(problems);
    }

    [Theory]
    [InlineData("""{"enabled":"yes"}""", "smolcode.enabled is \"yes\" but should be true or false; true is used.")]
    [InlineData("""{"candidates":0}""", "smolcode.candidates is 0 but should be a whole number from 1 to 8; 4 is used.")]
    [InlineData("""{"candidates":2.5}""", "smolcode.candidates is 2.5 but should be a whole number from 1 to 8; 4 is used.")]
    [InlineData("""{"deadlineMs":-1}""", "smolcode.deadlineMs is -1 but should be a whole number from 50 to 60000; 550 is used.")]
    [InlineData("""{"trace":"loud"}""", "smolcode.trace is \"loud\" but should be one of off, messages, verbose; \"off\" is used.")]
    [InlineData("""{"trace":["off"]}""", "smolcode.trace is [\"off\"] but should be one of off, messages, verbose; \"off\" is used.")]
    [InlineData("""{"teamServer":{"url":7}}""", "smolcode.teamServer.url is 7 but should be a text; \"\" is used.")]
    [InlineData("3", "The settings smolcode.* are no object but 3; the defaults are used.")]
    public void What_can_not_be_read_is_named_and_has_its_default(string json, string problem)
    {
        Assert.Equal(new Settings(), Parse(json, out var problems));
        Assert.EndsWith(problem, Assert.Single(problems), StringComparison.Ordinal);
    }

    [Fact]
    public void The_schema_has_every_setting_with_its_default()
    {
        var properties = typeof(Settings).GetProperties().Where(p => p.GetMethod is { IsStatic: false, IsPublic: true });
        Assert.Equal(
            properties.Select(p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)).Order(),
            Settings.Schema.Select(s => s.Name.Split('.')[0]).Distinct().Order()
        );

        var defaults = "{" + string.Join(",", Settings.Schema.Select(s => $"\"{s.Name}\":{s.Default}")) + "}";
        Assert.Equal(new Settings(), Parse(defaults, out var problems));
        Assert.Empty(problems);
    }

    private static Settings Parse(string json, out System.Collections.Immutable.ImmutableArray<string> problems) =>
        Settings.Parse(JsonElement.Parse(json), out problems);
}
