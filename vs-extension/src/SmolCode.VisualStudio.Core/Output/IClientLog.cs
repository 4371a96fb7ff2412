namespace SmolCode.VisualStudio.Output;

/// <summary>The output that a user can look at. Called on any thread.</summary>
public interface IClientLog
{
    /// <summary>Writes a line.</summary>
    void Write(LogLevel level, string message);
}
