using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Background;
using SmolCode.LanguageServer.Transport;
using StreamJsonRpc;

namespace SmolCode.LanguageServer.Client;

/// <summary>The client at the other end of a connection. Notifications go through one queue, so that they arrive as they were sent.</summary>
internal sealed partial class RpcLanguageClient : ILanguageClient, IAsyncDisposable
{
    private readonly LspConnection connection;
    private readonly ILogger logger;
    private readonly Channel<(string Method, IReadOnlyDictionary<string, object?> Arguments)> outbox = Channel.CreateUnbounded<(
        string,
        IReadOnlyDictionary<string, object?>
    )>(new UnboundedChannelOptions { SingleReader = true });

    private readonly Task sending;

    /// <summary>Speaks to the client of <paramref name="connection"/>.</summary>
    public RpcLanguageClient(LspConnection connection, ILogger logger)
    {
        this.connection = connection;
        this.logger = logger;
        sending = Task.Run(SendAsync);
    }

    /// <inheritdoc />
    public void Notify<T>(string method, T parameters, JsonTypeInfo<T> type) =>
        outbox.Writer.TryWrite((method, LspConnection.ToArguments(parameters, type)));

    /// <inheritdoc />
    public async Task<JsonElement?> RequestAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken)
    {
        try
        {
            // The client is not told of a cancellation: what is asked here costs it nothing.
            return await connection
                .InvokeWithParameterObjectAsync<JsonElement>(
                    method,
                    LspConnection.ToArguments(parameters, type),
                    argumentDeclaredTypes: null,
                    CancellationToken.None
                )
                .WaitAsync(cancellationToken);
        }
        catch (Exception e)
            when (e is RemoteRpcException or ObjectDisposedException or IOException or JsonException
                // It answered that the request was cancelled.
                || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested)
            )
        {
            LogRefused(method, e.Message);
            return null;
        }
    }

    /// <summary>Sends what is in the queue and takes nothing more.</summary>
    public async ValueTask DisposeAsync()
    {
        outbox.Writer.TryComplete();
        await sending.FarewellAsync();
    }

    private async Task SendAsync()
    {
        await foreach (var (method, arguments) in outbox.Reader.ReadAllAsync())
        {
            try
            {
                await connection.NotifyWithParameterObjectAsync(method, arguments, argumentDeclaredTypes: null);
            }
            catch (Exception e) when (e is ConnectionLostException or ObjectDisposedException or IOException or OperationCanceledException)
            {
                // Nobody listens any more.
            }
        }
    }

    [LoggerMessage(1, LogLevel.Debug, "The client did not answer {Method}: {Reason}")]
    private partial void LogRefused(string method, string reason);
}
