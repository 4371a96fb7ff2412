using System.CommandLine;

namespace SmolCode.Commands;

/// <summary><c>smolcode sandbox</c>: the process that runs code under test; started by other commands, not by people.</summary>
internal static class SandboxCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "sandbox";

    /// <summary>Creates the command, for help. Program runs the sandbox before any command line is parsed.</summary>
    public static Command Create() =>
        new(Name, "The process that runs code under test. Started by the other commands; speaks JSON lines on stdin and stdout.")
        {
            Hidden = true,
        };
}
