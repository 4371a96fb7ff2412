namespace SmolCode.VisualStudio.Server;

/// <summary>What is asked of the machine; tests answer from memory.</summary>
public interface IMachine
{
    /// <summary>It runs Windows.</summary>
    bool IsWindows { get; }

    /// <summary>The user's home folder.</summary>
    string Home { get; }

    /// <summary>An environment variable; null where there is none.</summary>
    string? Variable(string name);

    /// <summary>What is at a path.</summary>
    FileKind KindOf(string path);
}
