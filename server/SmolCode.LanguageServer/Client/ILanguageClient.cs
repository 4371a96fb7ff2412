using System.Text.Json;
using System.Text.Json.Serialization.Metadata;

namespace SmolCode.LanguageServer.Client;

/// <summary>The client, as the server speaks to it.</summary>
internal interface ILanguageClient
{
    /// <summary>Sends a notification; those of one caller arrive in order. Does nothing when the connection is gone.</summary>
    void Notify<T>(string method, T parameters, JsonTypeInfo<T> type);

    /// <summary>Asks the client something.</summary>
    /// <returns>Its answer; null when it refuses or the connection is gone.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    Task<JsonElement?> RequestAsync<T>(string method, T parameters, JsonTypeInfo<T> type, CancellationToken cancellationToken);
}
