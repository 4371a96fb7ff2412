namespace SmolCode.VisualStudio.Server;

/// <summary>What a user can do about a server that ended.</summary>
internal static class ExitReason
{
    /// <summary>Exit code of a .NET program whose runtime is not installed (0x80008096), and the byte of it that Unix keeps.</summary>
    private const int FrameworkMissing = unchecked((int)0x80008096);

    /// <summary>What to do; null when nothing but a restart helps.</summary>
    public static string? Explain(int? exitCode) =>
        exitCode is FrameworkMissing or 0x96
            ? "The server needs .NET 10, which is not installed on this machine: https://dotnet.microsoft.com/download"
            : null;
}
