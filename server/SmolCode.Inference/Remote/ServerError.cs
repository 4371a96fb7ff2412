using System.Text.Json;

namespace SmolCode.Inference.Remote;

/// <summary>What servers say went wrong. Servers repeat a key that they refuse: it is blanked out before anything else is done.</summary>
/// <param name="key">The key that was sent, or null.</param>
internal sealed class ServerError(string? key)
{
    private const int MaxLength = 300;

    /// <summary>The message of <c>{"error":{"message":…}}</c>, <c>{"error":"…"}</c> (TGI, Ollama) or <c>{"message":…}</c>; null where it is none of them.</summary>
    public string? MessageOf(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        if (root.TryGetProperty("error"u8, out var error) && error.ValueKind is JsonValueKind.Object or JsonValueKind.String)
        {
            return error.ValueKind == JsonValueKind.String ? Line(error.GetString()!)
                : error.TryGetProperty("message"u8, out var text) && text.ValueKind == JsonValueKind.String ? Line(text.GetString()!)
                : "it gave no reason";
        }

        var isError =
            !root.TryGetProperty("choices"u8, out _)
            && root.TryGetProperty("message"u8, out var message)
            && message.ValueKind == JsonValueKind.String;
        return isError ? Line(root.GetProperty("message"u8).GetString()!) : null;
    }

    /// <summary>The same of the beginning of a body; null where it is something else, a page of HTML say.</summary>
    public string? MessageOf(ReadOnlyMemory<byte> body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return MessageOf(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for text that is no Unicode.
            return null;
        }
    }

    /// <summary>One line that a terminal and a status bar can show.</summary>
    private string Line(string text)
    {
        text = string.IsNullOrEmpty(key) ? text : text.Replace(key, "***", StringComparison.Ordinal);
        var line = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c)).Trim();
        return line.Length > MaxLength ? line[..MaxLength] + "…" : line;
    }
}
