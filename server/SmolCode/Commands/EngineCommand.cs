using System.CommandLine;

namespace SmolCode.Commands;

/// <summary><c>smolcode engine</c>: the worker process; started by the server and by other commands, not by people.</summary>
internal static class EngineCommand
{
    /// <summary>The command's name.</summary>
    public const string Name = "engine";

    /// <summary>Creates the command, for help. Program runs the engine before any command line is parsed.</summary>
    public static Command Create() =>
        new(Name, "The worker process that holds the model. Started by the other commands; speaks JSON-RPC on stdin and stdout.");
}
