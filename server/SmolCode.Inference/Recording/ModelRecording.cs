using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using SmolCode.Inference.Protocol;

namespace SmolCode.Inference.Recording;

/// <summary>
/// Answers of a model in a file, one JSON object a line: first the model, then an answer with the SHA-256 of the request's JSON each (of a score,
/// with one continuation), its deadline left out. Appended to as answers come, so that a run that was ended goes on where it stopped; a last line that was cut off is
/// dropped.
/// </summary>
internal sealed class ModelRecording : IDisposable
{
    private readonly ConcurrentDictionary<string, RecordedAnswer> _answers = new(StringComparer.Ordinal);
    private readonly Lock _writing = new();
    private readonly FileStream? _stream;

    private ModelRecording(ModelInfo? model, FileStream? stream)
    {
        Model = model;
        _stream = stream;
    }

    /// <summary>The model that answered; null while nothing is recorded.</summary>
    public ModelInfo? Model { get; private set; }

    /// <summary>Opens a recording to read from, or also to append to.</summary>
    /// <exception cref="ModelRecordingException">It can't be opened, or is no recording.</exception>
    public static ModelRecording Open(string file, bool append)
    {
        FileStream stream;
        try
        {
            stream = append
                ? new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.Read)
                : new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ModelRecordingException($"The recording {file} can't be opened: {exception.Message}", exception);
        }

        try
        {
            return Read(file, stream, append);
        }
        catch
        {
            stream.Dispose();
            throw;
        }
    }

    /// <summary>The answer to a request, or null.</summary>
    public RecordedAnswer? Find(string key) => _answers.GetValueOrDefault(key);

    /// <summary>What a request is found by.</summary>
    public static string KeyOf(GenerateRequest request) =>
        KeyOf("generate", request with { DeadlineMs = null }, EngineJson.Default.GenerateRequest);

    /// <inheritdoc cref="KeyOf(GenerateRequest)" />
    public static string KeyOf(ScoreRequest request) => KeyOf("score", request with { DeadlineMs = null }, EngineJson.Default.ScoreRequest);

    /// <summary>Notes the model, once.</summary>
    public void Add(ModelInfo model)
    {
        lock (_writing)
        {
            if (Model is null)
            {
                Model = model;
                Write(new RecordedAnswer { Model = model });
            }
        }
    }

    /// <summary>Keeps an answer.</summary>
    public void Add(RecordedAnswer answer)
    {
        lock (_writing)
        {
            if (answer.Key is { } key && _answers.TryAdd(key, answer))
            {
                Write(answer);
            }
        }
    }

    /// <inheritdoc />
    public void Dispose() => _stream?.Dispose();

    private static ModelRecording Read(string file, FileStream stream, bool append)
    {
        var recording = new ModelRecording(null, append ? stream : null);
        long complete = 0;
        using var reader = new StreamReader(stream, Encoding.UTF8, leaveOpen: true);
        while (reader.ReadLine() is { } line)
        {
            RecordedAnswer? answer;
            try
            {
                answer = JsonSerializer.Deserialize(line, EngineJson.Default.RecordedAnswer);
            }
            catch (JsonException) when (reader.EndOfStream && recording.Model is not null)
            {
                // The writer was ended in the middle of this line.
                break;
            }
            catch (JsonException exception)
            {
                throw new ModelRecordingException($"{file} is no recording of a model, or is damaged. Choose another file.", exception);
            }

            if (answer is { Model: { } model })
            {
                recording.Model = model;
            }
            else if (answer is { Key: { } key })
            {
                recording._answers[key] = answer;
            }

            complete += Encoding.UTF8.GetByteCount(line) + 1;
        }

        if (complete > 0 && recording.Model is null)
        {
            throw new ModelRecordingException($"{file} is no recording of a model. Choose another file.");
        }

        if (append)
        {
            stream.SetLength(Math.Min(complete, stream.Length));
            stream.Seek(0, SeekOrigin.End);
        }
        else
        {
            stream.Dispose();
        }

        return recording;
    }

    private static string KeyOf<T>(string kind, T request, JsonTypeInfo<T> type) =>
        kind + ":" + Convert.ToHexStringLower(SHA256.HashData(JsonSerializer.SerializeToUtf8Bytes(request, type)).AsSpan(0, 16));

    private void Write(RecordedAnswer answer)
    {
        _stream!.Write(JsonSerializer.SerializeToUtf8Bytes(answer, EngineJson.Default.RecordedAnswer));
        _stream.WriteByte((byte)'\n');
        _stream.Flush();
    }
}
