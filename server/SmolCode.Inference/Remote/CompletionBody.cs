using System.Text.Json;

namespace SmolCode.Inference.Remote;

/// <summary>The JSON of a request for completions.</summary>
internal static class CompletionBody
{
    /// <summary>Writes it.</summary>
    /// <param name="request">What is asked for.</param>
    /// <param name="prompt">The prompt as text.</param>
    /// <param name="model">The model; without a name the server takes its own.</param>
    /// <param name="features">What the server takes.</param>
    /// <param name="candidates">Candidates in this request.</param>
    /// <param name="index">Number of this request among those for one prompt; the first one of several is greedy.</param>
    /// <param name="temperature">Of samples, where the request names none.</param>
    public static byte[] Write(
        GenerateRequest request,
        LaidOutPrompt prompt,
        ServedModel model,
        CompletionFeatures features,
        int candidates,
        int index,
        double temperature
    )
    {
        using var body = new MemoryStream();
        using (var writer = new Utf8JsonWriter(body))
        {
            writer.WriteStartObject();
            if (model.Id.Length > 0)
            {
                writer.WriteString("model"u8, model.Id);
            }

            writer.WriteString("prompt"u8, prompt.Text);
            writer.WriteNumber("max_tokens"u8, request.Stop.MaxTokens);
            writer.WriteBoolean("stream"u8, true);
            if (request.Sampling is { } sampling)
            {
                writer.WriteNumber("temperature"u8, sampling.Temperature);
                writer.WriteNumber("top_p"u8, sampling.TopP);
                writer.WriteNumber("seed"u8, sampling.Seed + index);
            }
            else if (candidates == 1 && index == 0)
            {
                writer.WriteNumber("temperature"u8, 0);
            }
            else
            {
                writer.WriteNumber("temperature"u8, temperature);
                // The same request gives the same candidates, where the server keeps seeds.
                writer.WriteNumber("seed"u8, index + 1);
            }

            if (candidates > 1)
            {
                writer.WriteNumber("n"u8, candidates);
            }

            if (features.Scores)
            {
                writer.WriteNumber("logprobs"u8, 1);
            }

            writer.WriteEndObject();
        }

        return body.ToArray();
    }
}
