using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmolCode.LanguageServer.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace SmolCode.LanguageServer.Transport;

/// <summary>
/// JSON-RPC over a pair of streams. Errors carry a code and a message and no stack traces; how many answers are owed is known, so that
/// an end can wait for the last of them.
/// </summary>
internal sealed class LspConnection : JsonRpc
{
    private readonly Lock gate = new();
    private TaskCompletionSource quiet = Completed();
    private int owed;

    /// <summary>A connection that is not listening yet.</summary>
    public LspConnection(IJsonRpcMessageHandler handler)
        : base(handler)
    {
        CancelLocallyInvokedMethodsWhenConnectionIsClosed = true;
    }

    /// <summary>Completes when every request read so far was answered.</summary>
    public Task AllAnswered
    {
        get
        {
            lock (gate)
            {
                return quiet.Task;
            }
        }
    }

    /// <summary>Says that a request was read, which is owed an answer.</summary>
    public void RequestRead()
    {
        lock (gate)
        {
            if (owed++ == 0)
            {
                quiet = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    /// <summary>Parameters in the form that StreamJsonRpc sends as they are.</summary>
    public static IReadOnlyDictionary<string, object?> ToArguments<T>(T parameters, JsonTypeInfo<T> type) =>
        JsonSerializer.SerializeToElement(parameters, type).EnumerateObject().ToDictionary(p => p.Name, p => (object?)p.Value);

    /// <inheritdoc />
    protected override JsonRpcError.ErrorDetail CreateErrorDetails(JsonRpcRequest request, Exception exception) =>
        new()
        {
            Code = (JsonRpcErrorCode)(exception is LocalRpcException local ? local.ErrorCode : LspErrorCodes.InternalError),
            Message = exception.Message,
        };

    /// <inheritdoc />
    protected override Type? GetErrorDetailsDataType(JsonRpcError error) => typeof(JsonElement);

    /// <inheritdoc />
    protected override async ValueTask SendAsync(JsonRpcMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await base.SendAsync(message, cancellationToken);
        }
        finally
        {
            if (message is JsonRpcResult or JsonRpcError)
            {
                Answered();
            }
        }
    }

    private static TaskCompletionSource Completed()
    {
        var source = new TaskCompletionSource();
        source.SetResult();
        return source;
    }

    private void Answered()
    {
        lock (gate)
        {
            if (owed > 0 && --owed == 0)
            {
                quiet.SetResult();
            }
        }
    }
}
