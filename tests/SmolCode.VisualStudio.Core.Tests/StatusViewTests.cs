using Newtonsoft.Json.Linq;
using SmolCode.VisualStudio.Pause;
using SmolCode.VisualStudio.Protocol;
using SmolCode.VisualStudio.Server;
using SmolCode.VisualStudio.Status;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class StatusViewTests
{
    [Theory]
    [InlineData("starting", false, null, "SmolCode: preparing the model", StatusSeverity.None)]
    [InlineData("loading", false, null, "SmolCode: loading the workspace", StatusSeverity.None)]
    [InlineData("ready", false, null, "SmolCode", StatusSeverity.None)]
    [InlineData("ready", false, PauseScope.File, "SmolCode: paused here", StatusSeverity.None)]
    [InlineData("degraded", false, PauseScope.Session, "SmolCode: paused", StatusSeverity.None)]
    [InlineData("degraded", true, null, "SmolCode: untrusted", StatusSeverity.None)]
    [InlineData("degraded", false, null, "SmolCode: limited", StatusSeverity.Warning)]
    [InlineData("disabled", false, PauseScope.Language, "SmolCode: off", StatusSeverity.None)]
    [InlineData("error", false, PauseScope.Language, "SmolCode: error", StatusSeverity.Error)]
    public void A_servers_state_is_said_in_a_word(string state, bool untrusted, PauseScope? pause, string text, StatusSeverity severity)
    {
        var status = ServerStatus.Read(
            new JObject
            {
                ["state"] = state,
                ["untrusted"] = untrusted,
                ["message"] = "why",
            }
        );
        var view = StatusView.Of(new ClientState(ClientStateKind.Running, status), pause);

        Assert.Equal((text, severity), (view.Text, view.Severity));
        Assert.Equal(text != "SmolCode", view.SaysMore);
        Assert.Contains("why", view.Details);
    }

    [Fact]
    public void What_the_process_does_is_said_with_what_to_do()
    {
        var restarting = StatusView.Of(new ClientState(ClientStateKind.Restarting, Delay: TimeSpan.FromSeconds(0.5)), null);
        var failed = StatusView.Of(new ClientState(ClientStateKind.Failed, Message: "No server."), null);

        Assert.Contains("starts again in 0.5 s", restarting.Details[0], StringComparison.Ordinal);
        Assert.Equal(StatusSeverity.Error, failed.Severity);
        Assert.Equal("No server.", failed.Details[0]);
        Assert.Contains("Restart", failed.Details[1], StringComparison.Ordinal);
        Assert.Equal("SmolCode: starting", StatusView.Of(new ClientState(ClientStateKind.Running), null).Text);
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("""{"state":7}""")]
    [InlineData("""{"state":"3"}""")]
    [InlineData("""{"state":"splendid"}""")]
    public void Something_else_is_no_status(string json) => Assert.Null(ServerStatus.Read(JToken.Parse(json)));
}
