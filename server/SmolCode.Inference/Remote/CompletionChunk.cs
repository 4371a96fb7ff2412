using System.Collections.Immutable;
using System.Text.Json;

namespace SmolCode.Inference.Remote;

/// <summary>One event of a streamed completion: a piece of one candidate's text.</summary>
/// <param name="Index">Which candidate.</param>
/// <param name="Text">The piece; often one token, sometimes several.</param>
/// <param name="Tokens">Its tokens with their log-probabilities; empty where the server tells none.</param>
/// <param name="IsLast">The server ended the candidate with it.</param>
/// <param name="IsLength">And did so because of the token limit.</param>
internal sealed record CompletionChunk(
    int Index,
    string Text,
    ImmutableArray<(string Text, double LogProbability)> Tokens,
    bool IsLast,
    bool IsLength
)
{
    /// <summary>Reads an event's data.</summary>
    /// <param name="data">The data.</param>
    /// <param name="errors">Reads what the server says went wrong.</param>
    /// <exception cref="JsonException">It is no JSON.</exception>
    /// <exception cref="TeamServerException">It is an error, or nothing that a completion is made of.</exception>
    public static ImmutableArray<CompletionChunk> Read(ReadOnlySpan<byte> data, ServerError errors)
    {
        var reader = new Utf8JsonReader(data);
        using var document = JsonDocument.ParseValue(ref reader);
        var root = document.RootElement;
        if (root.ValueKind == JsonValueKind.Object && errors.MessageOf(root) is { } error)
        {
            throw new TeamServerException($"broke off with an error: {error}");
        }

        if (
            root.ValueKind != JsonValueKind.Object
            || !root.TryGetProperty("choices"u8, out var choices)
            || choices.ValueKind != JsonValueKind.Array
        )
        {
            throw new TeamServerException("sends something else than completions");
        }

        return [.. choices.EnumerateArray().Select(Choice)];
    }

    private static CompletionChunk Choice(JsonElement choice)
    {
        if (choice.ValueKind != JsonValueKind.Object)
        {
            throw new TeamServerException("sends something else than completions");
        }

        var index = choice.TryGetProperty("index"u8, out var at) && at.TryGetInt32(out var number) ? number : 0;
        var text = choice.TryGetProperty("text"u8, out var piece) && piece.ValueKind == JsonValueKind.String ? piece.GetString()! : "";
        var finish =
            choice.TryGetProperty("finish_reason"u8, out var reason) && reason.ValueKind == JsonValueKind.String
                ? reason.GetString()
                : null;
        var tokens = choice.TryGetProperty("logprobs"u8, out var scores) && scores.ValueKind == JsonValueKind.Object ? Scores(scores) : [];
        return new CompletionChunk(index, text, tokens, !string.IsNullOrEmpty(finish), finish == "length");
    }

    /// <summary>Both forms: arrays side by side (completions of OpenAI and vLLM), or one object a token (llama-server).</summary>
    private static ImmutableArray<(string Text, double LogProbability)> Scores(JsonElement scores)
    {
        if (scores.TryGetProperty("content"u8, out var content) && content.ValueKind == JsonValueKind.Array)
        {
            return
            [
                .. content
                    .EnumerateArray()
                    .Where(t => t.ValueKind == JsonValueKind.Object && t.TryGetProperty("logprob"u8, out var p) && IsNumber(p))
                    .Select(t =>
                        (
                            t.TryGetProperty("token"u8, out var name) && name.ValueKind == JsonValueKind.String ? name.GetString()! : "",
                            t.GetProperty("logprob"u8).GetDouble()
                        )
                    ),
            ];
        }

        if (
            scores.TryGetProperty("tokens"u8, out var tokens)
            && scores.TryGetProperty("token_logprobs"u8, out var values)
            && tokens.ValueKind == JsonValueKind.Array
            && values.ValueKind == JsonValueKind.Array
        )
        {
            return
            [
                .. tokens
                    .EnumerateArray()
                    .Zip(values.EnumerateArray())
                    .Where(t => t.First.ValueKind == JsonValueKind.String && IsNumber(t.Second))
                    .Select(t => (t.First.GetString()!, t.Second.GetDouble())),
            ];
        }

        return [];

        static bool IsNumber(JsonElement value) => value.ValueKind == JsonValueKind.Number && double.IsFinite(value.GetDouble());
    }
}
