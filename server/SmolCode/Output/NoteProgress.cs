namespace SmolCode.Output;

/// <summary>Progress reports as lines on stderr, in order.</summary>
internal sealed class NoteProgress(Terminal terminal) : IProgress<string>
{
    /// <inheritdoc />
    public void Report(string value) => terminal.Note(value);
}
