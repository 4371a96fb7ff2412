namespace SmolCode;

/// <summary>Exit codes of every command.</summary>
internal static class ExitCode
{
    /// <summary>Done.</summary>
    public const int Done = 0;

    /// <summary>Could not do it; the reason is on stderr.</summary>
    public const int Failed = 1;

    /// <summary>Wrong arguments.</summary>
    public const int WrongArguments = 2;

    /// <summary>Cancelled by the user.</summary>
    public const int Cancelled = 130;
}
