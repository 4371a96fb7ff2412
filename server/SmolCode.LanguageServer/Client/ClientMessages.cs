using SmolCode.LanguageServer.Protocol;

namespace SmolCode.LanguageServer.Client;

/// <summary>Messages that a user sees.</summary>
internal static class ClientMessages
{
    /// <summary>Shows a message in the editor. Only for what the user can act on; the rest is logged.</summary>
    public static void Show(this ILanguageClient client, MessageType type, string message) =>
        client.Notify(LspMethods.ShowMessage, new MessageParams(type, message), LspJsonContext.Default.MessageParams);

    /// <summary>Writes a line to the editor's log.</summary>
    public static void Log(this ILanguageClient client, MessageType type, string message) =>
        client.Notify(LspMethods.LogMessage, new MessageParams(type, message), LspJsonContext.Default.MessageParams);
}
