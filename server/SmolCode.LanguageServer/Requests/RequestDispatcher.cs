using System.Collections.Frozen;
using System.Diagnostics;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using SmolCode.LanguageServer.Protocol;
using StreamJsonRpc;

namespace SmolCode.LanguageServer.Requests;

/// <summary>
/// Takes every message of the client from the wire to its handler, through the queue, and says what LSP's life cycle says about those
/// that may not be handled now.
/// </summary>
internal sealed partial class RequestDispatcher(IEnumerable<MethodHandler> handlers, RequestQueue queue, ILogger logger)
{
    private readonly FrozenDictionary<string, MethodHandler> handlers = handlers.ToFrozenDictionary(h => h.Method, StringComparer.Ordinal);

    /// <summary>The methods that are handled.</summary>
    public IEnumerable<string> Methods => handlers.Keys.Order(StringComparer.Ordinal);

    /// <summary>Called by StreamJsonRpc for every request and notification, in the order of their arrival.</summary>
    /// <param name="method">The method.</param>
    /// <param name="wantsAnswer">It is a request.</param>
    /// <param name="parameters">Its parameters; undefined when there are none.</param>
    /// <param name="cancellationToken">Cancelled by <c>$/cancelRequest</c> and at the end of the connection.</param>
    public async Task<JsonElement> DispatchAsync(
        string method,
        bool wantsAnswer,
        JsonElement parameters,
        CancellationToken cancellationToken
    )
    {
        var handler = handlers.GetValueOrDefault(method);
        var arrived = Stopwatch.GetTimestamp();
        try
        {
            var result = await queue.ExecuteAsync(
                method,
                handler is { ChangesState: true },
                (context, token) => InvokeAsync(handler, method, wantsAnswer, parameters, context, token),
                cancellationToken
            );
            LogDone(method, Stopwatch.GetElapsedTime(arrived).TotalMilliseconds);
            return result;
        }
        catch (LspException e)
        {
            if (!wantsAnswer)
            {
                LogIgnored(method, e.Message);
            }

            throw new LocalRpcException(e.Message) { ErrorCode = e.Code };
        }
        catch (OperationCanceledException)
        {
            LogCancelled(method, Stopwatch.GetElapsedTime(arrived).TotalMilliseconds);
            throw;
        }
        catch (Exception e)
        {
            throw new LocalRpcException(
                $"{method} failed inside SmolCode ({e.GetType().Name}: {e.Message}). The server goes on; its log has the details for a bug report."
            )
            {
                ErrorCode = LspErrorCodes.InternalError,
            };
        }
    }

    private static Task<JsonElement> InvokeAsync(
        MethodHandler? handler,
        string method,
        bool wantsAnswer,
        JsonElement parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var phase = context.State.Phase;
        if (method != "exit")
        {
            if (phase == ServerPhase.Uninitialized && method != "initialize")
            {
                throw new LspException(LspErrorCodes.ServerNotInitialized, $"{method} came before initialize.");
            }

            if (phase == ServerPhase.Running && method == "initialize")
            {
                throw new LspException(LspErrorCodes.InvalidRequest, "The server is initialized already.");
            }

            if (phase == ServerPhase.ShutDown)
            {
                throw new LspException(LspErrorCodes.InvalidRequest, $"{method} came after shutdown; only exit is left.");
            }
        }

        if (handler is null)
        {
            throw new LspException(LspErrorCodes.MethodNotFound, $"SmolCode does not know {method}.");
        }

        if (handler.IsNotification == wantsAnswer)
        {
            throw new LspException(
                LspErrorCodes.InvalidRequest,
                handler.IsNotification ? $"{method} is a notification: it has no id." : $"{method} is a request: it has an id."
            );
        }

        return handler.InvokeAsync(parameters, context, cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Debug, "{Method}: {Milliseconds:F1} ms.")]
    private partial void LogDone(string method, double milliseconds);

    [LoggerMessage(2, LogLevel.Debug, "{Method}: cancelled after {Milliseconds:F1} ms.")]
    private partial void LogCancelled(string method, double milliseconds);

    [LoggerMessage(3, LogLevel.Debug, "The notification {Method} was ignored: {Reason}")]
    private partial void LogIgnored(string method, string reason);
}
