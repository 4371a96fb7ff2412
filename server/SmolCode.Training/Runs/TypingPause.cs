namespace SmolCode.Training.Runs;

/// <summary>Training waits while somebody types: the language server touches a file then, as long as it is there.</summary>
public sealed class TypingPause : IPause, IDisposable
{
    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(60);

    private readonly string _file;
    private readonly TimeProvider _time;
    private readonly DateTime _begun;

    /// <summary>Makes the file, which says that somebody wants to know.</summary>
    public TypingPause(string file, TimeProvider time)
    {
        (_file, _time) = (file, time);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, "");
        _begun = File.GetLastWriteTimeUtc(file);
    }

    /// <inheritdoc />
    public string? Reason()
    {
        var last = File.GetLastWriteTimeUtc(_file);
        return last > _begun && _time.GetUtcNow().UtcDateTime - last < Rest ? "somebody types" : null;
    }

    /// <inheritdoc />
    public void Dispose()
    {
        try
        {
            File.Delete(_file);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Touching it costs next to nothing.
        }
    }
}
