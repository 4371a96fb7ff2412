using System.CommandLine;

namespace SmolCode.Commands;

/// <summary><c>smolcode bench …</c>: how fast things are on this machine.</summary>
internal static class BenchCommand
{
    /// <summary>Creates the command.</summary>
    public static Command Create() =>
        new("bench", "How fast things are on this machine.\n\nExample: smolcode bench engine")
        {
            BenchEngineCommand.Create(),
            BenchTypingCommand.Create(),
        };
}
