using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Requests;

/// <summary>Handles one LSP method. See <see cref="RequestQueue"/> for when it runs.</summary>
internal abstract class MethodHandler
{
    /// <summary>JSON's null.</summary>
    protected static readonly JsonElement Null = JsonElement.Parse("null");

    /// <summary>The method's name.</summary>
    public abstract string Method { get; }

    /// <summary>It changes the state, so it runs alone and must be quick. Otherwise it runs beside others on a state that stays as it is.</summary>
    public abstract bool ChangesState { get; }

    /// <summary>The client sends it without wanting an answer.</summary>
    public abstract bool IsNotification { get; }

    /// <summary>Handles one message.</summary>
    /// <exception cref="LspException">It can't be answered.</exception>
    public abstract Task<JsonElement> InvokeAsync(JsonElement parameters, RequestContext context, CancellationToken cancellationToken);

    /// <summary>Reads the parameters.</summary>
    /// <exception cref="LspException">They don't fit the method.</exception>
    protected T ReadParameters<T>(JsonElement parameters, JsonTypeInfo<T> type)
        where T : class
    {
        if (typeof(T) == typeof(NoParams))
        {
            return (T)(object)new NoParams();
        }

        try
        {
            return (parameters.ValueKind == JsonValueKind.Undefined ? null : parameters.Deserialize(type))
                ?? throw new LspException(LspErrorCodes.InvalidParams, $"{Method} needs parameters, and there are none.");
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new LspException(LspErrorCodes.InvalidParams, $"The parameters don't fit {Method}: {e.Message}");
        }
    }
}
