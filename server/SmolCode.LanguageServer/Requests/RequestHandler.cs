using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmolCode.LanguageServer.Requests;

/// <summary>Handles a method that wants an answer.</summary>
internal abstract class RequestHandler<TParams, TResult>(JsonTypeInfo<TParams> parametersType, JsonTypeInfo<TResult> resultType)
    : MethodHandler
    where TParams : class
    where TResult : class
{
    /// <summary>What parameters that are left out stand for; null: they can't be left out.</summary>
    protected virtual TParams? WithoutParameters => null;

    /// <inheritdoc />
    public sealed override bool IsNotification => false;

    /// <inheritdoc />
    public sealed override async Task<JsonElement> InvokeAsync(
        JsonElement parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var given =
            parameters.ValueKind is JsonValueKind.Undefined or JsonValueKind.Null && WithoutParameters is { } absent
                ? absent
                : ReadParameters(parameters, parametersType);
        var result = await HandleAsync(given, context, cancellationToken);
        return result is null ? Null : JsonSerializer.SerializeToElement(result, resultType);
    }

    /// <summary>Answers one request.</summary>
    protected abstract Task<TResult?> HandleAsync(TParams parameters, RequestContext context, CancellationToken cancellationToken);
}
