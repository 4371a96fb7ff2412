using SmolCode.VisualStudio.Protocol;

namespace SmolCode.VisualStudio.Server;

/// <summary>One server process and the connection to it; a restart makes another.</summary>
internal sealed class ServerSession : IDisposable
{
    private int over;

    public ServerSession(ServerProcess process, LspConnection connection)
    {
        Process = process;
        Connection = connection;
    }

    public ServerProcess Process { get; }

    public LspConnection Connection { get; }

    /// <summary>It is being stopped on purpose, or its death was dealt with.</summary>
    public bool IsOver => Volatile.Read(ref over) != 0;

    /// <summary>Marks it as over; false when it was already.</summary>
    public bool TryEnd() => Interlocked.Exchange(ref over, 1) == 0;

    /// <inheritdoc />
    public void Dispose()
    {
        Connection.Dispose();
        Process.Dispose();
    }
}
