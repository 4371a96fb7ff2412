using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmolCode.LanguageServer.Requests;

/// <summary>Handles a method that wants an answer.</summary>
internal abstract class RequestHandler<TParams, TResult>(JsonTypeInfo<TParams> parametersType, JsonTypeInfo<TResult> resultType)
    : MethodHandler
    where TParams : class
    where TResult : class
{
    /// <inheritdoc />
    public sealed override bool IsNotification => false;

    /// <inheritdoc />
    public sealed override async Task<JsonElement> InvokeAsync(
        JsonElement parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        var result = await HandleAsync(ReadParameters(parameters, parametersType), context, cancellationToken);
        return result is null ? Null : JsonSerializer.SerializeToElement(result, resultType);
    }

    /// <summary>Answers one request.</summary>
    protected abstract Task<TResult?> HandleAsync(TParams parameters, RequestContext context, CancellationToken cancellationToken);
}
