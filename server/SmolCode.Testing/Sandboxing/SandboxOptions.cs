using System.Collections.Immutable;
using System.Reflection;

namespace SmolCode.Testing.Sandboxing;

/// <summary>How the sandbox process is started and what it may use.</summary>
public sealed record SandboxOptions
{
    /// <summary>Executable that runs <see cref="SandboxProcess.Run"/>.</summary>
    public required string Command { get; init; }

    /// <summary>Its arguments.</summary>
    public ImmutableArray<string> Arguments { get; init; } = [];

    /// <summary>How long one run may take before the process is killed.</summary>
    public TimeSpan RunLimit { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Bytes of the managed heap.</summary>
    public long HeapLimit { get; init; } = 512L << 20;

    /// <summary>Characters that a reply may have.</summary>
    public int ReplyLimit { get; init; } = 4 << 20;

    /// <summary>Options that start this program's own <c>sandbox</c> command, whether it runs as an executable or under <c>dotnet</c>.</summary>
    public static SandboxOptions ForThisProgram()
    {
        var executable = Environment.ProcessPath ?? throw new InvalidOperationException("The path of this program is not known.");
        var isHost = Path.GetFileNameWithoutExtension(executable).Equals("dotnet", StringComparison.OrdinalIgnoreCase);
        var assembly = Assembly.GetEntryAssembly()?.Location;
        return new SandboxOptions
        {
            Command = executable,
            Arguments = isHost && !string.IsNullOrEmpty(assembly) ? [assembly, "sandbox"] : ["sandbox"],
        };
    }
}
