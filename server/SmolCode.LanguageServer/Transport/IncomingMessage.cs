using System.Buffers;
using System.Text.Json;
using SmolCode.LanguageServer.Protocol;
using StreamJsonRpc;

namespace SmolCode.LanguageServer.Transport;

/// <summary>
/// The content of one frame, judged before anything acts on it: a request, a notification, a response, or something that JSON-RPC has
/// an error for.
/// </summary>
internal abstract record IncomingMessage
{
    private IncomingMessage() { }

    /// <summary>Reads a frame. Never throws: whatever is wrong is a <see cref="Malformed"/>.</summary>
    public static IncomingMessage Parse(ReadOnlySequence<byte> content)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(content);
        }
        catch (JsonException e)
        {
            return new Malformed(LspErrorCodes.ParseError, RequestId.Null, $"The message is not JSON: {e.Message}");
        }

        using (document)
        {
            try
            {
                return Parse(document.RootElement);
            }
            catch (InvalidOperationException e)
            {
                // A member name or method with bytes that are not UTF-8, or half a surrogate pair.
                return new Malformed(
                    LspErrorCodes.InvalidRequest,
                    RequestId.Null,
                    $"The message holds text that is not Unicode: {e.Message}"
                );
            }
        }
    }

    private static IncomingMessage Parse(JsonElement root)
    {
        if (root.ValueKind == JsonValueKind.Array)
        {
            return new Malformed(LspErrorCodes.InvalidRequest, RequestId.Null, "LSP has no batches: send every message in its own frame.");
        }

        if (root.ValueKind != JsonValueKind.Object)
        {
            return new Malformed(LspErrorCodes.InvalidRequest, RequestId.Null, $"A message is an object, not a {Kind(root)}.");
        }

        RequestId? id = null;
        if (root.TryGetProperty("id"u8, out var idElement))
        {
            id = idElement.ValueKind switch
            {
                JsonValueKind.String => new RequestId(idElement.GetString()!),
                JsonValueKind.Number when idElement.TryGetInt64(out var number) => new RequestId(number),
                JsonValueKind.Null => RequestId.Null,
                _ => null,
            };
            if (id is null)
            {
                return new Malformed(LspErrorCodes.InvalidRequest, RequestId.Null, "An id is a whole number or a string.");
            }
        }

        if (!root.TryGetProperty("method"u8, out var method))
        {
            return root.TryGetProperty("result"u8, out _) || root.TryGetProperty("error"u8, out _)
                ? id is { } responseTo && responseTo != RequestId.Null
                    ? new Response(responseTo)
                    : new ResponseToNothing()
                : new Malformed(
                    LspErrorCodes.InvalidRequest,
                    id ?? RequestId.Null,
                    "The message has neither a method nor a result nor an error."
                );
        }

        if (method.ValueKind != JsonValueKind.String)
        {
            return new Malformed(LspErrorCodes.InvalidRequest, id ?? RequestId.Null, $"A method is a string, not a {Kind(method)}.");
        }

        if (
            !root.TryGetProperty("jsonrpc"u8, out var version)
            || version.ValueKind != JsonValueKind.String
            || !version.ValueEquals("2.0"u8)
        )
        {
            return new Malformed(LspErrorCodes.InvalidRequest, id ?? RequestId.Null, "The message lacks \"jsonrpc\": \"2.0\".");
        }

        JsonElement parameters = default;
        if (root.TryGetProperty("params"u8, out var given))
        {
            if (given.ValueKind is not (JsonValueKind.Object or JsonValueKind.Array or JsonValueKind.Null))
            {
                return new Malformed(
                    LspErrorCodes.InvalidRequest,
                    id ?? RequestId.Null,
                    $"Parameters are an object or an array, not a {Kind(given)}."
                );
            }

            parameters = given.ValueKind == JsonValueKind.Null ? default : given.Clone();
        }

        var name = method.GetString()!;
        return id is { } requestId
            ? requestId == RequestId.Null
                ? new Malformed(LspErrorCodes.InvalidRequest, requestId, "A request's id is a whole number or a string, not null.")
                : new Request(requestId, name, parameters)
            : new Notification(name, parameters);
    }

    private static string Kind(JsonElement element) =>
        element.ValueKind switch
        {
            JsonValueKind.True or JsonValueKind.False => "truth value",
            var kind => kind.ToString().ToLowerInvariant(),
        };

    /// <summary>Wants an answer.</summary>
    /// <param name="Id">Names it.</param>
    /// <param name="Method">The method.</param>
    /// <param name="Parameters">Its parameters; undefined when there are none.</param>
    public sealed record Request(RequestId Id, string Method, JsonElement Parameters) : IncomingMessage;

    /// <summary>Wants none.</summary>
    /// <param name="Method">The method.</param>
    /// <param name="Parameters">Its parameters; undefined when there are none.</param>
    public sealed record Notification(string Method, JsonElement Parameters) : IncomingMessage;

    /// <summary>Answers a request of this server, or so it says.</summary>
    /// <param name="Id">The request.</param>
    public sealed record Response(RequestId Id) : IncomingMessage;

    /// <summary>Says it answers a request, but not which.</summary>
    public sealed record ResponseToNothing : IncomingMessage;

    /// <summary>Nothing that can be acted on.</summary>
    /// <param name="Code">The error that JSON-RPC has for it.</param>
    /// <param name="Id">The request, or null where it can't be told.</param>
    /// <param name="Message">What is wrong.</param>
    public sealed record Malformed(int Code, RequestId Id, string Message) : IncomingMessage;
}
