using System.Collections.Concurrent;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Protocol;
using StreamJsonRpc;
using StreamJsonRpc.Protocol;

namespace SmolCode.LanguageServer.Transport;

/// <summary>
/// LSP's framing for StreamJsonRpc, made to outlive what clients get wrong. StreamJsonRpc's own handler closes the connection at the
/// first message that is not JSON, at a broken header, and at an answer to a question that nobody asked; this one replies with the error
/// that JSON-RPC prescribes where it prescribes one, logs the rest, and goes on.
/// </summary>
/// <remarks>
/// Every request and notification, known or not, is handed on as a call of <see cref="DispatchMethod"/> with its method, whether it
/// wants an answer, and its parameters. So they all keep their order and meet one place that knows what may be called when.
/// </remarks>
internal sealed partial class LspMessageHandler(Stream output, Stream input, IJsonRpcMessageFormatter formatter, ILogger logger)
    : HeaderDelimitedMessageHandler(output, input, formatter)
{
    /// <summary>Name under which the dispatcher is known to StreamJsonRpc; never on the wire.</summary>
    public const string DispatchMethod = "dispatch";

    private readonly ConcurrentDictionary<RequestId, byte> outstanding = [];
    private FrameReader? frames;

    /// <summary>Called at the end of the input, before the connection is closed: the time to finish what was asked for.</summary>
    public Func<Task>? InputEnded { get; set; }

    /// <summary>Called for every request before it is handed on.</summary>
    public Action? RequestRead { get; set; }

    /// <inheritdoc />
    protected override async ValueTask<JsonRpcMessage?> ReadCoreAsync(CancellationToken cancellationToken)
    {
        frames ??= new FrameReader(Reader!);
        while (true)
        {
            var frame = await ReadFrameAsync(cancellationToken);
            if (frame.Problem is { } problem)
            {
                LogBrokenFraming(problem);
                if (!frame.IsEnd)
                {
                    await ReplyAsync(RequestId.Null, LspErrorCodes.InvalidRequest, problem, cancellationToken);
                }
            }

            if (frame.IsEnd)
            {
                if (InputEnded is { } ended)
                {
                    await ended();
                }

                return null;
            }

            if (frame.Content is not { } content)
            {
                continue;
            }

            switch (IncomingMessage.Parse(content))
            {
                case IncomingMessage.Request request:
                    RequestRead?.Invoke();
                    return new JsonRpcRequest
                    {
                        RequestId = request.Id,
                        Method = DispatchMethod,
                        ArgumentsList = [request.Method, true, request.Parameters],
                    };
                case IncomingMessage.Notification { Method: LspMethods.CancelRequest } cancel:
                    if (CancelledRequest(cancel.Parameters) is { } cancelled)
                    {
                        return new JsonRpcRequest
                        {
                            Method = LspMethods.CancelRequest,
                            NamedArguments = new Dictionary<string, object?> { ["id"] = cancelled },
                        };
                    }

                    break;
                case IncomingMessage.Notification notification:
                    return new JsonRpcRequest
                    {
                        Method = DispatchMethod,
                        ArgumentsList = [notification.Method, false, notification.Parameters],
                    };
                case IncomingMessage.Response response when outstanding.TryRemove(response.Id, out _):
                    try
                    {
                        return Formatter.Deserialize(content);
                    }
                    catch (Exception e) when (e is JsonException or InvalidOperationException or KeyNotFoundException or FormatException)
                    {
                        LogBadResponse(e.Message);
                        return new JsonRpcError
                        {
                            RequestId = response.Id,
                            Error = new JsonRpcError.ErrorDetail
                            {
                                Code = JsonRpcErrorCode.ParseError,
                                Message = "The client's answer can't be read: " + e.Message,
                            },
                        };
                    }

                case IncomingMessage.Response
                or IncomingMessage.ResponseToNothing:
                    LogBadResponse("it answers no request of this server");
                    break;
                case IncomingMessage.Malformed malformed:
                    LogMalformed(malformed.Message);
                    await ReplyAsync(malformed.Id, malformed.Code, malformed.Message, cancellationToken);
                    break;
            }
        }
    }

    /// <inheritdoc />
    protected override void Write(JsonRpcMessage content, CancellationToken cancellationToken)
    {
        if (content is JsonRpcRequest { IsResponseExpected: true } request)
        {
            outstanding.TryAdd(request.RequestId, 0);
        }

        base.Write(content, cancellationToken);
    }

    private static RequestId? CancelledRequest(JsonElement parameters)
    {
        try
        {
            return parameters.ValueKind == JsonValueKind.Object && parameters.TryGetProperty("id"u8, out var id)
                ? id.ValueKind switch
                {
                    JsonValueKind.Number when id.TryGetInt64(out var number) => new RequestId(number),
                    JsonValueKind.String => new RequestId(id.GetString()!),
                    _ => null,
                }
                : null;
        }
        catch (InvalidOperationException)
        {
            // Half of a surrogate pair, or bytes that are no UTF-8: no request has such an id.
            return null;
        }
    }

    private async ValueTask<FrameReader.Frame> ReadFrameAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await frames!.ReadAsync(cancellationToken);
        }
        catch (IOException e)
        {
            // The pipe broke: the client died.
            return new FrameReader.Frame(null, "The input can't be read any more: " + e.Message, IsEnd: true);
        }
    }

    private async ValueTask ReplyAsync(RequestId id, int code, string message, CancellationToken cancellationToken)
    {
        var error = new JsonRpcError
        {
            RequestId = id,
            Error = new JsonRpcError.ErrorDetail { Code = (JsonRpcErrorCode)code, Message = message },
        };
        try
        {
            await WriteAsync(error, cancellationToken);
        }
        catch (Exception e) when (e is IOException or ObjectDisposedException)
        {
            LogBadResponse(e.Message);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "Broken framing in what the client sends. {Problem}")]
    private partial void LogBrokenFraming(string problem);

    [LoggerMessage(2, LogLevel.Warning, "A message of the client was refused. {Problem}")]
    private partial void LogMalformed(string problem);

    [LoggerMessage(3, LogLevel.Warning, "An answer is dropped: {Problem}.")]
    private partial void LogBadResponse(string problem);
}
