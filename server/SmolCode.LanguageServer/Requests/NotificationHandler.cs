using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmolCode.LanguageServer.Requests;

/// <summary>Handles a method that wants no answer. What it does is short; longer work is handed to whoever owns it.</summary>
internal abstract class NotificationHandler<TParams>(JsonTypeInfo<TParams> parametersType) : MethodHandler
    where TParams : class
{
    /// <inheritdoc />
    public sealed override bool IsNotification => true;

    /// <inheritdoc />
    public override bool ChangesState => true;

    /// <inheritdoc />
    public sealed override Task<JsonElement> InvokeAsync(
        JsonElement parameters,
        RequestContext context,
        CancellationToken cancellationToken
    )
    {
        Handle(ReadParameters(parameters, parametersType), context);
        return Task.FromResult(Null);
    }

    /// <summary>Handles one notification.</summary>
    protected abstract void Handle(TParams parameters, RequestContext context);
}
