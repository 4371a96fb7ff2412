using SmolCode.VisualStudio.Output;

namespace SmolCode.VisualStudio.Core.Tests;

public sealed class LogRelayTests : IClientLog, IDisposable
{
    private readonly LogRelay relay = new();
    private readonly List<string> lines = [];
    private readonly ManualResetEventSlim isWriting = new();
    private readonly ManualResetEventSlim mayGoOn = new();

    public void Dispose()
    {
        isWriting.Dispose();
        mayGoOn.Dispose();
    }

    [Fact]
    public async Task An_output_that_takes_its_time_is_waited_for_by_nobody_else()
    {
        relay.Connect(this);
        var first = Task.Run(() => relay.Write(LogLevel.Error, "first"));
        isWriting.Wait();
        // As Visual Studio's UI thread does while the other waits for it.
        var second = Task.Run(() => relay.Write(LogLevel.Error, "second"));
        await second.WaitAsync(TimeSpan.FromSeconds(30));
        mayGoOn.Set();
        await first;

        Assert.Equal(["first", "second"], lines);
    }

    void IClientLog.Write(LogLevel level, string message)
    {
        isWriting.Set();
        mayGoOn.Wait();
        lines.Add(message);
    }
}
