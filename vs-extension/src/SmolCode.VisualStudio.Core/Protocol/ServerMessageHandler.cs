using SmolCode.VisualStudio.Output;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;
using StreamJsonRpc.Reflection;

namespace SmolCode.VisualStudio.Protocol;

/// <summary>
/// Frames messages as LSP does. An error without an id is the server's word on something that it could not read; JSON-RPC prescribes it,
/// and StreamJsonRpc takes it for a broken connection: it is written down and goes no further.
/// </summary>
internal sealed class ServerMessageHandler : HeaderDelimitedMessageHandler
{
    private readonly IClientLog log;

    /// <summary>Messages over a server's stdin and stdout.</summary>
    public ServerMessageHandler(Stream toServer, Stream fromServer, IClientLog log)
        : base(toServer, fromServer, new JsonMessageFormatter()) => this.log = log;

    /// <inheritdoc />
    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            var message = await base.ReadCoreAsync(cancellationToken).ConfigureAwait(false);
            if (message is not JsonRpcError { RequestId: { Number: null, String: null } } error)
            {
                return message;
            }

            log.Write(LogLevel.Warning, $"The server could not read a message. {error.Error?.Message}");
            // Its bytes are done with, as JsonRpc says of those that it gets.
            ((IJsonRpcMessageBufferManager)this).DeserializationComplete(message);
        }
    }
}
