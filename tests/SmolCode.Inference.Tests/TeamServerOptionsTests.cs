using SmolCode.Inference.Remote;

namespace SmolCode.Inference.Tests;

/// <summary>Which servers are spoken to at all.</summary>
public sealed class TeamServerOptionsTests
{
    [Theory]
    [InlineData("https://coder.example.org", "https://coder.example.org/v1/")]
    [InlineData("https://coder.example.org/v1", "https://coder.example.org/v1/")]
    [InlineData(" https://coder.example.org/team/v1/ ", "https://coder.example.org/team/v1/")]
    [InlineData("http://127.0.0.1:8000", "http://127.0.0.1:8000/v1/")]
    [InlineData("http://localhost:8000", "http://localhost:8000/v1/")]
    [InlineData("http://[::1]:8000", "http://[::1]:8000/v1/")]
    public void An_address_is_taken_with_and_without_v1(string url, string address)
    {
        var options = TeamServerOptions.Read(new TeamServerChoice(url), "key", out var problem);
        Assert.Equal((address, null), (options?.Address.AbsoluteUri, problem));
    }

    [Theory]
    [InlineData("http://coder.example.org", "would send code and the key unencrypted")]
    [InlineData("http://192.168.1.20:8000", "would send code and the key unencrypted")]
    [InlineData("coder.example.org", "is none")]
    [InlineData("ftp://coder.example.org", "is none")]
    [InlineData("https://me:sk-1234@coder.example.org", "holds more than host, port and path")]
    [InlineData("https://coder.example.org/?key=sk-1234", "holds more than host, port and path")]
    public void An_address_that_is_none_or_would_leak_is_refused(string url, string expected)
    {
        Assert.Null(TeamServerOptions.Read(new TeamServerChoice(url), "sk-1234", out var problem));
        Assert.Contains(expected, problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1234", problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public void Without_an_address_there_is_no_server_and_no_problem(string url)
    {
        Assert.Null(TeamServerOptions.Read(new TeamServerChoice(url), "key", out var problem));
        Assert.Null(problem);
    }

    [Fact]
    public void A_key_with_a_line_break_is_refused_unseen()
    {
        Assert.Null(TeamServerOptions.Read(new TeamServerChoice("https://coder.example.org"), "sk-12\r\n34", out var problem));
        Assert.Contains("SMOLCODE_TEAM_SERVER_KEY holds characters", problem, StringComparison.Ordinal);
        Assert.DoesNotContain("sk-12", problem, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_of_the_options_prints_the_key()
    {
        var options = TeamServerOptions.Read(new TeamServerChoice("https://coder.example.org"), "sk-1234", out _)!;
        Assert.DoesNotContain("sk-1234", options.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("sk-1234", System.Text.Json.JsonSerializer.Serialize(options), StringComparison.Ordinal);
    }

    [Fact]
    public void The_environment_names_all_of_a_server_or_none()
    {
        Assert.Null(TeamServerChoice.FromEnvironment(v => v == TeamServerChoice.ModelVariable ? "coder" : null));
        Assert.Equal(
            new TeamServerChoice("https://a.example.org", "coder"),
            TeamServerChoice.FromEnvironment(v =>
                v switch
                {
                    TeamServerChoice.UrlVariable => " https://a.example.org",
                    TeamServerChoice.ModelVariable => "coder",
                    _ => null,
                }
            )
        );
    }
}
